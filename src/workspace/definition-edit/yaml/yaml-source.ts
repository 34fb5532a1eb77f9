import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  type Node,
  type Pair,
  Parser,
  Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { DefinitionEdit } from "../../../model/settings/definition-edit.ts";
import { type Bracketed, hashComment } from "../bracketed.ts";
import { Refusal } from "../refusal.ts";
import { lineStart, newlineOf } from "../text-edit.ts";
import type { YamlStyle } from "./write-yaml.ts";

export interface Job {
  readonly text: string;
  readonly document: Document;
  /** Where the comments are. */
  readonly comments: readonly number[];
  readonly style: YamlStyle;
  readonly edit: DefinitionEdit;
  readonly isCopy: boolean;
}

/** Refuses to edit what an alias stands for, or what an alias elsewhere uses, too. */
export function refuseShared({ document, isCopy }: Job, node: Node): void {
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
  if (use !== undefined) throw new Refusal(start, `There is an anchor, &${anchor}, which an alias also uses`);
}

/** The same for everything in a node, which is removed with it. */
export function refuseSharedIn(job: Job, node: Node): void {
  visit(node, {
    Node(_, inner) {
      if (!isAlias(inner)) refuseShared(job, inner);
    },
  });
}

/** Where the comments of a text are. Only the lexer knows what is a comment and what is part of a text. */
export function commentsIn(text: string): readonly number[] {
  const found: number[] = [];
  const look = (value: unknown) => {
    if (typeof value !== "object" || value === null) return;
    if ("type" in value && value.type === "comment" && "offset" in value) found.push(Number(value.offset));
    for (const inner of Object.values(value)) look(inner);
  };
  for (const token of new Parser().parse(text)) look(token);
  return found;
}

export function hasCommentIn({ comments }: Job, from: number, to: number): boolean {
  return comments.some((at) => at >= from && at < to);
}

/** Where what is written of a node ends. For an object or a list over several lines, that is the end of its last part. */
export function contentEnd(job: Job, node: Node): number {
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1);
    if (isPair(last)) return endOfPair(job, last);
    if (isNode(last)) return contentEnd(job, last);
  }
  return node.range?.[1] ?? 0;
}

export function startOf({ key }: Pair): number {
  return isNode(key) ? (key.range?.[0] ?? 0) : 0;
}

export function endOfPair(job: Job, pair: Pair): number {
  const { value } = pair;
  return isNode(value) && sliceOf(job, value) !== "" ? contentEnd(job, value) : colonEnd(job, pair);
}

/** Where the colon behind a key ends; the end of the key if it has none. */
export function colonEnd({ text }: Job, { key }: Pair): number {
  const end = isNode(key) ? (key.range?.[1] ?? 0) : 0;
  return end + (/^[ \t]*:/.exec(text.slice(end))?.[0].length ?? 0);
}

export function sliceOf({ text }: Job, node: Node): string {
  return text.slice(node.range?.[0] ?? 0, node.range?.[1] ?? 0);
}

export function bracketsOf(job: Job, node: YAMLMap | YAMLSeq): Bracketed {
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

export function styleOf(text: string, document: Document): YamlStyle {
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
