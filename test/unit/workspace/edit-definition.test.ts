import { readFileSync } from "node:fs";
import { expect } from "chai";
import { editDefinition } from "../../../src/workspace/definition-edit/edit-definition.ts";
import { CORPUS, EDITS, SAVED } from "./definition-corpus.ts";
import { expectOnly, Loader } from "./edit-promises.ts";
import { temporaryDirectory } from "./temporary.ts";

const REFUSED = JSON.parse(readFileSync(new URL("definitions/refused.json", import.meta.url), "utf8")) as {
  readonly [name: string]: { readonly [title: string]: string };
};

describe("edits of a definition, in every style that it is written in", function () {
  this.timeout(120_000);
  const directory = temporaryDirectory();

  for (const { name, language, text } of CORPUS)
    it(`change only what was asked for, or say which line prevents it: ${name}`, async () => {
      const loader = new Loader(directory());
      const refused: { [title: string]: string } = {};
      for (const [title, edit] of EDITS) {
        const result = await editDefinition(text, language, [edit]);
        if ("text" in result) await expectOnly(edit, { before: text, after: result.text, language, loader });
        else {
          refused[title] = `${result.refused.line}:${result.refused.column}: ${result.refused.reason}`;
        }
      }
      expect(refused).to.deep.equal(REFUSED[name] ?? {});
    });

  it("have at least thirty files in TypeScript, and make most edits", () => {
    const files = CORPUS.filter(({ language }) => language === "typescript");
    expect(files.length).to.be.at.least(30);
    const refused = Object.values(REFUSED).reduce((sum, one) => sum + Object.keys(one).length, 0);
    expect(refused).to.be.lessThan((CORPUS.length * EDITS.length) / 4);
  });

  for (const { how, as } of SAVED)
    it(`change the same in a file ${how}`, async () => {
      for (const [index, { name, language, text }] of CORPUS.entries())
        // Each file gets some of the edits, and each edit is made in many files.
        for (const [title, edit] of EDITS.filter((_, number) => (index + number) % 3 === 0)) {
          const result = await editDefinition(text, language, [edit]);
          const saved = await editDefinition(as(text, language), language, [edit]);
          const expected = "text" in result ? { text: as(result.text, language) } : result;
          expect(saved, `${name}: ${title}`).to.deep.equal(expected);
        }
    });
});
