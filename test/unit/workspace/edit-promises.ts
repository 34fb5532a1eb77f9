import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { expect } from "chai";
import ts from "typescript";
import { Parser } from "yaml";
import { type DefinitionEdit, edited } from "../../../src/model/settings/definition-edit.ts";
import { isSameInput, valueAt } from "../../../src/model/settings/value-at.ts";
import * as hubwright from "../../../src/index.ts";
import type { Language } from "../../../src/workspace/definition-edit/language.ts";
import { readDefinition } from "../../../src/workspace/hub/load-hub.ts";
import { HELPERS } from "./definition-corpus.ts";

/** Loads definitions of any language, the way hubwright loads them. */
export class Loader {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    writeFileSync(join(directory, "helpers.ts"), HELPERS);
  }

  /** What is written in a definition, before any default is filled in. */
  input(text: string, language: Language): Promise<unknown> {
    const file = { typescript: "hub.ts", yaml: "hub.yaml", json: "hub.json" }[language];
    return readDefinition(join(this.#directory, file), text, {
      cache: join(this.#directory, "cache"),
      hubwright: { ...hubwright, defineHub: (input: unknown) => input },
      isUnsaved: true,
    });
  }
}

/** Whether an edit that was made kept its promises: the definition is what was asked for, and all other bytes are the same. */
export async function expectOnly(
  edit: DefinitionEdit,
  {
    before,
    after,
    language,
    loader,
  }: { readonly before: string; readonly after: string; readonly language: Language; readonly loader: Loader },
): Promise<void> {
  const input = await loader.input(before, language);
  const result = await loader.input(after, language);
  const asked = edited(input, edit);
  expect(
    isSameInput(result, asked, [edit.at]),
    `\n${after}\nis ${JSON.stringify(result)}\nnot ${JSON.stringify(asked)}`,
  ).to.equal(true);
  expectComments(edit, { before, after, language });
  // A file may have no newline before, or none afterward because what was removed held the only one.
  if (newlinesIn(before).length > 0) expect(newlinesIn(before), "newlines").to.include.members([...newlinesIn(after)]);
  expect(after.endsWith("\n"), "the final newline").to.equal(before.endsWith("\n"));
  expect(after.startsWith("\uFEFF"), "the byte order mark").to.equal(before.startsWith("\uFEFF"));
  const old = edit.do === "append" ? undefined : (valueAt(input, edit.at) ?? undefined);
  const addsOnly =
    (edit.do === "append" && Array.isArray(valueAt(input, edit.at))) || (edit.do === "set" && old === undefined);
  const takesOnly = edit.do === "unset" || edit.do === "remove-item";
  // A value that is null, and braces around nothing, are replaced.
  if (addsOnly) expectToContain(after, withoutNothing(before));
  else if (takesOnly) expectToContain(before, withoutNothing(after));
  else if (edit.do === "replace-item") expectReplaced(before, after, edit.item);
  else if (typeof old === "string") expectReplaced(before, after, old);
  else if (typeof old === "number" || typeof old === "boolean") expectReplaced(before, after, JSON.stringify(old));
}

/** All comments are kept, except those inside of a field that was removed. */
function expectComments(
  edit: DefinitionEdit,
  { before, after, language }: { readonly before: string; readonly after: string; readonly language: Language },
): void {
  const kept = commentsIn(after, language);
  const all = commentsIn(before, language);
  if (edit.do !== "unset") expect(kept, after).to.deep.equal(all);
  else {
    const { start, end } = difference(before, after);
    const outside = [...commentsIn(before.slice(0, start), language), ...commentsIn(before.slice(end), language)];
    expect(all).to.include.members([...kept]);
    expect(kept.length, after).to.be.at.least(outside.length);
  }
}

/** The part of a text that another one does not have. */
function difference(before: string, after: string): { readonly start: number; readonly end: number } {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { start, end: before.length - end };
}

/** Every character of `part` is in `text`, in the same order; spaces aside. */
function expectToContain(text: string, part: string): void {
  let at = 0;
  for (const character of part.replace(/\s/g, "")) {
    at = text.indexOf(character, at) + 1;
    if (at === 0)
      expect.fail(`Something else changed: ${JSON.stringify(text)} does not contain all of ${JSON.stringify(part)}.`);
  }
}

function withoutNothing(text: string): string {
  return text.replace(/\bnull\b|\bundefined\b|~|\{\}|\[\]/g, "");
}

/** What two texts do not have in common, at one place, is part of the old value. */
function expectReplaced(before: string, after: string, old: string): void {
  const { start, end } = difference(before, after);
  const replaced = before.slice(start, end);
  // Quotes may be those of the file, and a text over several lines has more.
  const plain = (one: string) => one.replace(/[`'"\\|>\s-]/g, "");
  expect(plain(old), `replaced ${JSON.stringify(replaced)}`).to.include(plain(replaced));
}

function newlinesIn(text: string): readonly string[] {
  return [...new Set(text.match(/\r?\n/g))];
}

/** The comments of a text, in their order. */
export function commentsIn(text: string, language: Language): readonly string[] {
  if (language === "json") return [];
  if (language === "yaml") return yamlComments([...new Parser().parse(text)]);
  const file = ts.createSourceFile("hub.ts", text, ts.ScriptTarget.Latest, true);
  const comments = new Map<number, string>();
  const take = (ranges: readonly ts.CommentRange[] | undefined) => {
    for (const { pos, end } of ranges ?? []) comments.set(pos, text.slice(pos, end).trimEnd());
  };
  const visit = (node: ts.Node) => {
    if (node.getChildCount(file) === 0) {
      take(ts.getLeadingCommentRanges(text, node.getFullStart()));
      take(ts.getTrailingCommentRanges(text, node.getEnd()));
    }
    for (const child of node.getChildren(file)) visit(child);
  };
  visit(file);
  return [...comments].toSorted(([a], [b]) => a - b).map(([, comment]) => comment);
}

function yamlComments(token: unknown): readonly string[] {
  if (typeof token !== "object" || token === null) return [];
  if ("type" in token && token.type === "comment" && "source" in token) return [String(token.source)];
  return Object.values(token).flatMap(yamlComments);
}
