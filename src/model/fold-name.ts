/**
 * Letters whose lower case came with Unicode 16 and 17. Node.js knows it, the Python of the hub (3.13, Unicode 15.1) does
 * not, and the hub decides who somebody is: for it each of them is a letter of its own.
 */
const NEWER_CAPITALS = /([\u1c89\ua7cb\ua7cc\ua7ce\ua7d2\ua7d4\ua7da\ua7dc\u{10d50}-\u{10d65}\u{16ea0}-\u{16eb8}])/u;

/** A person's name as JupyterHub knows it: in lower case, by the rules of the hub's Python whatever Node.js runs this. */
export function foldName(name: string): string {
  if (!NEWER_CAPITALS.test(name)) return name.toLowerCase();
  return name
    .split(NEWER_CAPITALS)
    .map((part) => (NEWER_CAPITALS.test(part) ? part : part.toLowerCase()))
    .join("");
}
