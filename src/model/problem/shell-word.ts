/**
 * Writes a text as one word of a POSIX shell, for commands that are printed to be pasted.
 * A text of letters, digits and `@%+=:,./-_` stays as it is.
 */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
