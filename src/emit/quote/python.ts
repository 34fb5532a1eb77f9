import type { TraitValue } from "../../model/traits/trait-value.ts";

/**
 * Writes plain data as a Python literal: the only way by which a value gets into generated Python.
 *
 * Every character beyond printable ASCII is escaped, so that no text can end its quotes, its line or its encoding.
 */
export function pythonLiteral(value: TraitValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return numberLiteral(value);
  if (typeof value === "string") return stringLiteral(value);
  if (isList(value)) return `[${value.map(pythonLiteral).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${stringLiteral(key)}: ${pythonLiteral(item)}`)
    .join(", ")}}`;
}

function isList(value: TraitValue): value is readonly TraitValue[] {
  return Array.isArray(value);
}

function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written as a number.`);
  return Object.is(value, -0) ? "-0.0" : String(value);
}

function stringLiteral(text: string): string {
  let literal = "";
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const character = text[index] ?? "";
    if (character === '"' || character === "\\") literal += `\\${character}`;
    else if (code >= 0x20 && code <= 0x7e) literal += character;
    else literal += escapeUnit(text, index);
    if (isPair(text, index)) index += 1;
  }
  return `"${literal}"`;
}

function escapeUnit(text: string, index: number): string {
  // Python joins no surrogates, so a character outside the first plane is written as one escape.
  if (isPair(text, index)) return `\\U${(text.codePointAt(index) ?? 0).toString(16).padStart(8, "0")}`;
  return `\\u${text.charCodeAt(index).toString(16).padStart(4, "0")}`;
}

function isPair(text: string, index: number): boolean {
  return (text.codePointAt(index) ?? 0) > 0xffff;
}
