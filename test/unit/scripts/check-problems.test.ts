import { expect } from "chai";
import { COMMANDS, problemsIn } from "../../../scripts/check-problems.mjs";
import type { Context } from "../../../src/cli/context.ts";
import { programFor } from "../../../src/cli/program.ts";

describe("the check of problems", () => {
  it("knows every command", () => {
    const { commands } = programFor({ terminal: {} } as Context, () => {});
    expect(COMMANDS).to.have.members(commands.map((command) => command.name()));
  });

  const found = (code: string, path = "src/plan/step.ts") =>
    problemsIn(path, code).map(({ line, text }) => `${line}: ${text}`);

  it("finds a hint that was written by hand, in strings and in templates", () => {
    expect(found('print("x\\n  hint: y");\nprint(`${x}\\n  hint: ${y}`);\nprint(`hint: `);')).to.deep.equal([
      "1: hint: ",
      "2: hint: ",
      "3: hint: ",
    ]);
  });

  it("finds a command in a text, and says what to write instead", () => {
    expect(problemsIn("src/plan/step.ts", 'const next = "Start it: hubwright up";')).to.deep.equal([
      { line: 1, text: "hubwright up", instead: 'write hint`… ${hubwright("…")}`' },
    ]);
    expect(found("const next = `${a} or hubwright self-signed ${b}, hubwright people push`;")).to.deep.equal([
      "1: hubwright self-signed",
      "1: hubwright people",
    ]);
  });

  it("finds a command that is built from how hubwright was called, because nobody quotes its words", () => {
    expect(found("note(`Next:\n${called} up ${where}`);\nnote(`${context.called} passwords ${name}`);")).to.deep.equal([
      "2: ${called}",
      "3: ${context.called}",
    ]);
    expect(found("note(hint`${what} is called ${name}: ${sayHint(next, called)}`);")).to.deep.equal([]);
  });

  it("reports the line of the text, even in a template with many lines or inside another one", () => {
    expect(found("const a = `one\ntwo hubwright up\n${b ? `hubwright down` : c}\nhubwright ls`;")).to.deep.equal([
      "2: hubwright up",
      "3: hubwright down",
      "4: hubwright ls",
    ]);
  });

  it("finds nothing in comments, names and patterns", () => {
    expect(found("// hint: run hubwright up\n/** `hubwright up` */\nconst a = { hint: b };")).to.deep.equal([]);
    expect(found("const says = /hint: hubwright up/;")).to.deep.equal([]);
  });

  it("finds nothing in a command that is data", () => {
    expect(
      found('const next = hint`Start it: ${hubwright("up")}, then look: ${program("docker", "ps")}`;'),
    ).to.deep.equal([]);
  });

  it("finds nothing in a sentence about hubwright, or in other programs' words", () => {
    expect(
      found('const a = "hubwright needs more; hubwright upgrades; an earlier hubwright, up to now";'),
    ).to.deep.equal([]);
    expect(found('const a = "the service hubwright-servers up, in .hubwright up";')).to.deep.equal([]);
  });

  it("allows a sentence in which hubwright does something", () => {
    expect(found('const next = "Or let hubwright build it.";')).to.deep.equal([]);
  });

  it("allows hints where they are printed, and commands in files that are written", () => {
    expect(found("const a = `hint: ${b}`;", "src/model/problem/format-problem.ts")).to.deep.equal([]);
    expect(found('const a = "# To start it: hubwright up";', "src/emit/makefile.ts")).to.deep.equal([]);
    expect(found('const a = "hint: none";', "src/emit/makefile.ts")).to.deep.equal(["1: hint: "]);
  });
});
