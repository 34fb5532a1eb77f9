import { Node, type SourceFile } from "ts-morph";
import type { TraitValue } from "../../../model/traits/trait-value.ts";
import { newlineOf } from "../text-edit.ts";
import type { Manner } from "../bracketed.ts";
import { POLICY_HELPERS } from "./object-fields.ts";
import { localName, type SourceModule } from "./source-module.ts";

/** How a file is written: its own quotes, spaces and indentation. */
export interface Style {
  readonly quote: '"' | "'";
  /** Whether keys are in quotes, as JSON needs it. */
  readonly quotesKeys: boolean;
  readonly colon: string;
  readonly comma: string;
  readonly objects: Manner;
  readonly lists: Manner;
  readonly newline: string;
}

/** Longer objects are written over several lines, where the object around them is, too. */
const LONGEST = 120;

/** Finds out how a file is written. Where it does not show it, a new file of hubwright is the model. */
export function styleOf({ file, text, isJson }: SourceModule): Style {
  const quotes = { "'": 0, '"': 0 };
  let colons = 0;
  let tight = 0;
  const padding = { object: { some: 0, none: 0 }, list: { some: 0, none: 0 } };
  const trailing = { some: 0, none: 0 };
  file.forEachDescendant((node) => {
    if (Node.isStringLiteral(node)) quotes[node.getText().startsWith("'") ? "'" : '"'] += 1;
    if (Node.isPropertyAssignment(node)) {
      const between = text.slice(node.getNameNode().getEnd(), node.getInitializer()?.getStart() ?? 0);
      if (between === ":") tight += 1;
      else colons += 1;
    }
    if (!Node.isObjectLiteralExpression(node) && !Node.isArrayLiteralExpression(node)) return;
    const items = Node.isObjectLiteralExpression(node) ? node.getProperties() : node.getElements();
    const [first] = items;
    const last = items.at(-1);
    if (first === undefined || last === undefined) return;
    const before = text.slice(node.getStart() + 1, first.getStart());
    const count = before.includes("\n") ? trailing : padding[Node.isObjectLiteralExpression(node) ? "object" : "list"];
    if (count === trailing)
      count[text.slice(last.getEnd(), node.getEnd()).trimStart().startsWith(",") ? "some" : "none"] += 1;
    else count[before === "" ? "none" : "some"] += 1;
  });
  const unit = unitOf(file, text);
  const isTight = tight > colons;
  const manner = { unit, trailing: !isJson && trailing.some >= trailing.none };
  return {
    quote: !isJson && quotes["'"] > quotes['"'] ? "'" : '"',
    quotesKeys: isJson,
    colon: isTight ? ":" : ": ",
    comma: isTight ? "," : ", ",
    objects: { ...manner, padding: padding.object.none > padding.object.some || (isTight && isJson) ? "" : " " },
    lists: { ...manner, padding: padding.list.some > padding.list.none ? " " : "" },
    newline: newlineOf(text),
  };
}

/** One level of indentation: that of the first object over several lines. */
function unitOf(file: SourceFile, text: string): string {
  const indentationOf = (position: number) =>
    /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", position - 1) + 1))?.[0] ?? "";
  let unit: string | undefined;
  file.forEachDescendant((node, traversal) => {
    if (!Node.isObjectLiteralExpression(node)) return;
    const [first] = node.getProperties();
    if (first === undefined || !text.slice(node.getStart(), first.getStart()).includes("\n")) return;
    const outer = indentationOf(node.getStart());
    const inner = indentationOf(first.getStart());
    if (!inner.startsWith(outer) || inner === outer) return;
    unit = inner.slice(outer.length);
    traversal.stop();
  });
  return unit ?? (/^\t/m.test(text) ? "\t" : "  ");
}

/** Writes `key: value`. `quotesKeys`: whether the other keys of the object are in quotes. */
export function writeField(
  module: SourceModule,
  style: Style,
  {
    at,
    value,
    indentation,
    quotesKeys = style.quotesKeys,
  }: {
    readonly at: readonly string[];
    readonly value: TraitValue;
    readonly indentation?: string | undefined;
    readonly quotesKeys?: boolean;
  },
): string {
  const own = { ...style, quotesKeys };
  const key = `${writeKey(at.at(-1) ?? "", own)}${style.colon}`;
  return key + writeValue(module, style, { at, value, indentation, before: key.length });
}

/** Writes a value, on one line unless that is too long. `indentation`: of its line; without it, it stays on one line. */
export function writeValue(
  module: SourceModule,
  style: Style,
  {
    at,
    value,
    indentation,
    before = 0,
  }: {
    readonly at: readonly string[];
    readonly value: TraitValue;
    readonly indentation?: string | undefined;
    readonly before?: number;
  },
): string {
  const line = onOneLine(module, style, at, value);
  if (indentation === undefined || indentation.length + before + line.length < LONGEST) return line;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return line;
  const inner = indentation + style.objects.unit;
  const fields = Object.entries(value).map(
    ([key, one]) => inner + writeField(module, style, { at: [...at, key], value: one, indentation: inner }),
  );
  const { newline, objects } = style;
  return `{${newline}${fields.join(`,${newline}`)}${objects.trailing ? "," : ""}${newline}${indentation}}`;
}

function onOneLine(module: SourceModule, style: Style, at: readonly string[], value: TraitValue): string {
  if (typeof value === "string") return quoted(value, style.quote);
  if (typeof value !== "object" || value === null) return String(value);
  if (isList(value)) {
    const { padding } = style.lists;
    const items = value.map((one) => onOneLine(module, style, [...at, ""], one)).join(style.comma);
    return items === "" ? "[]" : `[${padding}${items}${padding}]`;
  }
  const helper = helperFor(module, at, value);
  const fields = Object.entries(value)
    .filter(([key]) => helper === undefined || key !== "per")
    .map(([key, one]) => `${writeKey(key, style)}${style.colon}${onOneLine(module, style, [...at, key], one)}`);
  const { padding } = style.objects;
  const object = fields.length === 0 ? "{}" : `{${padding}${fields.join(style.comma)}${padding}}`;
  return helper === undefined ? object : `${helper}(${object})`;
}

function isList(value: object): value is readonly TraitValue[] {
  return Array.isArray(value);
}

/** What the module calls the function that makes this policy, if it imports it. */
function helperFor(module: SourceModule, at: readonly string[], value: object): string | undefined {
  if (module.isJson || at.length !== 2 || at[0] !== "volumes" || !("per" in value)) return undefined;
  const [name] = [...POLICY_HELPERS].find(([, per]) => per === value.per) ?? [];
  return name === undefined ? undefined : localName(module, name);
}

function writeKey(key: string, { quote, quotesKeys }: Style): string {
  return !quotesKeys && /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key, quote);
}

/** A text in quotes. */
export function quoted(text: string, quote: string): string {
  const double = JSON.stringify(text);
  return quote === "'" ? `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'` : double;
}
