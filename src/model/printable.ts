/** Some names for a terminal: quoted as JSON does it, so that no name can write on the screen by itself. */
export function someNames(names: readonly string[], shown = 5): string {
  const rest = names.length - shown;
  return names.slice(0, shown).map(printable).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** A text from outside with everything written out that a terminal would obey, or that turns writing round. */
export function printable(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A sentence from outside, on one line and without anything that a terminal would obey. */
export function sentence(text: string): string {
  // Its quoted words were written by JSON already, so this changes nothing in an honest sentence.
  return printable(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("\\\\", "\\");
}
