import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import { keyMark } from "../../model/hub/password.ts";
import { hasSecret, readKey } from "../../workspace/hub/secrets.ts";
import type { Place } from "../../workspace/hub/place.ts";

/**
 * Checks whether the key in `secrets/` differs from the one that the hub was last started with.
 *
 * @param people - How many would need a new password.
 * @param mark - Of the hub, which was up before; undefined where it noted none.
 * @param isMeant - Whether everybody should get a new password.
 * @returns Whether it is: a hub reads its key when it starts, so a running one must be recreated.
 * @throws HubwrightError if it does, or is missing, and that is not intended.
 */
export function hasOtherKey(
  { hub, directory }: Place,
  { people, mark, isMeant }: { readonly people: number; readonly mark: string | undefined; readonly isMeant: boolean },
): boolean {
  // A custom class stores its passwords elsewhere.
  if (hub.signIn.kind !== "derived-password") return false;
  const wrong = !hasSecret(directory, "oauth.env")
    ? "is missing"
    : mark !== undefined && mark !== keyMark(readKey(directory))
      ? "contains a different key than the hub last started with"
      : null;
  if (wrong !== null && !isMeant) throw wrongKey(hub.name, directory, people, wrong);
  return wrong !== null;
}

function wrongKey(hub: string, directory: string, people: number, what: string): HubwrightError {
  const passwords = people === 1 ? "The password of 1 person" : `The passwords of ${people} people`;
  return HubwrightError.of(
    "key-changed",
    `${directory}/secrets/oauth.env ${what}. ${passwords} would change.`,
    hint`Restore that file from a backup. Or, to give everybody in ${hub} a new password: ${hubwright("up", "--new-passwords")}`,
  );
}
