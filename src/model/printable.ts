const UNPRINTABLE =
  // oxlint-disable-next-line no-control-regex -- naming control characters is the point
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]/gu;

/**
 * Escapes characters that a terminal would act on, that reverse the direction of text, or that cannot be seen. Tabs and newlines stay.
 * The hub's Python has the same characters (`visible` in `diagnostic.py`).
 */
export function visible(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A text from outside, quoted as in JSON, so that no name can write on the screen by itself. */
export function printable(text: string): string {
  return visible(JSON.stringify(text));
}

/** Some names for a terminal. */
export function someNames(names: readonly string[], shown = 5): string {
  const rest = names.length - shown;
  return names.slice(0, shown).map(printable).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** A sentence from outside, on one line and without anything that a terminal would obey. */
export function sentence(text: string): string {
  // Its quoted words were written by JSON already, so this changes nothing in an honest sentence.
  return printable(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("\\\\", "\\");
}
