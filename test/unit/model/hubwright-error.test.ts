import { expect } from "chai";
import { EngineFailure, hasCode, HubwrightError, isEngineFailure } from "../../../src/model/problem/hubwright-error.ts";
import { hint, hubwright, type Problem, problem, warning } from "../../../src/model/problem/problem.ts";

describe("an error of hubwright", () => {
  it("has the message of its problem without the hint, and both as data", () => {
    const cause = new Error("EADDRINUSE");
    const next = hint`Run: ${hubwright("ls")}`;
    const error = HubwrightError.of("port-taken", "Port 80 is taken.", next, { cause });
    expect(error).to.be.instanceOf(Error);
    expect([error.name, error.message, error.hint, error.code, error.cause]).to.deep.equal([
      "HubwrightError",
      "Port 80 is taken.",
      "Run: hubwright ls",
      "port-taken",
      cause,
    ]);
    expect(error.problem).to.deep.equal(problem("port-taken", "Port 80 is taken.", next));
    expect(HubwrightError.of("stopped", "Stopped.").hint).to.equal("");
  });

  it("carries every problem, each with its place", () => {
    const problems: readonly Problem[] = [
      { ...problem("port-invalid", "0 is not a port.", "Use another one."), at: ["port"] },
      { ...warning("roster-header", "It is a header.", "Remove it."), at: [], line: 1 },
    ];
    const error = new HubwrightError(problems);
    expect(error.problems).to.deep.equal(problems);
    expect(error.message).to.equal("port: 0 is not a port.\nuserlist:1: warning: It is a header.");
    expect([error.code, error.hint]).to.deep.equal(["port-invalid", "Use another one."]);
  });

  it("has at least one", () => {
    expect(() => new HubwrightError([])).to.throw(RangeError);
  });

  it("is recognized by the code of its first problem", () => {
    const error = new HubwrightError([problem("not-found", "It is gone."), problem("in-use", "It is in use.")]);
    expect(hasCode(error, "in-use", "not-found")).to.equal(true);
    expect(hasCode(error, "in-use")).to.equal(false);
    expect(hasCode(Object.assign(new Error("ENOENT"), { code: "not-found" }), "not-found")).to.equal(false);
    expect(hasCode(undefined, "not-found")).to.equal(false);
  });

  it("is a failure of the engine only if that, or the connection to it, failed", () => {
    for (const code of ["engine-missing", "disk-full", "port-taken", "name-taken", "not-found"] as const) {
      expect(isEngineFailure(EngineFailure.of(code, "The engine says so.")), code).to.equal(true);
      expect(isEngineFailure(HubwrightError.of(code, "This machine says so.")), code).to.equal(false);
    }
    expect(isEngineFailure(new Error("not-found"))).to.equal(false);
  });
});
