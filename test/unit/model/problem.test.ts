import { expect } from "chai";
import { hint, hubwright, problem, program, warning } from "../../../src/model/problem/problem.ts";
import { DIAGNOSTIC_CODES, FAILURE_CODES, FINDING_CODES } from "../../../src/model/problem/problem-codes.ts";

describe("a hint", () => {
  it("is a string if it names no command", () => {
    expect(hint`Check the name.`).to.equal("Check the name.");
    expect(hint`Use ${"another"} name, of at most ${64} characters.`).to.equal(
      "Use another name, of at most 64 characters.",
    );
    expect(hint``).to.equal("");
  });

  it("has its commands as data, word by word", () => {
    expect(hint`To start ${"math"}, run: ${hubwright("up", "--dir", "/srv/my hub")}`).to.deep.equal([
      "To start math, run: ",
      { command: ["hubwright", "up", "--dir", "/srv/my hub"] },
    ]);
    expect(hint`${program("docker", "volume", "ls")} lists them; ${hubwright("volumes")} ours.`).to.deep.equal([
      { command: ["docker", "volume", "ls"] },
      " lists them; ",
      { command: ["hubwright", "volumes"] },
      " ours.",
    ]);
  });

  it("may contain another hint, whose texts become part of its own", () => {
    const inner = hint`Check its name, or run: ${program("docker", "login")}`;
    expect(hint`First: ${inner} Then: ${hint`go on.`}`).to.deep.equal([
      "First: Check its name, or run: ",
      { command: ["docker", "login"] },
      " Then: go on.",
    ]);
  });

  it("cannot be changed by code that receives it", () => {
    const up = hubwright("up");
    expect([hint`Run: ${up}`, up, up.command].map((part) => Object.isFrozen(part))).to.deep.equal([true, true, true]);
  });
});

describe("a problem", () => {
  it("is an error or a warning, with or without what to do next", () => {
    expect(problem("port-taken", "Port 80 is taken.")).to.deep.equal({
      code: "port-taken",
      severity: "error",
      message: "Port 80 is taken.",
    });
    expect(warning("tokens-left", "There is a token.", "Revoke it.")).to.deep.equal({
      code: "tokens-left",
      severity: "warning",
      message: "There is a token.",
      hint: "Revoke it.",
    });
  });

  it("has a code of letters and hyphens that is in its list once", () => {
    const failures = Object.values(FAILURE_CODES).flat();
    for (const codes of [DIAGNOSTIC_CODES, FINDING_CODES, failures]) {
      expect(codes.filter((code) => !/^[a-z\d]+(-[a-z\d]+)*$/.test(code))).to.deep.equal([]);
      expect(codes).to.have.length(new Set<string>(codes).size);
    }
  });
});
