import { parse, stringify } from "yaml";
import type { TraitValue } from "../../../model/traits/trait-value.ts";

/** How a YAML file is written. */
export interface YamlStyle {
  readonly quote: '"' | "'";
  /** One level of indentation. */
  readonly unit: string;
  readonly newline: string;
}

/** Writes `key: value` over as many lines as it takes; each line after the first begins with the indentation. */
export function writePair(key: string, value: TraitValue, indentation: string, style: YamlStyle): string {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0)
    return `${writeScalar(key, style)}: ${writeFlow(value, style)}`;
  const inner = indentation + style.unit;
  return `${writeScalar(key, style)}:${style.newline}${inner}${writeBlock(value, inner, style)}`;
}

/** Writes an object or a list with one line for each of its parts. */
export function writeBlock(value: TraitValue, indentation: string, style: YamlStyle): string {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return writeFlow(value, style);
  const between = style.newline + indentation;
  if (isList(value)) return value.map((one) => `- ${writeFlow(one, style)}`).join(between);
  return Object.entries(value)
    .map(([key, one]) => writePair(key, one, indentation, style))
    .join(between);
}

/** Writes a value on one line. */
export function writeFlow(value: TraitValue, style: YamlStyle): string {
  if (typeof value !== "object" || value === null) return writeScalar(value, style);
  if (isList(value)) return `[${value.map((one) => writeFlow(one, style)).join(", ")}]`;
  const pairs = Object.entries(value).map(([key, one]) => `${writeScalar(key, style)}: ${writeFlow(one, style)}`);
  return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
}

/** Writes a text, a number, true, false or null. A text that could be read as something else is quoted. */
export function writeScalar(value: string | number | boolean | null, { quote }: Pick<YamlStyle, "quote">): string {
  if (typeof value !== "string") return stringify(value).trimEnd();
  // Only texts that are plain in every version of YAML, and inside of braces, too.
  if (
    /^(?:[A-Za-z_/][\w./=+-]*|\d+[A-Za-z]+)$/.test(value) &&
    !/^(?:y|n|yes|no|on|off)$/i.test(value) &&
    parse(value) === value
  )
    return value;
  return quotedYaml(value, quote);
}

/** A text in quotes. */
export function quotedYaml(text: string, quote: string): string {
  // In single quotes YAML knows no other escape than that of the quote.
  return quote === "'" && !/[^\x20-\x7e\u00a0-\ud7ff]/.test(text)
    ? `'${text.replaceAll("'", "''")}'`
    : JSON.stringify(text).replaceAll("\u007f", "\\x7f");
}

function isList(value: object): value is readonly TraitValue[] {
  return Array.isArray(value);
}
