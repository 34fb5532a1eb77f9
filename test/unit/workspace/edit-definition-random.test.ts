import vm from "node:vm";
import { expect } from "chai";
import * as fc from "fast-check";
import ts from "typescript";
import { parse } from "yaml";
import { type DefinitionEdit, edited } from "../../../src/model/settings/definition-edit.ts";
import { isSameInput, valueAt } from "../../../src/model/settings/value-at.ts";
import { editDefinition } from "../../../src/workspace/definition-edit/edit-definition.ts";
import type { Language } from "../../../src/workspace/definition-edit/language.ts";
import { EDIT, JSON_FILE, TYPESCRIPT, YAML_FILE } from "./arbitrary-definition.ts";
import { expectOnly, type Loader } from "./edit-promises.ts";

/** Random files are plain data, so they can be read without running them through the loader. */
const loader = {
  input: async (text: string, language: Language): Promise<unknown> =>
    language === "json" ? JSON.parse(text) : language === "yaml" ? parse(text) : evaluated(text),
} as unknown as Loader;

function evaluated(text: string): unknown {
  const { outputText } = ts.transpileModule(text.replace("\uFEFF", ""), {
    compilerOptions: { module: ts.ModuleKind.CommonJS },
  });
  const module = { exports: {} as { default?: unknown } };
  const run = vm.compileFunction(outputText, ["exports", "require"]);
  Reflect.apply(run, undefined, [module.exports, () => ({ defineHub: (input: unknown) => input })]);
  return module.exports.default;
}

async function textAfter(text: string, language: Language, edit: DefinitionEdit): Promise<string> {
  const result = await editDefinition(text, language, [edit]);
  if ("refused" in result) return expect.fail(`refused: ${JSON.stringify(result.refused)}\n${text}`);
  return result.text;
}

for (const [language, file] of [
  ["typescript", TYPESCRIPT],
  ["json", JSON_FILE],
  ["yaml", YAML_FILE],
] as const)
  describe(`a random edit of a random file (${language})`, function () {
    this.timeout(300_000);

    it("changes what was asked for, and no other byte", async () => {
      await fc.assert(
        fc.asyncProperty(file, EDIT, async ({ text, input }, edit) => {
          const result = await editDefinition(text, language, [edit]);
          // Only a list of others' texts with the same text twice, or a comment that would be lost, can be refused here.
          if ("refused" in result) return;
          expect(await loader.input(text, language)).to.deep.equal(JSON.parse(JSON.stringify(input)));
          await expectOnly(edit, { before: text, after: result.text, language, loader });
        }),
        { numRuns: 150 },
      );
    });

    it("is refused only for a comment that would be lost", async () => {
      await fc.assert(
        fc.asyncProperty(file, EDIT, async ({ text }, edit) => {
          const result = await editDefinition(text, language, [edit]);
          if ("refused" in result) expect(result.refused.reason).to.equal("There is a comment, which would be lost");
        }),
        { numRuns: 100 },
      );
    });

    it("changes nothing the second time", async () => {
      await fc.assert(
        fc.asyncProperty(file, EDIT, async ({ text }, edit) => {
          fc.pre(edit.do !== "append" && edit.do !== "replace-item");
          const result = await editDefinition(text, language, [edit]);
          if ("refused" in result) return;
          const once = result.text;
          expect(await textAfter(once, language, edit)).to.equal(once);
        }),
        { numRuns: 100 },
      );
    });

    it("leaves the bytes as they were once what it added is removed again", async () => {
      await fc.assert(
        fc.asyncProperty(file, EDIT, async ({ text, input }, edit) => {
          fc.pre(edit.do === "set" && valueAt(input, edit.at) === undefined);
          // An object that was empty before is removed, too, because it means nothing.
          const without = edited(input, { do: "unset", at: edit.at });
          const parents = edit.at.slice(0, -1).map((_, index) => valueAt(input, edit.at.slice(0, index + 1)));
          fc.pre(parents.every((parent) => parent === undefined || Object.keys(parent as object).length > 0));
          const added = await textAfter(text, language, edit);
          const removed = await textAfter(added, language, { do: "unset", at: edit.at });
          expect(removed).to.equal(text);
          expect(isSameInput(without, input, [edit.at])).to.equal(true);
        }),
        { numRuns: 100 },
      );
    });

    it("leaves the bytes as they were once an added package is removed again", async () => {
      await fc.assert(
        fc.asyncProperty(file, EDIT, async ({ text, input }, edit) => {
          fc.pre(edit.do === "append");
          const list = valueAt(input, edit.at);
          fc.pre(Array.isArray(list) && list.length > 0 && edit.do === "append" && !list.includes(edit.value));
          if (edit.do !== "append") return;
          const added = await textAfter(text, language, edit);
          expect(await textAfter(added, language, { do: "remove-item", at: edit.at, item: edit.value })).to.equal(text);
        }),
        { numRuns: 60 },
      );
    });
  });
