import { expect } from "chai";
import { textOf, toldOf } from "../../../src/cli/json-events.ts";
import { hint, hubwright, problem, warning } from "../../../src/model/problem/problem.ts";

describe("a problem in an event", () => {
  it("names the field of the definition or the line of the list in its message, because there is no other field for it", () => {
    const port = { ...problem("port-invalid", "0 is not a port.", "Choose one."), at: ["port"] };
    expect(textOf(port, "hubwright")).to.deep.equal({
      code: "port-invalid",
      message: "port: 0 is not a port.",
      hint: "Choose one.",
    });
    const line = { ...warning("roster-groups-differ-by-case", "They differ."), line: 3 };
    expect(toldOf({ type: "warning", problem: line, roster: "people/list.txt" }, "hubwright")).to.deep.equal({
      type: "warning",
      code: "roster-groups-differ-by-case",
      message: "people/list.txt:3: They differ.",
      hint: "",
    });
  });

  it("has commands the way hubwright was called", () => {
    const found = problem("hub-not-up", "It is not up.", hint`Start it: ${hubwright("up")}`);
    expect(textOf(found, "npx hubwright").hint).to.equal("Start it: npx hubwright up");
  });
});
