/**
 * The form of a version of JupyterHub, as a part of a regular expression: `6.1.1`, `5.0.0rc1`, `6.2.0.dev`. What may follow after a
 * plus sign is any text of whoever built it, so it is not part of the number.
 */
export const VERSION_NUMBER = String.raw`\d{1,4}(?:\.\d{1,4}){0,3}(?:(?:a|b|rc)\d{1,3})?(?:\.?dev\d{0,4})?`;
const WHOLE = new RegExp(String.raw`^(${VERSION_NUMBER})(?:\+[\w.-]{1,60})?$`);

/** The number in a version that someone claims to have; null if it is not a version. */
export function versionNumber(text: string): string | null {
  return WHOLE.exec(text)?.[1] ?? null;
}
