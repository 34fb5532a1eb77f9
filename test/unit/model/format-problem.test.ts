import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { formatProblem, problemData, sayHint, sayProblem } from "../../../src/model/problem/format-problem.ts";
import { hint, hubwright, type Problem, problem, program, warning } from "../../../src/model/problem/problem.ts";

const TAKEN = problem("port-taken", "Port 80 is taken.", hint`Run: ${hubwright("ls")}`);

describe("a problem as text", () => {
  it("has what is wrong, what to do next and its code", () => {
    expect(formatProblem(TAKEN)).to.equal("Port 80 is taken.\n  hint: Run: hubwright ls [port-taken]");
  });

  it("ends with its code even if there is nothing to do", () => {
    expect(formatProblem(problem("stopped", "Stopped."))).to.equal("Stopped. [stopped]");
  });

  it("names hubwright in commands the way it was called, but not in sentences", () => {
    const update = hint`Update hubwright, then run: ${hubwright("up")}`;
    expect(formatProblem(problem("hub-outdated", "It is old.", update), { called: "npx hubwright" })).to.equal(
      "It is old.\n  hint: Update hubwright, then run: npx hubwright up [hub-outdated]",
    );
  });

  it("labels warnings, and errors only on request", () => {
    expect(formatProblem(warning("tokens-left", "There is a token."))).to.equal(
      "warning: There is a token. [tokens-left]",
    );
    expect(sayProblem(TAKEN)).to.equal("Port 80 is taken.");
    expect(sayProblem(TAKEN, { hasLabel: true })).to.equal("error: Port 80 is taken.");
    expect(sayProblem({ ...TAKEN, severity: "warning" }, { hasLabel: true })).to.equal("warning: Port 80 is taken.");
  });

  it("colors only these two words", () => {
    const style = (color: string, text: string) => `<${color}>${text}</>`;
    expect(sayProblem(TAKEN, { hasLabel: true, style })).to.equal("<red>error</>: Port 80 is taken.");
    expect(sayProblem({ ...TAKEN, severity: "warning" }, { style })).to.equal("<yellow>warning</>: Port 80 is taken.");
    expect(sayProblem(TAKEN, { style })).to.equal("Port 80 is taken.");
  });

  it("begins with the field of a definition that it is about", () => {
    const at = (...path: (string | number)[]) => sayProblem({ ...problem("hub-field-type", "It is wrong."), at: path });
    expect(at("notebook", "limits", "memory")).to.equal("notebook.limits.memory: It is wrong.");
    expect(at("volumes", "data", "groups", 2)).to.equal("volumes.data.groups[2]: It is wrong.");
    expect(at("notebook", "a b\u0007")).to.equal('notebook["a b\\u0007"]: It is wrong.');
    expect(at()).to.equal("It is wrong.");
  });

  it("begins with the line of a roster or table that it is about", () => {
    const gone: Problem = { ...warning("roster-line-malformed", "It is wrong."), at: [], line: 4, word: "x" };
    expect(sayProblem(gone)).to.equal("userlist:4: warning: It is wrong.");
    expect(sayProblem(gone, { roster: "roster/userlist" })).to.equal("roster/userlist:4: warning: It is wrong.");
  });
});

describe("a problem with characters that a terminal acts on", () => {
  const HOSTILE = "\u001b]0;x\u0007\u202ea";

  it("shows them instead, in the message, the hint and its commands", () => {
    const found = problem("folder-of-root", `${HOSTILE} is root's.`, hint`${HOSTILE}: ${program("chown", HOSTILE)}`);
    const text = formatProblem(found);
    for (const character of ["\u001b", "\u0007", "\u202e"]) expect(text).to.not.include(character);
    expect(text).to.equal(
      "\\u001b]0;x\\u0007\\u202ea is root's.\n  hint: \\u001b]0;x\\u0007\\u202ea: chown $'\\u001b]0;x\\u0007\\u202ea' [folder-of-root]",
    );
  });

  it("has commands that still mean the same", () => {
    for (const word of [HOSTILE, "it's\n/etc", "a\\b\tc'"]) {
      const command = sayHint(hint`${program("printf", "%s", word)}`);
      expect(
        execFileSync("bash", ["--norc", "-c", command], { encoding: "utf8", env: { LC_ALL: "C.UTF-8" } }),
      ).to.equal(word);
      expect(command).to.not.include("\n");
    }
  });

  it("keeps the lines of a message, and its letters", () => {
    expect(sayProblem(problem("fault", "two\n  lines of Å ẞ 漢字"))).to.equal("two\n  lines of Å ẞ 漢字");
  });
});

describe("the commands of a hint", () => {
  const said = (...words: [string, ...string[]]) => sayHint(hint`${program(...words)}`);

  it("can be pasted into a shell, whatever their words contain", () => {
    expect(said("docker", "volume", "rm", "my volume")).to.equal("docker volume rm 'my volume'");
    expect(said("rm", "it's $HOME; ls")).to.equal(`rm 'it'\\''s $HOME; ls'`);
    expect(said("docker", "rm", "")).to.equal("docker rm ''");
    expect(said("/opt/my tools/docker", "ps")).to.equal("'/opt/my tools/docker' ps");
    expect(sayHint(hint`${hubwright("people", "add", "ann b")}`)).to.equal("hubwright people add 'ann b'");
  });

  it("do not quote words that need no quotes", () => {
    const words = ["docker", "run", "--name=math", "debian:trixie-slim", "/srv/a_b-c.d", "ada@server", "50%"] as const;
    expect(said(...words)).to.equal(words.join(" "));
  });

  it("do not quote what a person or the shell fills in", () => {
    expect(said("usermod", "-aG", "docker", "$USER")).to.equal("usermod -aG docker $USER");
    expect(sayHint(hint`${hubwright("passwords", "NAME…")}`)).to.equal("hubwright passwords NAME…");
    expect(sayHint(hint`${hubwright("people", "import", "FILE")}`)).to.equal("hubwright people import FILE");
    expect(said("echo", "$HOME")).to.equal("echo '$HOME'");
    expect(said("echo", "name…")).to.equal("echo 'name…'");
  });

  it("are where the sentence has them", () => {
    const both = hint`Sign in (${program("docker", "login")}), then run ${hubwright("up")} again.`;
    expect(sayHint(both, "npx hubwright")).to.equal("Sign in (docker login), then run npx hubwright up again.");
    expect(sayHint("hubwright is old.", "npx hubwright")).to.equal("hubwright is old.");
  });
});

describe("a problem for programs", () => {
  it("has every field, with the hint as text", () => {
    expect(problemData(TAKEN, "npx hubwright")).to.deep.equal({
      code: "port-taken",
      severity: "error",
      message: "Port 80 is taken.",
      at: [],
      hint: "Run: npx hubwright ls",
    });
    expect(problemData(problem("stopped", "Stopped."))).to.deep.equal({
      code: "stopped",
      severity: "error",
      message: "Stopped.",
      at: [],
      hint: "",
    });
  });

  it("keeps its place and all other fields", () => {
    const found = { ...TAKEN, at: ["port"], line: 3, word: "80", object: "port" };
    expect(problemData(found)).to.deep.equal({ ...found, hint: "Run: hubwright ls" });
  });
});
