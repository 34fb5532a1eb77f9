import { expect } from "chai";
import { formatFiles } from "../../../src/plan/format-files.ts";

describe("the files of a plan", () => {
  it("are named where they are few, each with whether it is new", () => {
    expect(formatFiles("deploy", { stale: ["hub.json", "nginx.conf"], missing: ["nginx.conf"] })).to.deep.equal([
      "+ file deploy/nginx.conf (not found)",
      "~ file deploy/hub.json (the definition or hubwright changed)",
    ]);
  });

  it("are counted where they would hide the rest of the plan", () => {
    const stale = Array.from({ length: 96 }, (_, index) => `file-${index}`);
    expect(formatFiles("deploy", { stale, missing: stale })).to.deep.equal(["+ 96 files in deploy/ (not found)"]);
    expect(formatFiles("deploy", { stale: [...stale, "mine"], missing: ["mine"] })).to.deep.equal([
      "+ file deploy/mine (not found)",
      "~ 96 files in deploy/ (the definition or hubwright changed)",
    ]);
  });

  it("are empty if nothing will be written", () => {
    expect(formatFiles("deploy", { stale: [], missing: [] })).to.deep.equal([]);
  });
});
