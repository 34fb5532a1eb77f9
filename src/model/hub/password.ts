import { pbkdf2Sync } from "node:crypto";
import { foldName } from "./fold-name.ts";

/** The number of rounds in jupyterhub-hashauthenticator. A different number would change every existing password. */
const ROUNDS = 25_000;

/** Nobody can have this name, because names cannot contain a slash. */
const NO_PERSON = "hubwright/key";

/** The shortest key that a hub starts with: a shorter key could be found from one leaked password. */
export const SHORTEST_KEY = 16;

/**
 * The password of a person: a digest of the name under the hub's key.
 *
 * It is the same digest as in jupyterhub-hashauthenticator, so the keys and passwords of an existing hub carry over
 * (`alice` with the key `sekret` and length 6: `363901`). About 10 ms of work.
 *
 * @param name - In any spelling: it is folded to lower case and composed, as in the hub.
 * @param key - `HASH_SECRET_KEY` of `secrets/oauth.env`.
 * @param options - `length`: hexadecimal characters of the password, 6 to 64, by default 10.
 *   `pw`: which password of this person, by default the first; `pw=2` in the roster means the second.
 * @throws RangeError for an empty key or a length outside 6 to 64.
 *
 * @example
 * ```ts
 * import { derivePassword } from "hubwright";
 *
 * derivePassword("alice", "sekret", { length: 6 }); // "363901"
 * ```
 */
export function derivePassword(name: string, key: string, options: { length?: number; pw?: number } = {}): string {
  return derivePasswordAsKnown(foldName(name), key, options);
}

/**
 * The password for a name as a hub knows it: people with a decomposed name from before names were composed keep the
 * password of that spelling. Not part of the library: only a hub knows which people these are.
 */
export function derivePasswordAsKnown(
  name: string,
  key: string,
  { length = 10, pw = 1 }: { length?: number; pw?: number } = {},
): string {
  if (key === "") throw new RangeError("The key is empty.");
  if (!Number.isInteger(length) || length < 6 || length > 64)
    throw new RangeError(`${length} is not between 6 and 64.`);
  // A name cannot contain NUL, so no second password equals another person's first.
  const subject = pw === 1 ? name : `${name}\0${pw}`;
  return pbkdf2Sync(subject, key, ROUNDS, 32, "sha256").toString("hex").slice(0, length);
}

/**
 * A fingerprint of a key, from which the key cannot be found: as slow to try as a password, and nobody's password.
 *
 * The hub keeps it with its data, so that a different key is noticed before anybody's password changes.
 */
export function keyMark(key: string): string {
  return derivePassword(NO_PERSON, key, { length: 32 });
}
