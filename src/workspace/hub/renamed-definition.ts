import { dirname } from "node:path";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import { languageOf } from "../definition-edit/language.ts";
import { editDefinition } from "../definition-edit/edit-definition.ts";
import { isGenerated, readText, unreadable } from "./load-hub.ts";

/** The two fields in which a copy differs from its original. */
export interface NewFields {
  readonly name: string;
  readonly port: number;
}

/**
 * The text of a hub's definition, for a hub with another name and port. Everything else stays: comments and order are worth keeping.
 *
 * A constant is changed where it is written. A value that is computed or comes from another file is replaced, or the new fields
 * are added after it, which override it.
 *
 * @throws HubwrightError where the text is not a definition.
 */
export async function renamedDefinition(path: string, { name, port }: NewFields): Promise<string> {
  const text = readText(path);
  if (path.endsWith(".json")) refuseGenerated(path, text);
  const result = await editDefinition(
    text,
    languageOf(path),
    [
      { do: "set", at: ["name"], value: name },
      { do: "set", at: ["port"], value: port, after: "name" },
    ],
    { otherwise: "override" },
  );
  if ("text" in result) return result.text;
  const { line, column, reason } = result.refused;
  throw HubwrightError.of(
    "hub-unreadable",
    `${path}:${line}:${column}: ${reason}.`,
    "Copy the file yourself, and change the name and port in it.",
  );
}

/** The hub.json of deploy/ has a place for neither a name nor a port, and no hub could be loaded from a copy with them. */
function refuseGenerated(path: string, text: string): void {
  const directory = dirname(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable(path, error);
  }
  if (!isGenerated(value)) return;
  throw HubwrightError.of(
    "hub-missing",
    `${directory} contains only generated files.`,
    hint`Name the directory of hub.ts, one level up: ${hubwright("init", "--like", dirname(directory))}`,
  );
}
