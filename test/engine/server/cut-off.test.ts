import { expect } from "chai";
import { noteFigure } from "../support/figure.ts";
import { CutOffHub, type Run } from "./cut-off-hub.ts";
import { freePort } from "../support/free-port.ts";
import { hubName } from "../support/test-run.ts";

// The hub's and the proxy's images are stand-ins: what is proved is what the engine holds, and some hundred hubs would take an hour
// to come up. test/engine/twice-is-once.test.ts kills the same command with real ones.
describe("hubwright up, cut off at each call to the engine", function () {
  this.timeout(1_800_000);
  const hubs: CutOffHub[] = [];

  before(async () => {
    for (const [index, accident] of (["cut before", "cut after", "killed"] as const).entries())
      hubs.push(
        await CutOffHub.create(hubName(`proof-cut${index + 1}`), [await freePort(), await freePort()], accident),
      );
  });

  after(() => Promise.all(hubs.map((hub) => hub.remove())));

  for (const [run, what] of [
    ["first", "the first up"],
    ["changing", "an up that changes port, groups and an image"],
  ] as const satisfies readonly (readonly [Run, string])[]) {
    it(`${what}: the next one leads to the same state, loses no volume and leaves nothing behind`, async function () {
      const wholes: string[] = [];
      for (const hub of hubs) wholes.push(await hub.stateAfter(run));
      // At once: most of the time goes by waiting for the engine.
      const results = await Promise.all(hubs.map((hub, index) => hub.everyCall(run, wholes[index] ?? "")));
      expect(results.flatMap(({ faults }) => faults).join("\n")).to.equal("");
      const calls = results.map((result) => result.calls);
      expect(Math.min(...calls)).to.be.at.least(20);
      const [before, after, killed] = calls;
      noteFigure(this, `cut at ${before} calls before and at ${after} after the engine acted, killed at ${killed}`);
    });
  }
});
