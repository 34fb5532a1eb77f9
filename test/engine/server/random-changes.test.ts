import { expect } from "chai";
import * as fc from "fast-check";
import type { HubInPlace } from "../../../src/apply/hub-in-place.ts";
import { planUp, up } from "../../../src/apply/up/up.ts";
import type { Engine } from "../../../src/engine/port.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { type Change, changes, NOTEBOOK_IMAGE } from "../../contracts/arbitrary-change.ts";
import { expectChangesInEach } from "../../contracts/changes-made.ts";
import { noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { engineFor } from "../support/place.ts";
import { withStandIns } from "../support/stand-in.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";
import { VolumeMarks } from "../support/volume-marks.ts";

const NAME = hubName("proof-random");
const PORTS = [await freePort(), await freePort()];
/** All for a show, a few for npm test. */
const RUNS = [50, 5];

// Images are stand-ins, because fifty sequences would be a day of builds. Everything else is on the real engine.
// test/contracts/random-changes.test.ts makes more and longer sequences on an engine in memory.
describe("random changes of a definition and its people, on a real engine", function () {
  this.timeout(900_000);
  const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  let hub: TestHub;
  let engine: Engine;
  let refused = 0;

  before(async () => {
    hub = await TestHub.create({ name: NAME, port: PORTS[0] ?? 0 });
    engine = withStandIns(await engineFor(hub));
    const [repo = "", tag = ""] = NOTEBOOK_IMAGE.split(":");
    await hub.view.docker.getImage("debian:trixie-slim").tag({ repo, tag });
  });

  after(async () => {
    await hub?.view.docker.getImage(NOTEBOOK_IMAGE).remove();
    await hub?.remove();
  });

  /** @returns how many changes of the running hub were made. */
  async function makeAll(sequence: readonly Change[]): Promise<number> {
    await hub.view.removeHub(NAME);
    const marks = new VolumeMarks(hub.view.docker);
    let made = -1;
    for (const { definition, userlist, isRefused } of sequence) {
      const place = { hub: definition, people: GroupMap.parse(userlist), directory: hub.directory };
      if (isRefused) {
        await expectRefused(place);
        continue;
      }
      await up(place, { engine });
      const { steps, cleanup } = await planUp(place, engine);
      expect(
        [...steps, ...cleanup].map(({ id }) => id),
        "still to do",
      ).to.deep.equal([]);
      await marks.put(await volumes());
      made += 1;
    }
    expect(await marks.missing(await volumes())).to.deep.equal([]);
    return made;
  }

  /** An older JupyterHub could not read the database of the running one. */
  async function expectRefused(place: HubInPlace): Promise<void> {
    const before = [await hub.view.containerIds(NAME), await hub.view.volumeNames(NAME)];
    const failure = await up(place, { engine }).catch((error: unknown) => error);
    expect(failure).to.have.property("code", "database-newer");
    expect([await hub.view.containerIds(NAME), await hub.view.volumeNames(NAME)]).to.deep.equal(before);
    refused += 1;
  }

  /** All volumes but the hub's own data: of groups, of the hub, and those that the definition names itself. */
  async function volumes(): Promise<readonly string[]> {
    return (await hub.view.volumeNames(NAME)).filter((name) => name !== `${NAME}-data`);
  }

  for (const runs of RUNS)
    it(`are each one plan, after which nothing is left to do, and remove no file: ${runs} sequences`, async function () {
      refused = 0;
      const made: number[] = [];
      const sequences = changes({ name: NAME, ports: PORTS }, 3);
      const property = fc.asyncProperty(sequences, async (sequence) => void made.push(await makeAll(sequence)));
      await fc.assert(property, { seed, numRuns: runs, endOnFailure: true });
      noteFigure(this, expectChangesInEach({ made, runs, refused, seed }));
    });
});
