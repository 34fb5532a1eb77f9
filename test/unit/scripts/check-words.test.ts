import { expect } from "chai";
import { wordsIn } from "../../../scripts/check-words.mjs";

describe("the check of words", () => {
  const found = (text: string) => wordsIn(text).map(({ line, word }) => `${line}: ${word}`);

  it("finds a word of the list and says what to write instead", () => {
    expect(wordsIn("The hub starts.\nIt starts anew.\n")).to.deep.equal([{ line: 2, word: "anew", instead: "again" }]);
  });

  it("finds a word at the start of a sentence and next to punctuation", () => {
    expect(found("Mend it. It must be mended; `licence`, (colour)")).to.deep.equal([
      "1: mend",
      "1: mended",
      "1: licence",
      "1: colour",
    ]);
  });

  it("finds nothing inside longer words", () => {
    expect(found("Amend the list of Marshall. recommend, licenced, mend_it, shallow, café-anewé")).to.deep.equal([]);
  });

  it("finds a phrase that continues on the next line of a comment", () => {
    expect(found("/**\n * It has the image of\n * before.\n */")).to.deep.equal(["2: of before"]);
    expect(found("# the image of\n# now")).to.deep.equal(["1: of now"]);
  });

  it("allows a loop over a variable with such a name, and a phrase that is plain English", () => {
    expect(found("for (const [person, held] of before) {")).to.deep.equal([]);
    expect(found("As of now, there is none.")).to.deep.equal([]);
  });

  it("finds nothing in plain English", () => {
    expect(found("hubwright restarts the hub. Fix the line, then run: hubwright up")).to.deep.equal([]);
  });
});
