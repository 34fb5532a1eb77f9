import { isCollection, isNode, isScalar, isSeq, type Node, type Pair, Scalar } from "yaml";
import type { TraitValue } from "../../../model/traits/trait-value.ts";
import { inserted, removed } from "../bracketed.ts";
import { Refusal, snippet } from "../refusal.ts";
import { lineEnd, lineStart, nextLine, type TextEdit } from "../text-edit.ts";
import { quotedYaml, writeBlock, writeFlow, writeScalar, type YamlStyle } from "./write-yaml.ts";
import { bracketsOf, colonEnd, contentEnd, type Job, refuseShared, sliceOf, startOf } from "./yaml-source.ts";

/** Inserts a line after the one in which something ends. */
export function lineAfter(text: string, end: number, line: string, { newline }: YamlStyle): TextEdit {
  // A text over several lines ends with the newline of its last line.
  if (text[end - 1] === "\n") return { start: end, end, text: line + newline };
  const at = lineEnd(text, end);
  return { start: at, end: at, text: newline + line };
}

/** Writes a value of one line in place of lines, behind the key if possible. */
export function onOneLine(
  job: Job,
  outer: Pair | undefined,
  { start, end }: { readonly start: number; readonly end: number },
  value: string,
): readonly TextEdit[] {
  const { text, style } = job;
  const said = value + (text[end - 1] === "\n" ? style.newline : "");
  const colon = outer === undefined ? start : colonEnd(job, outer);
  if (text.slice(colon, start).trim() === "") return [{ start: colon, end, text: ` ${said}` }];
  // After a comment it is on a line of its own, which must be indented more than the key.
  return [{ start, end, text: style.unit + said }];
}

export function removeLines(text: string, from: number, to: number): readonly TextEdit[] {
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

/** @param outer - The key and value that the node is the value of, if it is not an item of a list. */
export function replace(job: Job, node: Node, value: TraitValue, outer?: Pair): readonly TextEdit[] {
  const { text, style } = job;
  const [start = 0] = node.range ?? [];
  const end = contentEnd(job, node);
  if (outer !== undefined && isCollection(node) && node.flow !== true)
    return replaceLines(job, outer, { start, end }, value);
  const isQuoted = isScalar(node) && (node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE);
  const said = isQuoted && typeof value === "string" ? quotedYaml(value, text[start] ?? '"') : writeFlow(value, style);
  return [{ start, end, text: said + (text[end - 1] === "\n" ? style.newline : "") }];
}

/** Writes a value over an object or a list that has lines of its own. */
function replaceLines(
  job: Job,
  outer: Pair,
  { start, end }: { readonly start: number; readonly end: number },
  value: TraitValue,
): readonly TextEdit[] {
  const { text, style } = job;
  const indentation = text.slice(lineStart(text, start), start);
  const hasLines =
    typeof value === "object" && value !== null && Object.keys(value).length > 0 && indentation.trim() === "";
  if (!hasLines) return onOneLine(job, outer, { start, end }, writeFlow(value, style));
  // The items of a list may be below their key; the fields of an object there would be those of the object around it.
  const key = startOf(outer);
  const more = !Array.isArray(value) && indentation.length <= key - lineStart(text, key) ? style.unit : "";
  const said = more + writeBlock(value, indentation + more, style);
  return [{ start, end, text: said + (text[end - 1] === "\n" ? style.newline : "") }];
}

/** Adds, replaces or removes a text of a list. */
export function changeList(job: Job, node: Node, outer: Pair): readonly TextEdit[] {
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
  return onOneLine(job, outer, { start: dash, end }, "[]");
}
