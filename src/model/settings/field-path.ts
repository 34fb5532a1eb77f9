import { nearest } from "../nearest.ts";
import { type Diagnostic, shown } from "../problem/diagnostic.ts";
import { fieldIn, type FieldType, HUB_FIELDS } from "./field-type.ts";

/** A field of a definition: where it is, and what it takes. */
export interface Field {
  readonly at: readonly string[];
  readonly type: FieldType;
}

const PART = /\.?([^.[\]]+)|\[(?:("(?:[^"\\]|\\.)*")|'([^']*)'|([^\]"']+))\]/y;

/**
 * Splits the name of a field the way people type it: `notebook.limits.memory`. A part that contains a dot is written in brackets, with or
 * without quotes: `notebook.groups[math.101].limits`.
 *
 * @returns undefined if the text is not written like that.
 */
export function splitPath(text: string): readonly string[] | undefined {
  const parts: string[] = [];
  for (let end = 0; end < text.length;) {
    PART.lastIndex = end;
    const [whole, plain, quoted, single, bare] = PART.exec(text) ?? [];
    const key = quoted === undefined ? (plain ?? single ?? bare) : unquoted(quoted);
    // Parts after the first begin with a dot or a bracket, and the first one does not begin with a dot.
    if (whole === undefined || key === undefined || key === "") return undefined;
    if (!whole.startsWith("[") && whole.startsWith(".") !== end > 0) return undefined;
    parts.push(key);
    end += whole.length;
  }
  return parts.length === 0 ? undefined : parts;
}

function unquoted(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}

/** Finds a field by the name that people type, or says why there is none. */
export function findField(text: string): Field | Diagnostic {
  const at = splitPath(text);
  if (at === undefined)
    return unknown(
      [],
      `${shown(text)} is not the name of a field.`,
      "Write the names from the outside in, with dots: notebook.limits.memory. Write a name with a dot in brackets: notebook.groups[math.101].",
    );
  let type: FieldType = HUB_FIELDS;
  for (const [index, key] of at.entries()) {
    const inner = fieldIn(type, key);
    if (inner === undefined) return noField(type, at.slice(0, index + 1), isChosen(at.slice(0, index)));
    type = inner;
  }
  return { at, type };
}

/** Whether the last part of a path is a name that the definition's author chose, such as a group's. */
function isChosen(at: readonly string[]): boolean {
  let type: FieldType = HUB_FIELDS;
  let isKey = false;
  for (const key of at) {
    isKey = type.each !== undefined;
    type = fieldIn(type, key) ?? {};
  }
  return isKey;
}

function noField(type: FieldType, at: readonly string[], isAfterName: boolean): Diagnostic {
  const [key = ""] = at.slice(-1);
  const known = Object.keys(type.fields ?? {});
  const message = `There is no field ${shown(key)} here.`;
  if (key === "__proto__") return unknown(at, message, "Choose another name.");
  if (known.length === 0) return unknown(at, message, "Leave it out: the value before it is not an object.");
  const near = nearest(key, known);
  const hint = near === undefined ? `Write one of ${known.join(", ")}.` : `Did you mean ${near}?`;
  const [name = "", rest = ""] = at.slice(-2);
  return unknown(
    at,
    message,
    isAfterName && near === undefined ? `${hint} A name with a dot in it needs brackets: [${name}.${rest}].` : hint,
  );
}

function unknown(at: readonly string[], message: string, hint: string): Diagnostic {
  return { code: "hub-field-unknown", severity: "error", at, message, hint };
}
