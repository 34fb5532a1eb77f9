import { isCollection, isMap, isNode, isScalar, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";
import type { TraitValue } from "../../../model/traits/trait-value.ts";
import { type DefinitionEdit, needsSomething, valueFrom } from "../../../model/settings/definition-edit.ts";
import { isSameWhenEmpty } from "../../../model/settings/field-type.ts";
import { inserted, removed } from "../bracketed.ts";
import { orRefusal, Refusal, type RefusalData, snippet } from "../refusal.ts";
import { lineEnd, lineStart, type TextEdit } from "../text-edit.ts";
import { writeBlock, writeFlow, writePair, writeScalar } from "./write-yaml.ts";
import { changeList, lineAfter, onOneLine, removeLines, replace } from "./yaml-lines.ts";
import {
  bracketsOf,
  commentsIn,
  contentEnd,
  endOfPair,
  hasCommentIn,
  type Job,
  refuseShared,
  refuseSharedIn,
  sliceOf,
  startOf,
  styleOf,
} from "./yaml-source.ts";

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
      `There is a merge key, ${snippet(text.slice(startOf(merge), endOfPair(job, merge)))}, which could also set ${key}`,
    );
  if (pair === undefined) return needsSomething(edit) ? [] : addPair(job, map, at);
  if (edit.do === "unset" && isLast) {
    if (isNode(pair.value)) refuseSharedIn(job, pair.value);
    return removePair(job, map, pair, outer);
  }
  const value = pair.value;
  if (!isNode(value) || (isScalar(value) && value.value === null && !value.anchor))
    return needsSomething(edit) ? [] : fill(job, pair, valueFrom(edit, at.length + 1));
  if (isCopy && edit.do === "set") return replace(job, value, edit.value, pair);
  refuseShared(job, value);
  if (isLast) return edit.do === "set" ? replaceWhole(job, value, edit.value, pair) : changeList(job, value, pair);
  if (!isMap(value))
    throw new Refusal(value.range?.[0] ?? 0, `There is ${snippet(sliceOf(job, value))}, which has no fields`);
  const changes = change(job, value, [...at, key], pair);
  return edit.do === "unset" && merge === undefined && becomesEmpty(job, pair, value, [...at, key])
    ? removePair(job, map, pair, outer)
    : changes;
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

/** Adds a pair to an object. */
function addPair(job: Job, map: YAMLMap, at: readonly string[]): readonly TextEdit[] {
  const { text, style, edit } = job;
  const key = edit.at[at.length] ?? "";
  const value = valueFrom(edit, at.length + 1);
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

/** Removes a pair with its lines. */
function removePair(job: Job, map: YAMLMap, pair: Pair, outer: Pair | undefined): readonly TextEdit[] {
  const { text } = job;
  if (map.flow === true) return removed(bracketsOf(job, map), map.items.indexOf(pair));
  if (map.items.length === 1)
    return onOneLine(job, outer, { start: map.range?.[0] ?? 0, end: endOfPair(job, pair) }, "{}");
  return removeLines(text, startOf(pair), endOfPair(job, pair));
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
function replaceWhole(job: Job, node: Node, value: TraitValue, outer: Pair): readonly TextEdit[] {
  if (isCollection(node)) {
    refuseSharedIn(job, node);
    const [start = 0] = node.range ?? [];
    if (hasCommentIn(job, start, contentEnd(job, node)))
      throw new Refusal(start, "There is a comment, which would be lost");
  }
  return replace(job, node, value, outer);
}
