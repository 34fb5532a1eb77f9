/**
 * Letters whose lower case was added in Unicode 16 and 17. Node.js knows it, but the hub's Python (3.13, Unicode 15.1) does
 * not, and the hub decides who a person is: to the hub, each of them is a letter of its own.
 */
const NEWER_CAPITALS = /([\u1c89\ua7cb\ua7cc\ua7ce\ua7d2\ua7d4\ua7da\ua7dc\u{10d50}-\u{10d65}\u{16ea0}-\u{16eb8}])/u;
/**
 * Characters whose composition or order was added after Unicode 14. Python and Node.js support different ones, so both
 * leave each of them as it is; `hubwright_hub/people/fold_name.py` does the same.
 */
const NEWER_COMPOSED =
  // oxlint-disable-next-line no-misleading-character-class -- each of them alone is the point
  /([\u0897\u1acf-\u1add\u1ae0-\u1aeb\u{105c9}\u{105d2}\u{105da}\u{105e4}\u{10d69}-\u{10d6d}\u{10efa}\u{10efb}\u{10efd}-\u{10eff}\u{11382}-\u{11385}\u{1138b}\u{1138e}\u{11390}\u{11391}\u{113b8}\u{113bb}\u{113c2}\u{113c5}\u{113c7}-\u{113c9}\u{113ce}-\u{113d0}\u{11f41}\u{11f42}\u{1611e}-\u{16129}\u{1612f}\u{16d63}\u{16d67}-\u{16d6a}\u{1e08f}\u{1e4ec}-\u{1e4ef}\u{1e5ee}\u{1e5ef}\u{1e6e3}\u{1e6e6}\u{1e6ee}\u{1e6ef}\u{1e6f5}])/u;
const ASCII = /^[\0-\x7f]*$/;

/**
 * A person's name as the hub knows it, however it was typed: lower case, then composed (NFC). It follows the rules of the
 * hub's Python, whatever version of Node.js runs this.
 */
export function foldName(name: string): string {
  // Most names are ASCII, which is a fast check.
  if (ASCII.test(name)) return name.toLowerCase();
  const lowered = apart(name, NEWER_CAPITALS, (part) => part.toLowerCase());
  return ASCII.test(lowered) ? lowered : apart(lowered, NEWER_COMPOSED, (part) => part.normalize("NFC"));
}

/** Changes a text, except for the characters that the pattern matches. */
function apart(text: string, pattern: RegExp, change: (part: string) => string): string {
  if (!pattern.test(text)) return change(text);
  return text
    .split(pattern)
    .map((part) => (pattern.test(part) ? part : change(part)))
    .join("");
}
