/**
 * Writes a text as one word of a POSIX shell, for commands that are printed to be pasted.
 * A text of letters, digits and `@%+=:,./-_` stays as it is.
 */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Writes a text as one word of a command in a Makefile, where a dollar sign begins a variable of make. */
export function recipeWord(text: string): string {
  if (text.includes("\n")) throw new RangeError("A Makefile has no word of two lines.");
  return shellWord(text).replaceAll("$", "$$$$");
}
