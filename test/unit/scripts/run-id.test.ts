import { expect } from "chai";
import { isLeftover, prefixOf } from "../../engine/support/run-id.ts";

const RUN = { pid: 4_194_303, startedAt: 123_456_789, namespace: 4_026_531_836 };

describe("the names of what tests make on an engine", () => {
  const nobody = () => undefined;
  const began = (startedAt: number) => (pid: number) => (pid === RUN.pid ? startedAt : undefined);
  const name = `${prefixOf(RUN)}-seed-user-halljord`;

  it("begin with t- and leave half of a hub's name to the test", () => {
    expect(prefixOf(RUN)).to.match(/^t-[0-9a-z]{10}$/);
    expect(prefixOf({ ...RUN, pid: 7 })).to.match(/^t-[0-9a-z]{6}$/);
  });

  it("differ between processes, whether at the same time or with the same number later", () => {
    const others = [
      { ...RUN, pid: 4_194_302 },
      { ...RUN, startedAt: RUN.startedAt + 1 },
      { ...RUN, namespace: 5 },
    ];
    expect(new Set([RUN, ...others].map(prefixOf)).size).to.equal(4);
  });

  it("are leftovers once their process is gone, and not before", () => {
    expect(isLeftover(name, RUN.namespace, began(RUN.startedAt))).to.equal(false);
    expect(isLeftover(name, RUN.namespace, nobody)).to.equal(true);
  });

  it("are leftovers where another process has the number now", () => {
    expect(isLeftover(name, RUN.namespace, began(RUN.startedAt + 500))).to.equal(true);
  });

  it("are left alone where the process cannot be seen from here", () => {
    expect(isLeftover(name, RUN.namespace + 1, nobody)).to.equal(false);
  });

  it("are never the name of someone's hub", () => {
    for (const hub of ["math", "math8660", "t-stand-in", "team-1", "t", "t-"])
      expect(isLeftover(hub, RUN.namespace, nobody), hub).to.equal(false);
  });
});
