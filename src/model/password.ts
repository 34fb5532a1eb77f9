import { pbkdf2Sync } from "node:crypto";
import { foldName } from "./fold-name.ts";

/** How many rounds jupyterhub-hashauthenticator takes. Another number would change every existing password. */
const ROUNDS = 25_000;

/** Nobody can have it: no name has a slash. */
const NO_PERSON = "hubwright/key";

/** The shortest key that a hub starts with: below this, one leaked password gives the key away. */
export const SHORTEST_KEY = 16;

/**
 * The password of a person: a digest of the name under the hub's key.
 *
 * It is the digest of jupyterhub-hashauthenticator, so that the keys and passwords of an existing hub carry over
 * (`alice` with the key `sekret` and length 6: `363901`). About 10 ms of work.
 *
 * @param name - However it is typed: it is folded to lower case and composed, as the hub does.
 * @param key - `HASH_SECRET_KEY` of `secrets/oauth.env`.
 * @param options - `length`: hexadecimal characters of the password, 6 to 64, by default 10.
 *   `pw`: which password of this person, by default the first; `pw=2` in the roster asks for the second.
 * @throws RangeError for an empty key or a length outside 6 to 64.
 */
export function derivePassword(name: string, key: string, options: { length?: number; pw?: number } = {}): string {
  return derivePasswordAsKnown(foldName(name), key, options);
}

/**
 * The password of a name as a hub knows it: whoever was known by a decomposed name before names were composed keeps the
 * password of that spelling. Not part of the library: only a hub can say whom it knows so.
 */
export function derivePasswordAsKnown(
  name: string,
  key: string,
  { length = 10, pw = 1 }: { length?: number; pw?: number } = {},
): string {
  if (key === "") throw new RangeError("The key is empty.");
  if (!Number.isInteger(length) || length < 6 || length > 64)
    throw new RangeError(`${length} is not between 6 and 64.`);
  // A NUL cannot stand in a name, so nobody's second password is another person's first.
  const subject = pw === 1 ? name : `${name}\0${pw}`;
  return pbkdf2Sync(subject, key, ROUNDS, 32, "sha256").toString("hex").slice(0, length);
}

/**
 * What a key can be known by, and not found from: as slow to try as a password, and nobody's password.
 *
 * The hub notes it where its data is, so that another key is noticed before anybody's password changes.
 */
export function keyMark(key: string): string {
  return derivePassword(NO_PERSON, key, { length: 32 });
}
