import { PassThrough, Writable } from "node:stream";
import { expect } from "chai";
import { terminalOn } from "../../../src/cli/terminal.ts";
import { hint, hubwright } from "../../../src/model/problem/problem.ts";

describe("the terminal", () => {
  let written: string;
  const into = () =>
    new Writable({
      write: (chunk: Buffer, _, done) => {
        written += chunk.toString();
        done();
      },
    });
  const terminal = ({ quiet = false } = {}) =>
    terminalOn(
      { input: new PassThrough(), output: into(), errors: into() },
      { quiet, color: false, called: "npx hubwright" },
    );

  beforeEach(() => (written = ""));

  it("prints a note whose commands can be pasted, whatever is in their words", () => {
    terminal().note(hint`To print the new one: ${hubwright("passwords", "o'neill")}`);
    terminal().note(hint`Next: sudo ${hubwright("nginx", "install", "--key", "/srv/my keys/a.key")}`);
    expect(written).to.equal(
      `To print the new one: npx hubwright passwords 'o'\\''neill'\nNext: sudo npx hubwright nginx install --key '/srv/my keys/a.key'\n`,
    );
  });

  it("prints a note without commands as it is, with its colors", () => {
    terminal().note("math \u001b[1manswers\u001b[22m");
    expect(written).to.equal("math \u001b[1manswers\u001b[22m\n");
  });

  it("prints no note with --quiet", () => {
    terminal({ quiet: true }).note(hint`Next: ${hubwright("up")}`);
    expect(written).to.equal("");
  });
});
