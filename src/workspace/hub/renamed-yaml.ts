import { isMap, isNode, isScalar, parseDocument, stringify } from "yaml";
import type { Edit, NewFields } from "./renamed-fields.ts";

/**
 * The edits that give the hub of a YAML file another name and port; undefined where it has no name.
 *
 * In a file of its own for the same reason as `parseYaml`.
 */
export function renamedYaml(text: string, fields: NewFields): readonly Edit[] | undefined {
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) throw error;
  const map = document.contents;
  if (!isMap(map)) return undefined;
  const pairOf = (field: keyof NewFields) => map.items.find(({ key }) => isScalar(key) && key.value === field);
  const valueOf = (field: keyof NewFields): Edit | undefined => {
    const value = pairOf(field)?.value;
    if (!isNode(value) || !value.range) return undefined;
    const [start, end] = value.range;
    const old = text.slice(start, end);
    const quote = /^["']/.exec(old)?.[0];
    const said =
      field === "name" && quote !== undefined ? `${quote}${fields.name}${quote}` : stringify(fields[field]).trimEnd();
    // A field without a value ends with its colon; a block of text, with its line.
    return { start, end, text: `${old === "" ? " " : ""}${said}${old.endsWith("\n") ? "\n" : ""}` };
  };
  const name = valueOf("name");
  if (name === undefined) return undefined;
  const port = valueOf("port");
  if (port !== undefined) return [name, port];
  const key = pairOf("name")?.key;
  const start = isNode(key) ? key.range?.[0] : undefined;
  if (start === undefined) return undefined;
  const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const isBlock = map.flow !== true;
  return [{ start, end: start, text: `port: ${fields.port}${isBlock ? `\n${indent}` : ", "}` }, name];
}
