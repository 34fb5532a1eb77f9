import { expect } from "chai";
import * as fc from "fast-check";
import { HubwrightError } from "../../src/model/problem/hubwright-error.ts";
import { movedFrom } from "../../src/apply/up/moved-from.ts";
import { applySteps } from "../../src/apply/apply-steps.ts";
import { performerOf } from "../../src/apply/up/perform-step.ts";
import { refuseDowngrade } from "../../src/apply/up/refuse-downgrade.ts";
import { wantedFor } from "../../src/apply/up/project-inputs.ts";
import { MemoryEngine } from "../../src/engine/memory/memory-engine.ts";
import { GroupMap } from "../../src/model/roster/group-map.ts";
import { type DatabaseKind, databaseKind } from "../../src/model/hub/database.ts";
import { reconcile } from "../../src/plan/reconcile.ts";
import { imagesOf } from "../../src/plan/reconcile-images.ts";
import type { Wanted } from "../../src/plan/wanted.ts";
import { noteFigure } from "../engine/support/figure.ts";
import { type Change, changes, NOTEBOOK_IMAGE } from "./arbitrary-change.ts";
import { expectChangesInEach } from "./changes-made.ts";

const RUNS = 300;
const DATABASES = ["sqlite", "postgres", { kind: "external" }] as const;
const HUB = { name: "math", ports: [18_970, 18_971, 18_972], databases: DATABASES };

// Against a real engine the same changes are made by test/engine/server/random-changes.test.ts.
describe("random changes of a definition and its people", function () {
  this.timeout(120_000);
  const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));

  it(`are each one plan, after which nothing is left to do, and remove no volume: ${RUNS} sequences`, async function () {
    const made: number[] = [];
    let refused = 0;
    const property = fc.asyncProperty(changes(HUB, 6), async (sequence) => {
      made.push(await makeAll(sequence));
      refused += sequence.filter(({ isRefused }) => isRefused).length;
    });
    await fc.assert(property, { seed, numRuns: RUNS, endOnFailure: true });
    noteFigure(this, expectChangesInEach({ made, runs: RUNS, refused, seed }));
  });
});

/** @returns how many changes of the running hub were made. */
async function makeAll(sequence: readonly Change[]): Promise<number> {
  const images = ["debian:trixie-slim", NOTEBOOK_IMAGE];
  const engine = new MemoryEngine({ images, exec: () => ({ exitCode: 0 }) });
  let held: readonly string[] = [];
  let dataIn: DatabaseKind | undefined;
  let made = -1;
  for (const { definition, userlist, isRefused } of sequence) {
    const refusal = await refuseDowngrade(definition, engine, await engine.observe()).catch((error: unknown) => error);
    expect(refusal instanceof HubwrightError ? refusal.code : refusal).to.equal(
      isRefused ? "database-newer" : undefined,
    );
    if (isRefused) continue;
    const id = "id-of-this-hub";
    const { wanted } = await wantedFor(definition, GroupMap.parse(userlist), "/srv/math", {}, id);
    const plan = async (what: Wanted) => reconcile(what, await engine.observe(imagesOf(what)));
    const moved = dataIn === undefined ? {} : movedFrom(definition, dataIn, {}, id, await engine.observe());
    const context = { engine, wanted, buildHost: () => ({}), on: () => {} };
    const { steps, conflicts } = await plan({ ...wanted, ...moved });
    expect(conflicts).to.deep.equal([]);
    await applySteps(steps, performerOf(context), context);
    // As up does it: once the hub answers.
    await applySteps((await plan(wanted)).cleanup, performerOf(context), context);
    dataIn = databaseKind(definition.database);

    const after = await plan(wanted);
    expect(
      [...after.steps, ...after.cleanup].map(({ id }) => id),
      "still to do",
    ).to.deep.equal([]);
    const observed = await engine.observe();
    const volumes = observed.volumes.map(({ name }) => name);
    expect(volumes).to.include.members(held);
    expect([...engine.prepared]).to.include.members(wanted.shared.map(({ name }) => name));
    // One image in use and the one before it, of each of the four.
    expect(observed.images.filter(({ labels }) => labels["hubwright.hub"] === "math").length).to.be.at.most(8);
    const services = wanted.deployment.services.map(({ name }) => `${name} running`);
    expect(observed.containers.map(({ name, state }) => `${name} ${state}`)).to.have.members(services);
    held = volumes;
    made += 1;
  }
  expect(engine.calls.filter((call) => call.startsWith("removeVolume"))).to.deep.equal([]);
  return made;
}
