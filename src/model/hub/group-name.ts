/**
 * True for a valid group name: letters, digits, `.`, `_` and `-`, starting with a letter or digit, at most 64.
 * `admin` is not a group name: it makes a person an admin of the hub.
 */
export function isGroupName(word: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(word) && word !== "admin";
}
