import { isCollection, isNode, isScalar, isSeq, type Node, type Pair, Scalar } from "yaml";
import type { TraitValue } from "../../../model/traits/trait-value.ts";
import { inserted, removed } from "../bracketed.ts";
import { Refusal, snippet } from "../refusal.ts";
import { lineEnd, lineStart, nextLine, type TextEdit } from "../text-edit.ts";
import { quotedYaml, writeBlock, writeFlow, writeScalar, type YamlStyle } from "./write-yaml.ts";
import { bracketsOf, colonEnd, contentEnd, type Job, refuseShared, sliceOf } from "./yaml-source.ts";

/** Inserts a line after the one in which something ends. */
export function lineAfter(text: string, end: number, line: string, { newline }: YamlStyle): TextEdit {
  // A text over several lines ends with the newline of its last line.
  if (text[end - 1] === "\n") return { start: end, end, text: line + newline };
  const at = lineEnd(text, end);
  return { start: at, end: at, text: newline + line };
}

/** Writes brackets with nothing in them, behind the key if possible, in place of the only part of an object or a list. */
export function emptied(
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

export function replace(job: Job, node: Node, value: TraitValue): readonly TextEdit[] {
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
  return emptied(job, outer, { start: dash, end }, "[]");
}
