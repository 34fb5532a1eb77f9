import { dirname } from "node:path";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import { isGenerated, readText, unreadable } from "./load-hub.ts";
import { parseTypeScript } from "./parse-typescript.ts";
import { type Edit, type NewFields, renamedFields } from "./renamed-fields.ts";

/** JSON is an expression of TypeScript, so this makes a module of it. */
const BEFORE_JSON = "export default ";

/**
 * The text of a hub's definition, for a hub with another name and port. Everything else stays: comments and order are worth keeping.
 *
 * @throws HubwrightError where the text is not a definition.
 */
export async function renamedDefinition(path: string, fields: NewFields): Promise<string> {
  const text = readText(path);
  const edits = await editsOf(path, text, fields).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (edits === undefined)
    throw HubwrightError.of(
      "hub-unreadable",
      `No hub with a name was found in ${path}.`,
      "Copy the file yourself, and change the name and port in it.",
    );
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, edit) => rest.slice(0, edit.start) + edit.text + rest.slice(edit.end), text);
}

async function editsOf(path: string, text: string, fields: NewFields): Promise<readonly Edit[] | undefined> {
  if (/\.ya?ml$/.test(path)) return (await import("./renamed-yaml.ts")).renamedYaml(text, fields);
  if (!path.endsWith(".json")) return renamedFields(text, await parseTypeScript(path, text), fields, { quoted: false });
  if (isGenerated(JSON.parse(text))) throw copyOfGenerated(dirname(path));
  const source = BEFORE_JSON + text;
  const edits = renamedFields(source, await parseTypeScript(path, source), fields, { quoted: true });
  const moved = (place: number) => place - BEFORE_JSON.length;
  return edits?.map(({ start, end, text: said }) => ({ start: moved(start), end: moved(end), text: said }));
}

/** The hub.json of deploy/ has a place for neither a name nor a port, and no hub could be loaded from a copy with them. */
function copyOfGenerated(directory: string): HubwrightError {
  return HubwrightError.of(
    "hub-missing",
    `${directory} contains only generated files.`,
    hint`Name the directory of hub.ts, one level up: ${hubwright("init", "--like", dirname(directory))}`,
  );
}
