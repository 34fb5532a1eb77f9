import { expect } from "chai";
import { noteFigure } from "../support/figure.ts";
import { type Accident, CutOffHub, type Run } from "./cut-off-hub.ts";
import { freePort } from "../support/free-port.ts";
import { hubName } from "../support/test-run.ts";

const ACCIDENTS = [
  ["cut before", "cut off before the engine acts"],
  ["cut after", "cut off after the engine has acted"],
  ["killed", "killed while the engine acts"],
] as const satisfies readonly (readonly [Accident, string])[];
const UPS = [
  ["first", "the first up"],
  ["changing", "an up that changes port, groups and an image"],
] as const satisfies readonly (readonly [Run, string])[];

// The hub's and the proxy's images are stand-ins: the test is about the engine's state, and hundreds of hubs would take an hour
// to come up. test/engine/twice-is-once.test.ts kills the same command with real ones.
for (const [index, [accident, happens]] of ACCIDENTS.entries())
  describe(`hubwright up, ${happens}, at each call to the engine`, function () {
    this.timeout(1_800_000);
    let hub: CutOffHub;

    before(async () => {
      const ports = [await freePort(), await freePort()] as const;
      hub = await CutOffHub.create(hubName(`proof-cut${index + 1}`), ports, accident);
    });

    after(() => hub?.remove());

    for (const [run, what] of UPS)
      it(`${what}: the next one reaches the same state, loses no volume and leaves nothing behind`, async function () {
        const { calls, faults } = await hub.everyCall(run, await hub.stateAfter(run));
        expect(faults.join("\n")).to.equal("");
        expect(calls).to.be.at.least(20);
        noteFigure(this, `${happens} at ${calls} calls`);
      });
  });
