import { expect } from "chai";
import { formatFiles } from "../../../src/plan/format-files.ts";

describe("the files of a plan", () => {
  it("are named where they are few, each with whether it is new", () => {
    const files = { stale: ["hub.json", "nginx.conf"], missing: ["nginx.conf"], changed: ["definition"] } as const;
    expect(formatFiles("deploy", files)).to.deep.equal([
      "+ file deploy/nginx.conf (not found)",
      "~ file deploy/hub.json (the definition changed)",
    ]);
  });

  it("are counted where they would hide the rest of the plan", () => {
    const stale = Array.from({ length: 96 }, (_, index) => `file-${index}`);
    expect(formatFiles("deploy", { stale, missing: stale, changed: ["hubwright"] })).to.deep.equal([
      "+ 96 files in deploy/ (not found)",
    ]);
    expect(
      formatFiles("deploy", { stale: [...stale, "mine"], missing: ["mine"], changed: ["hubwright"] }),
    ).to.deep.equal(["+ file deploy/mine (not found)", "~ 96 files in deploy/ (hubwright was updated)"]);
  });

  const reasons = [
    [["definition"], "the definition changed"],
    [["hubwright"], "hubwright was updated"],
    [["definition", "hubwright"], "the definition changed and hubwright was updated"],
    [["id"], "the hub's ID changed"],
    [[], "the definition or hubwright changed"],
  ] as const;
  for (const [changed, because] of reasons)
    it(`have the reason: ${because}`, () => {
      expect(formatFiles("deploy", { stale: ["hub.json"], missing: [], changed })).to.deep.equal([
        `~ file deploy/hub.json (${because})`,
      ]);
    });

  it("are empty if nothing will be written", () => {
    expect(formatFiles("deploy", { stale: [], missing: [], changed: ["definition"] })).to.deep.equal([]);
  });
});
