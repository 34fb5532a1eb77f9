import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  Parser,
  Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { TraitValue } from "../../../model/hub/sign-in.ts";
import { isSameWhenEmpty } from "../../../model/settings/field-type.ts";
import { type Bracketed, hashComment, inserted, removed } from "../bracketed.ts";
import type { DefinitionEdit } from "../../../model/settings/definition-edit.ts";
import { orRefusal, Refusal, type RefusalData, snippet } from "../refusal.ts";
import { lineEnd, lineStart, newlineOf, nextLine, type TextEdit } from "../text-edit.ts";
import { quotedYaml, writeBlock, writeFlow, writePair, writeScalar, type YamlStyle } from "./write-yaml.ts";

interface Job {
  readonly text: string;
  readonly document: Document;
  /** Where the comments are. */
  readonly comments: readonly number[];
  readonly style: YamlStyle;
  readonly edit: DefinitionEdit;
  readonly isCopy: boolean;
}

/**
 * The changes of a text that make an edit. The parser only finds the places, because it would format the whole file.
 *
 * In a file of its own for the same reason as `parseYaml`.
 *
 * @returns undefined if the document is not an object; a refusal if something cannot be changed safely where it is written.
 */
export function editYaml(
  text: string,
  edit: DefinitionEdit,
  { isCopy }: { readonly isCopy: boolean },
): readonly TextEdit[] | RefusalData | undefined {
  return orRefusal(() => changesOf(text, edit, isCopy));
}

function changesOf(text: string, edit: DefinitionEdit, isCopy: boolean): readonly TextEdit[] | undefined {
  const document = parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) throw new Refusal(error.pos[0], error.message);
  const { contents } = document;
  if (!isMap(contents)) return undefined;
  return change(
    { text, document, comments: commentsIn(text), style: styleOf(text, document), edit, isCopy },
    contents,
    [],
  );
}

function change(job: Job, map: YAMLMap, at: readonly string[], outer?: Pair): readonly TextEdit[] {
  const { text, edit, isCopy } = job;
  const key = edit.at[at.length] ?? "";
  const isLast = at.length === edit.at.length - 1;
  refuseShared(job, map);
  const pair = map.items.find((one) => isScalar(one.key) && String(one.key.value) === key);
  const merge = map.items.find((one) => isScalar(one.key) && one.key.value === "<<");
  if (!isCopy && merge !== undefined && (pair === undefined || (edit.do === "unset" && isLast)))
    throw new Refusal(
      startOf(merge),
      `There is a merge key, ${snippet(text.slice(startOf(merge), endOfPair(job, merge)))}, which could set ${key}, too`,
    );
  if (pair === undefined) return isMissing(edit) ? [] : addPair(job, map, at);
  if (edit.do === "unset" && isLast) {
    if (isNode(pair.value)) refuseSharedIn(job, pair.value);
    return removePair(job, map, pair, outer);
  }
  const value = pair.value;
  if (!isNode(value) || (isScalar(value) && value.value === null && !value.anchor))
    return isMissing(edit) ? [] : fill(job, pair, newValue(edit, at.length + 1));
  if (isCopy && edit.do === "set") return replace(job, value, edit.value);
  refuseShared(job, value);
  if (isLast) return edit.do === "set" ? replaceWhole(job, value, edit.value) : changeList(job, value, pair);
  if (!isMap(value))
    throw new Refusal(value.range?.[0] ?? 0, `There is ${snippet(sliceOf(job, value))}, which has no fields`);
  const changes = change(job, value, [...at, key], pair);
  return edit.do === "unset" && merge === undefined && becomesEmpty(job, pair, value, [...at, key])
    ? removePair(job, map, pair, outer)
    : changes;
}

/** Refuses to edit what an alias stands for, or what an alias elsewhere uses, too. */
function refuseShared({ document, isCopy }: Job, node: Node): void {
  if (isCopy) return;
  if (isAlias(node)) throw new Refusal(node.range?.[0] ?? 0, `There is an alias, *${node.source}`);
  const { anchor, tag, range } = node as Node & { anchor?: string; tag?: string };
  const start = range?.[0] ?? 0;
  if (tag !== undefined) throw new Refusal(start, `There is a tag, ${tag}`);
  if (anchor === undefined) return;
  let use: number | undefined;
  visit(document, {
    Alias(_, alias) {
      if (alias.source === anchor) use ??= alias.range?.[0];
    },
  });
  if (use !== undefined) throw new Refusal(start, `There is an anchor, &${anchor}, which an alias uses, too`);
}

/** The same for everything in a node, which is removed with it. */
function refuseSharedIn(job: Job, node: Node): void {
  visit(node, {
    Node(_, inner) {
      if (!isAlias(inner)) refuseShared(job, inner);
    },
  });
}

function isMissing(edit: DefinitionEdit): boolean {
  return edit.do === "unset" || edit.do === "remove-item" || edit.do === "replace-item";
}

function newValue(edit: DefinitionEdit, level: number): TraitValue {
  const value = edit.do === "set" ? edit.value : edit.do === "append" ? [edit.value] : null;
  return edit.at.slice(level).reduceRight<TraitValue>((inner, key) => ({ [key]: inner }), value);
}

/** Whether a pair's object loses its only field, and means nothing without it. */
function becomesEmpty(job: Job, outer: Pair, map: YAMLMap, at: readonly string[]): boolean {
  const [pair, ...others] = map.items;
  const { edit } = job;
  if (pair === undefined || others.length > 0 || !isSameWhenEmpty(at)) return false;
  if (!isScalar(pair.key) || String(pair.key.value) !== edit.at[at.length]) return false;
  if (hasCommentIn(job, startOf(outer), endOfPair(job, outer))) return false;
  if (at.length === edit.at.length - 1) return true;
  return isMap(pair.value) && becomesEmpty(job, pair, pair.value, [...at, String(pair.key.value)]);
}

/** Where the comments of a text are. Only the lexer knows what is a comment and what is part of a text. */
function commentsIn(text: string): readonly number[] {
  const found: number[] = [];
  const look = (value: unknown) => {
    if (typeof value !== "object" || value === null) return;
    if ("type" in value && value.type === "comment" && "offset" in value) found.push(Number(value.offset));
    for (const inner of Object.values(value)) look(inner);
  };
  for (const token of new Parser().parse(text)) look(token);
  return found;
}

function hasCommentIn({ comments }: Job, from: number, to: number): boolean {
  return comments.some((at) => at >= from && at < to);
}

/** Adds a pair to an object. */
function addPair(job: Job, map: YAMLMap, at: readonly string[]): readonly TextEdit[] {
  const { text, style, edit } = job;
  const key = edit.at[at.length] ?? "";
  const value = newValue(edit, at.length + 1);
  const after =
    edit.do === "set" && edit.after !== undefined
      ? map.items.findIndex(({ key: one }) => isScalar(one) && one.value === edit.after)
      : -1;
  if (map.flow === true) {
    const write = () => `${writeScalar(key, style)}: ${writeFlow(value, style)}`;
    return inserted(
      bracketsOf(job, map),
      write,
      { padding: " ", unit: style.unit, trailing: false },
      after === -1 ? undefined : after,
    );
  }
  const [first] = map.items;
  const last = map.items[after] ?? map.items.at(-1);
  if (first === undefined || last === undefined) throw new Refusal(map.range?.[0] ?? 0, "There is an empty object");
  const indentation = text.slice(lineStart(text, startOf(first)), startOf(first));
  if (indentation.trim() !== "")
    throw new Refusal(
      startOf(first),
      `There is an object that begins in the middle of a line, ${snippet(text.slice(startOf(first), lineEnd(text, startOf(first))))}`,
    );
  return [lineAfter(text, endOfPair(job, last), indentation + writePair(key, value, indentation, style), style)];
}

/** Inserts a line after the one in which something ends. */
function lineAfter(text: string, end: number, line: string, { newline }: YamlStyle): TextEdit {
  // A text over several lines ends with the newline of its last line.
  if (text[end - 1] === "\n") return { start: end, end, text: line + newline };
  const at = lineEnd(text, end);
  return { start: at, end: at, text: newline + line };
}

/** Removes a pair with its lines. */
function removePair(job: Job, map: YAMLMap, pair: Pair, outer: Pair | undefined): readonly TextEdit[] {
  const { text } = job;
  if (map.flow === true) return removed(bracketsOf(job, map), map.items.indexOf(pair));
  if (map.items.length === 1)
    return emptied(job, outer, { start: map.range?.[0] ?? 0, end: endOfPair(job, pair) }, "{}");
  return removeLines(text, startOf(pair), endOfPair(job, pair));
}

/** Writes brackets with nothing in them, behind the key if possible, in place of the only part of an object or a list. */
function emptied(
  job: Job,
  outer: Pair | undefined,
  { start, end }: { readonly start: number; readonly end: number },
  brackets: string,
): readonly TextEdit[] {
  const { text, style } = job;
  const said = brackets + (text[end - 1] === "\n" ? style.newline : "");
  const colon = outer === undefined ? start : colonEnd(job, outer);
  if (text.slice(colon, start).trim() === "") return [{ start: colon, end, text: ` ${said}` }];
  // After a comment they are on a line of their own, which must be indented more than the key.
  return [{ start, end, text: style.unit + said }];
}

function removeLines(text: string, from: number, to: number): readonly TextEdit[] {
  const start = lineStart(text, from);
  if (text.slice(start, from).trim() !== "") throw new Refusal(from, "There is something else on the same line");
  if (text[to - 1] === "\n") return [{ start, end: to, text: "" }];
  const rest = text.slice(to, lineEnd(text, to));
  // A comment on the last line stays.
  if (rest.trim() !== "") return [{ start: from, end: to + (/^[ \t]*/.exec(rest)?.[0].length ?? 0), text: "" }];
  const end = nextLine(text, to);
  // The last line of a file without a final newline takes the newline before it along.
  if (end === text.length && text[end - 1] !== "\n" && start > 0)
    return [{ start: text[start - 2] === "\r" ? start - 2 : start - 1, end, text: "" }];
  return [{ start, end, text: "" }];
}

/** Writes a value where there is none, or null. */
function fill(job: Job, pair: Pair, value: TraitValue): readonly TextEdit[] {
  const { text, style } = job;
  const { value: nothing } = pair;
  const source = isNode(nothing) ? sliceOf(job, nothing) : "";
  if (isNode(nothing) && source.trim() !== "")
    return [{ start: nothing.range?.[0] ?? 0, end: nothing.range?.[1] ?? 0, text: writeFlow(value, style) }];
  const end = endOfPair(job, pair);
  const start = startOf(pair);
  const indentation = text.slice(lineStart(text, start), start);
  const isBlock =
    typeof value === "object" && value !== null && indentation.trim() === "" && Object.keys(value).length > 0;
  if (!isBlock) return [{ start: end, end, text: ` ${writeFlow(value, style)}` }];
  const inner = indentation + style.unit;
  return [lineAfter(text, end, inner + writeBlock(value, inner, style), style)];
}

/** Writes a value over another one, unless that would lose a comment or an alias. */
function replaceWhole(job: Job, node: Node, value: TraitValue): readonly TextEdit[] {
  if (isCollection(node)) {
    refuseSharedIn(job, node);
    const [start = 0] = node.range ?? [];
    if (hasCommentIn(job, start, contentEnd(job, node)))
      throw new Refusal(start, "There is a comment, which would be lost");
  }
  return replace(job, node, value);
}

function replace(job: Job, node: Node, value: TraitValue): readonly TextEdit[] {
  const { text, style } = job;
  const [start = 0] = node.range ?? [];
  const end = contentEnd(job, node);
  const isQuoted = isScalar(node) && (node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE);
  const isBlock = isCollection(node) && node.flow !== true;
  const indentation = text.slice(lineStart(text, start), start);
  const said =
    isQuoted && typeof value === "string"
      ? quotedYaml(value, text[start] ?? '"')
      : isBlock && indentation.trim() === ""
        ? writeBlock(value, indentation, style)
        : writeFlow(value, style);
  return [{ start, end, text: said + (text[end - 1] === "\n" ? style.newline : "") }];
}

/** Adds, replaces or removes a text of a list. */
function changeList(job: Job, node: Node, outer: Pair): readonly TextEdit[] {
  const { text, style, edit } = job;
  if (!isSeq(node))
    throw new Refusal(node.range?.[0] ?? 0, `There is ${snippet(sliceOf(job, node))}, which is not a list`);
  if (edit.do === "append") {
    const write = () => writeScalar(edit.value, style);
    if (node.flow === true)
      return inserted(bracketsOf(job, node), write, { padding: "", unit: style.unit, trailing: false });
    const last = node.items.at(-1);
    if (!isNode(last)) throw new Refusal(node.range?.[0] ?? 0, "There is an empty list");
    const [start = 0] = node.range ?? [];
    const indentation = text.slice(lineStart(text, start), start);
    if (indentation.trim() !== "") throw new Refusal(start, "There is a list that begins in the middle of a line");
    return [lineAfter(text, contentEnd(job, last), `${indentation}- ${write()}`, style)];
  }
  if (edit.do !== "replace-item" && edit.do !== "remove-item") return [];
  const same = node.items.filter((one): one is Scalar => isScalar(one) && one.value === edit.item);
  const other = node.items.find((one) => !isScalar(one));
  const [item] = same;
  if (item === undefined || same.length > 1) {
    const found = isNode(other) ? other : same[1];
    if (found === undefined) return [];
    throw new Refusal(
      found.range?.[0] ?? 0,
      isNode(other) ? `There is ${snippet(sliceOf(job, other))}` : `The text ${edit.item} is written a second time`,
    );
  }
  refuseShared(job, item);
  if (edit.do === "replace-item") return replace(job, item, edit.value);
  if (node.flow === true) return removed(bracketsOf(job, node), node.items.indexOf(item));
  const dash = text.lastIndexOf("-", item.range?.[0] ?? 0);
  const end = contentEnd(job, item);
  if (node.items.length > 1) return removeLines(text, dash, end);
  return emptied(job, outer, { start: dash, end }, "[]");
}

/** Where what is written of a node ends. For an object or a list over several lines, that is the end of its last part. */
function contentEnd(job: Job, node: Node): number {
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1);
    if (isPair(last)) return endOfPair(job, last);
    if (isNode(last)) return contentEnd(job, last);
  }
  return node.range?.[1] ?? 0;
}

function startOf({ key }: Pair): number {
  return isNode(key) ? (key.range?.[0] ?? 0) : 0;
}

function endOfPair(job: Job, pair: Pair): number {
  const { value } = pair;
  return isNode(value) && sliceOf(job, value) !== "" ? contentEnd(job, value) : colonEnd(job, pair);
}

/** Where the colon behind a key ends; the end of the key if it has none. */
function colonEnd({ text }: Job, { key }: Pair): number {
  const end = isNode(key) ? (key.range?.[1] ?? 0) : 0;
  return end + (/^[ \t]*:/.exec(text.slice(end))?.[0].length ?? 0);
}

function sliceOf({ text }: Job, node: Node): string {
  return text.slice(node.range?.[0] ?? 0, node.range?.[1] ?? 0);
}

function bracketsOf(job: Job, node: YAMLMap | YAMLSeq): Bracketed {
  const { text } = job;
  const [start = 0, end = 0] = node.range ?? [];
  return {
    text,
    open: start + 1,
    close: end - 1,
    items: node.items.map((one) =>
      isPair(one)
        ? { start: startOf(one), end: endOfPair(job, one) }
        : isNode(one)
          ? { start: one.range?.[0] ?? 0, end: one.range?.[1] ?? 0 }
          : { start: 0, end: 0 },
    ),
    commentEnd: hashComment,
  };
}

function styleOf(text: string, document: Document): YamlStyle {
  const quotes = { "'": 0, '"': 0 };
  let unit: string | undefined;
  visit(document, {
    Scalar(_, { type }) {
      if (type === Scalar.QUOTE_SINGLE) quotes["'"] += 1;
      if (type === Scalar.QUOTE_DOUBLE) quotes['"'] += 1;
    },
    Pair(_, pair) {
      const { key, value } = pair;
      if (unit !== undefined || !isNode(key) || !isMap(value) || value.flow === true) return;
      const [outer, inner] = [startOf(pair), value.range?.[0] ?? 0].map((at) => at - lineStart(text, at));
      if (inner !== undefined && outer !== undefined && inner > outer) unit = " ".repeat(inner - outer);
    },
  });
  return { quote: quotes["'"] > quotes['"'] ? "'" : '"', unit: unit ?? "  ", newline: newlineOf(text) };
}
