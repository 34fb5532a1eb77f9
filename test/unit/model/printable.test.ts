import { expect } from "chai";
import { printable, sentence, visible } from "../../../src/model/printable.ts";
import { shown } from "../../../src/model/problem/diagnostic.ts";
import { formatProblem } from "../../../src/model/problem/format-problem.ts";
import { problem } from "../../../src/model/problem/problem.ts";

/** Every character that must not reach a screen as it is; \t and \n may, in a text that has lines. */
const UNPRINTABLE = new Set([
  ...range(0x00, 0x08),
  ...range(0x0b, 0x1f),
  ...range(0x7f, 0x9f),
  0xad,
  0x61c,
  0x180e,
  ...range(0x200b, 0x200f),
  ...range(0x2028, 0x202e),
  ...range(0x2060, 0x206f),
  ...range(0xd800, 0xdfff),
  0xfeff,
  ...range(0xfff9, 0xfffb),
]);

/** Characters that JSON writes in its own way: a tab, a newline, a quotation mark and a backslash. */
const QUOTED = new Set([0x09, 0x0a, 0x22, 0x5c]);

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function between(code: number): string {
  return `a${String.fromCharCode(code)}b`;
}

describe("a text from outside on a screen", () => {
  const ways: { readonly [name: string]: (text: string) => string } = {
    visible,
    printable,
    sentence,
    shown,
    "a problem": (text) => formatProblem(problem("fault", text, text)),
  };

  for (const [name, write] of Object.entries(ways)) {
    it(`has the same characters written out, whoever prints it: ${name}`, () => {
      const isKept = (code: number) => write(between(code)).includes(between(code));
      const all = range(0, 0xffff).filter((code) => !QUOTED.has(code));
      expect(all.filter((code) => isKept(code) === UNPRINTABLE.has(code))).to.deep.equal([]);
    });
  }

  it("keeps letters and pictures of every plane", () => {
    for (const write of Object.values(ways)) expect(write("Å ẞ 漢字 😀")).to.include("Å ẞ 漢字 😀");
  });

  it("keeps the lines and columns of a text that has some", () => {
    expect(visible("a\tb\nc")).to.equal("a\tb\nc");
  });
});
