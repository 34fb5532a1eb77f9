import { readFileSync, realpathSync } from "node:fs";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { readProblem } from "../file-problems.ts";
import { writeFileWhole } from "../write-file.ts";

/**
 * Reads a definition to edit it.
 *
 * @throws HubwrightError if it cannot be read, or is not UTF-8: then it could not be written back as it was.
 */
export function readToEdit(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw readProblem(path, error);
  }
  const text = bytes.toString("utf8");
  if (bytes.equals(Buffer.from(text))) return text;
  throw HubwrightError.of(
    "hub-unreadable",
    `${path} is not UTF-8.`,
    "Save it as UTF-8 in your editor, then run the command again.",
  );
}

/**
 * Saves an edited definition. A symbolic link stays one: the file that it points to is replaced.
 *
 * @throws HubwrightError with the code `definition-edited` if the file is no longer what was edited. Then nothing is written.
 */
export function saveEdited(path: string, { before, after }: { readonly before: string; readonly after: string }): void {
  if (readToEdit(path) !== before)
    throw HubwrightError.of(
      "definition-edited",
      `${path} was edited in the meantime; nothing was saved.`,
      "Run the command again to see what it would do now.",
    );
  writeFileWhole(realpathSync(path), after);
}
