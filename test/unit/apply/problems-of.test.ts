import { expect } from "chai";
import { isAboutDefinition, problemOf, problemsOf } from "../../../src/apply/problems-of.ts";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { sayHint } from "../../../src/model/problem/format-problem.ts";
import { problem } from "../../../src/model/problem/problem.ts";

describe("why something was thrown", () => {
  const port = problem("port-taken", "Port 80 is taken.", "Choose another one.");
  const name = problem("name-taken", "A volume named math-data already exists.", "Choose another name.");

  it("is every problem of an error of ours", () => {
    expect(problemsOf(new HubwrightError([port, name]))).to.deep.equal([port, name]);
    expect(problemOf(new HubwrightError([port, name]))).to.deep.equal(port);
    expect(isAboutDefinition([port])).to.equal(false);
  });

  it("is summed up for a definition with several errors", () => {
    const errors = [problem("port-invalid", "0 is no port.", "Fix it."), problem("hub-name-invalid", "A is no name.")];
    const { code, message, hint = "" } = problemOf(new HubwrightError(errors));
    expect([code, message, sayHint(hint)]).to.deep.equal([
      "port-invalid",
      "The definition has 2 errors.",
      "Fix them all; hubwright check lists them.",
    ]);
    expect(problemOf(new HubwrightError(errors.slice(0, 1)))).to.deep.equal(errors[0]);
  });

  it("is not a bug if the run was told to stop", () => {
    const stopped = Object.assign(new Error("The operation was aborted."), { name: "AbortError" });
    expect(problemsOf(stopped).map(({ code }) => code)).to.deep.equal(["stopped"]);
  });

  it("is a bug in hubwright for everything else", () => {
    expect(problemsOf(new TypeError("x is not a function"))).to.have.length(1);
    const { code, severity, message, hint } = problemOf(new TypeError("x is not a function"));
    expect([code, severity, message]).to.deep.equal(["fault", "error", "hubwright failed: x is not a function"]);
    expect(hint).to.include("This is a bug in hubwright.").and.include("HUBWRIGHT_DEBUG=1");
    expect(problemOf("no error").message).to.equal("hubwright failed: no error");
  });
});
