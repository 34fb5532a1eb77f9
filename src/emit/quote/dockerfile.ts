/**
 * Writes words as the JSON form of a Dockerfile's instruction, which no shell reads: the only way by which a package's
 * name gets into a Dockerfile.
 *
 * @param words - Taken as they are, whatever they hold; a Dockerfile has no variables in this form.
 * @throws RangeError for a NUL, which no argument of a command can hold.
 */
export function execForm(words: readonly string[]): string {
  return `[${words.map(word).join(", ")}]`;
}

/** As {@link execForm}, the first words on the instruction's own line and each of the others on one of its own. */
export function execFormOfList(command: readonly string[], list: readonly string[]): string {
  const opening = `[${command.map(word).join(", ")}`;
  return list.length === 0 ? `${opening}]` : `${opening}, \\\n  ${list.map(word).join(", \\\n  ")}]`;
}

function word(text: string): string {
  if (text.includes("\0")) throw new RangeError("A NUL cannot be written into a Dockerfile.");
  // BuildKit looks for a here-document before it looks for JSON; it takes two of them in a row for one.
  return JSON.stringify(text)
    .replaceAll("<<", String.raw`\u003c\u003c`)
    .replaceAll(/[^ -~]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * Writes the name of an image into a FROM line, which has no quotes.
 *
 * @throws RangeError for what is not such a name: a blank, a line's end or a variable would be read by Docker.
 */
export function imageReference(image: string): string {
  if (/^[A-Za-z0-9][\w.:/@-]*$/.test(image)) return image;
  throw new RangeError(`${JSON.stringify(image)} is not the name of an image.`);
}
