import type { TraitValue } from "../traits/trait-value.ts";
import { type Diagnostic, shown } from "../problem/diagnostic.ts";
import type { Field } from "./field-path.ts";
import type { FieldType } from "./field-type.ts";

/**
 * Reads what people type as the value of a field. The field's type decides what it means: `6.1` is a text for `jupyterhub`, and a number for `cpus`.
 *
 * @param words - One word, or for a list any number of them.
 */
export function readValue({ at, type }: Field, words: readonly string[]): { readonly value: TraitValue } | Diagnostic {
  const [word = "", ...others] = words;
  const takes = (kind: NonNullable<FieldType["takes"]>[number]) => type.takes?.includes(kind) === true;
  const isObject = type.fields !== undefined || type.each !== undefined;
  if (word === "null" && others.length === 0 && takes("null")) return { value: null };
  if (takes("texts")) {
    const list = word.startsWith("[") && others.length === 0 ? jsonOf(word) : words;
    if (Array.isArray(list) && list.every((one) => typeof one === "string")) return { value: list };
    return wrong(
      at,
      `${shown(word)} is not a list of texts.`,
      `Write each text as a word, or all of them as JSON: '["one","two"]'.`,
    );
  }
  if (others.length > 0)
    return wrong(
      at,
      `This field takes one value, not ${words.length}.`,
      "Write a value that contains spaces in quotes.",
    );
  if (takes("anything")) {
    const value = jsonOf(word);
    return { value: value === undefined ? word : (value as TraitValue) };
  }
  if (takes("number") && /^[-+]?(?:\d+\.?\d*|\.\d+)$/.test(word)) return { value: Number(word) };
  if (takes("boolean") && (word === "true" || word === "false")) return { value: word === "true" };
  if (isObject && word.startsWith("{")) {
    const value = jsonOf(word);
    if (typeof value === "object" && value !== null) return { value: value as TraitValue };
  }
  if (takes("text") && word !== "null") return { value: textOf(word) };
  return wrong(at, `${shown(word)} is not ${describe(type)}.`, hintFor(type, word));
}

/** People who are used to JSON may quote a text once more. */
function textOf(word: string): string {
  const value = /^".*"$/s.test(word) ? jsonOf(word) : undefined;
  return typeof value === "string" ? value : word;
}

function jsonOf(word: string): unknown {
  try {
    return JSON.parse(word) as unknown;
  } catch {
    return undefined;
  }
}

function describe({ takes = [], fields, each }: FieldType): string {
  const names = [
    ...(takes.includes("number") ? ["a number"] : []),
    ...(takes.includes("boolean") ? ["true or false"] : []),
    ...(takes.includes("text") ? ["a text"] : []),
    ...(fields !== undefined || each !== undefined ? ["an object"] : []),
  ];
  return names.join(" or ");
}

function hintFor({ takes = [], fields = {} }: FieldType, word: string): string {
  if (word === "null") return "This field cannot be null. Remove it from the definition instead, with unset.";
  if (takes.includes("boolean")) return "Write true or false.";
  if (takes.includes("number")) return takes.includes("null") ? "Write a number, or null for none." : "Write a number.";
  const [first = "key"] = Object.keys(fields);
  return `Write it as JSON: '{"${first}":…}'. Or set one of its fields, with a dot: ${first}.`;
}

function wrong(at: readonly string[], message: string, hint: string): Diagnostic {
  return { code: "hub-field-type", severity: "error", at, message, hint };
}
