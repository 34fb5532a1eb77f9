import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import type { Engine } from "../../engine/port.ts";
import type { Observed } from "../../plan/observed.ts";
import { type Earlier, leftBehind, type Whose, whoseIs } from "../../plan/whose.ts";
import { readId, takeId } from "../../workspace/hub/hub-id.ts";
import { holdsHub, isOneDirectory } from "../../workspace/hub/other-directory.ts";
import { formerName, refuseFormerName } from "./former-name.ts";
import type { Place } from "../../workspace/hub/place.ts";

/** What a person has allowed to be done with what another directory, or an earlier hub, left. */
export interface Consent {
  /** Take over the running hub of another directory. */
  readonly takeOver?: boolean | undefined;
  /** Use the volumes of an earlier hub of this name. */
  readonly adopt?: boolean | undefined;
  /** Start with a different key than the hub had: everybody's password changes. */
  readonly newPasswords?: boolean | undefined;
  /** Rename a hub to the name that the definition has now. */
  readonly rename?: boolean | undefined;
}

/** A hub's id, and whether the engine has nothing of this name yet. */
export interface Identity {
  /** Null for a hub that was made before there were ids, and for a new one whose directory has none. */
  readonly id: string | null;
  readonly isNew: boolean;
}

/**
 * Makes sure that the hub of this name is this directory's.
 *
 * @throws HubwrightError where it is another directory's, or an earlier hub has left volumes, unless a person consents.
 */
export function identify(place: Place, observed: Observed, consent: Consent = {}): Identity {
  const { hub, directory } = place;
  const found = whose(place, observed);
  if (found.whose === "nobody") return { id: readId(directory), isNew: true };
  if (found.whose === "own") return { id: readId(directory), isNew: false };
  if (found.whose === "other") {
    if (consent.takeOver !== true) throw anothers(hub.name, found);
  } else if (consent.adopt !== true) throw earlier(hub.name, found);
  takeId(directory, found.id);
  return { id: found.id, isNew: false };
}

/**
 * Makes sure that what is done to the containers of this name is done to this directory's.
 *
 * @throws HubwrightError where they are another directory's, or this directory's have another name.
 */
export async function refuseAnothers(place: Place, engine: Engine, observed: Observed): Promise<void> {
  const { hub } = place;
  const found = whose(place, observed);
  if (found.whose === "other") throw anothers(hub.name, found);
  const former = await formerName(place, engine, observed);
  if (former?.was === "renamed" && former.hub.hasContainers) await refuseFormerName(hub.name, former.hub, engine);
}

/** A directory that was moved, or that is another machine's view of the same hub, does not count as another hub. */
function whose({ hub, directory }: Place, observed: Observed): Whose {
  const found = whoseIs({ hub: hub.name, id: readId(directory), directory }, observed);
  if (found.whose !== "other" || !found.isSame) return found;
  const isOwn = found.directory === null || !holdsHub(found.directory) || isOneDirectory(found.directory, directory);
  return isOwn ? { whose: "own" } : found;
}

function anothers(hub: string, { directory, working, isSame }: Extract<Whose, { whose: "other" }>): HubwrightError {
  const place = directory === null ? "another directory" : directory;
  const people = working === 1 ? "1 person is" : `${working} people are`;
  return HubwrightError.of(
    "not-ours",
    `The hub ${hub} on this server is run from ${place}${isSame ? ", and this directory is a copy" : ""}. ${people} working there now. ` +
      "Running it from this directory would replace its user list and its keys, and different keys mean different passwords.",
    hint`Give this hub its own name and port in hub.ts. Or, to run the other one from here from now on: ${hubwright("up", "--take-over")}`,
  );
}

function earlier(hub: string, found: Earlier): HubwrightError {
  return HubwrightError.of(
    "earlier-volumes",
    `${leftBehind(hub, found)} People with the same names would get its files.`,
    hint`To use them: ${hubwright("up", "--adopt")}
        To archive them and start fresh: ${hubwright("up", "--archive-old")}
        Or give this hub another name in hub.ts.`,
  );
}
