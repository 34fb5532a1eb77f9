import { expect } from "chai";
import * as fc from "fast-check";
import { execFileSync } from "node:child_process";
import { parse } from "yaml";
import { shellWord } from "../../src/model/problem/shell-word.ts";
import { execForm } from "../../src/emit/quote/dockerfile.ts";
import { pythonLiteral } from "../../src/emit/quote/python.ts";
import { recipeWord } from "../../src/emit/quote/shell.ts";
import { yamlText } from "../../src/emit/quote/yaml.ts";
import type { TraitValue } from "../../src/model/traits/trait-value.ts";
import { HOSTILE } from "../contracts/arbitrary-roster.ts";
import { pythonAnswers } from "../contracts/python-answers.ts";
import { NASTY } from "../hubs.ts";

const VALUES = 5000;
const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(...HOSTILE, NASTY),
  fc
    .array(
      fc.constantFrom(
        "\\",
        '"',
        "'",
        "\n",
        "\r",
        "\t",
        "\0",
        "$",
        "{",
        "}",
        "#",
        ":",
        "- ",
        "%",
        "\u0085",
        "\u2028",
        "\ufeff",
        "\u007f",
        "\ud83d\ude00",
        "u",
        "N{DEL}",
        "x41",
        "101",
        "&",
        "*",
        "!",
        "|",
        ">",
        "`",
        "@",
        "<<",
        "=",
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join("")),
);
const value: fc.Arbitrary<TraitValue> = fc.letrec<{ value: TraitValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 4 }),
  ),
})).value;

describe("a value in a generated file", function () {
  this.timeout(60_000);

  it(`is read back from Python as it was: ${VALUES} values`, () => {
    const values = fc.sample(value, { numRuns: VALUES, seed });
    const program =
      "import ast, json, sys\nfor line in sys.stdin.buffer: print(json.dumps(ast.literal_eval(json.loads(line))))";
    const literals = values.map(pythonLiteral);
    for (const literal of literals) expect(literal, `seed ${seed}`).to.match(/^[\x20-\x7e]*$/);
    expect(pythonAnswers<TraitValue>(["-c", program], literals).map(exactly), `seed ${seed}`).to.deep.equal(
      values.map(exactly),
    );
  });

  it("is refused by Python if it is not a number", () => {
    for (const number of [Number.NaN, Infinity, -Infinity]) expect(() => pythonLiteral(number)).to.throw(RangeError);
  });

  it("is read back from a lone surrogate, too", () => {
    expect(pythonLiteral("\ud83d \ude00")).to.equal('"\\ud83d \\ude00"');
  });

  it("is read back from YAML 1.1 and 1.2 as it was, in plain ASCII", () => {
    fc.assert(
      fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text), fc.dictionary(text, text))), (data) => {
        const written = yamlText(data, " a comment");
        expect(written).to.match(/^[\n\x20-\x7e]*$/);
        for (const version of ["1.1", "1.2"] as const)
          expect(JSON.stringify(parse(written, { version }) ?? {})).to.equal(JSON.stringify(data));
      }),
      { numRuns: 2000 },
    );
  });

  it("is read back from a shell as it was", () => {
    const words = fc.sample(text, { numRuns: 1000, seed }).filter((word) => !word.includes("\0"));
    const output = execFileSync("sh", ["-c", words.map((word) => `printf '%s\\0' ${shellWord(word)}`).join("\n")], {
      encoding: "utf8",
    });
    expect(output.split("\0").slice(0, -1)).to.deep.equal(words);
  });

  it("is read back from a Makefile as it was", () => {
    const words = fc.sample(text, { numRuns: 300, seed }).filter((word) => !/[\0\n\r]/.test(word));
    const recipe = words.map((word) => `\t@printf '%s\\0' ${recipeWord(word)}\n`).join("");
    const output = execFileSync("make", ["--silent", "-f", "-", "all"], { input: `all:\n${recipe}`, encoding: "utf8" });
    expect(output.split("\0").slice(0, -1)).to.deep.equal(words);
    expect(() => recipeWord("a\nb")).to.throw(RangeError);
  });

  it("is read back from a Dockerfile's list as it was", () => {
    fc.assert(
      fc.property(fc.array(text.filter((word) => !word.includes("\0"))), (words) => {
        expect(JSON.parse(execForm(words))).to.deep.equal(words);
      }),
    );
  });
});

/** A value as text that tells zero from minus zero, as JSON does not. */
function exactly(given: TraitValue): string {
  return JSON.stringify(given, (_, inner: TraitValue) => (Object.is(inner, -0) ? "minus zero" : inner));
}
