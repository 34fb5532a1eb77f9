import { expect } from "chai";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { readProblem, writeProblem, writing } from "../../../src/workspace/file-problems.ts";

describe("a file that cannot be written or read", () => {
  const failed = (code: string) => Object.assign(new Error(`${code}: it failed`), { code });

  for (const [system, code, why] of [
    ["EACCES", "workspace", "permission denied"],
    ["EPERM", "workspace", "permission denied"],
    ["EROFS", "workspace", "the disk is read-only"],
    ["ENOSPC", "disk-full", "the disk is full"],
    ["EDQUOT", "disk-full", "the disk is full"],
    ["ENOTDIR", "workspace", "there is a file where a directory should be"],
    ["EIO", "workspace", "EIO: it failed"],
  ] as const) {
    it(`is reported with its place and the reason: ${system}`, () => {
      const cause = failed(system);
      const problem = writeProblem("/srv/math/userlist", cause);
      expect([problem.code, problem.message]).to.deep.equal([code, `/srv/math/userlist cannot be written: ${why}.`]);
      expect(problem.hint).to.match(/^[A-Z].*\.$/);
      expect(problem.cause).to.equal(cause);
    });
  }

  it("says how to find out what fills the disk", () => {
    expect(writeProblem("/srv/math", failed("ENOSPC")).problem.hint).to.deep.include({ command: ["df", "-h"] });
  });

  it("is reported once, no matter how many functions it passes through", () => {
    const first = HubwrightError.of("disk-full", "/srv cannot be written: the disk is full.");
    const fail = (error: Error) => () =>
      writing("/srv/math", () => {
        throw error;
      });
    expect(fail(first)).to.throw(HubwrightError).and.equal(first);
    expect(fail(failed("EIO"))).to.throw(HubwrightError, "/srv/math cannot be written: EIO: it failed.");
    expect(writing("/srv/math", () => 7)).to.equal(7);
  });

  it("is reported as unreadable, with who can read it", () => {
    const { code, message, hint } = readProblem("/srv/math/hub.ts", failed("EACCES"));
    expect([code, message, hint]).to.deep.equal([
      "workspace",
      "/srv/math/hub.ts cannot be read: EACCES.",
      "Run the command as the owner of that file.",
    ]);
  });
});
