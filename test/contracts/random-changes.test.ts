import { expect } from "chai";
import * as fc from "fast-check";
import { movedFrom } from "../../src/apply/moved-from.ts";
import { applySteps } from "../../src/apply/apply-plan.ts";
import { wantedFor } from "../../src/apply/project-inputs.ts";
import { MemoryEngine } from "../../src/engine/memory/memory-engine.ts";
import { GroupMap } from "../../src/model/group-map.ts";
import { HubwrightError } from "../../src/model/diagnostic.ts";
import { type DatabaseKind, databaseKind } from "../../src/model/database.ts";
import { defineHub, type HubDefinition } from "../../src/model/hub.ts";
import { reconcile } from "../../src/plan/reconcile.ts";
import { imagesOf } from "../../src/plan/reconcile-images.ts";
import type { Wanted } from "../../src/plan/wanted.ts";
import { noteFigure } from "../engine/support/figure.ts";
import { type Change, change, NOTEBOOK_IMAGE } from "./arbitrary-change.ts";

const RUNS = 300;
const DATABASES = ["sqlite", "postgres", { kind: "external" }] as const;
const PORTS = [18_970, 18_971, 18_972];

// Against a real engine the same changes are made by test/engine/server/random-changes.test.ts.
describe("random changes of a definition and its people", function () {
  this.timeout(120_000);
  const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));

  it(`are each one plan, after which nothing is left to do, and take no volume away: ${RUNS} sequences`, async function () {
    const changes = fc.array(change(PORTS.length, DATABASES), { minLength: 1, maxLength: 6 });
    let made = 0;
    const property = fc.asyncProperty(changes, async (sequence) => void (made += await makeAll(sequence)));
    await fc.assert(property, { seed, numRuns: RUNS });
    expect(made, "changes that were not refused").to.be.greaterThan(RUNS);
    noteFigure(this, `${made} changes in ${RUNS} sequences, seed ${seed}`);
  });
});

/** @returns how many of the changes were made; definitions that contradict themselves are not. */
async function makeAll(changes: readonly Change[]): Promise<number> {
  const images = ["debian:trixie-slim", NOTEBOOK_IMAGE];
  const engine = new MemoryEngine({ images });
  let held: readonly string[] = [];
  let dataIn: DatabaseKind | undefined;
  let made = 0;
  for (const { hub, port, userlist } of changes) {
    const definition = defined({ ...hub, name: "math", port: PORTS[port] ?? 0 });
    if (definition === undefined) continue;
    const id = "id-of-this-hub";
    const { wanted } = await wantedFor(definition, GroupMap.parse(userlist), "/srv/math", {}, id);
    const plan = async (what: Wanted) => reconcile(what, await engine.observe(imagesOf(what)));
    const moved = dataIn === undefined ? {} : movedFrom(definition, dataIn, {}, id, await engine.observe());
    const context = { engine, wanted, buildHost: () => ({}), on: () => {} };
    const { steps, conflicts } = await plan({ ...wanted, ...moved });
    expect(conflicts).to.deep.equal([]);
    await applySteps(steps, context);
    // As up does it: once the hub answers.
    await applySteps((await plan(wanted)).cleanup, context);
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

/** The definition; undefined where it contradicts itself, which `up` does not touch an engine for. */
function defined(input: Parameters<typeof defineHub>[0]): HubDefinition | undefined {
  try {
    return defineHub(input);
  } catch (error) {
    if (error instanceof HubwrightError) return undefined;
    throw error;
  }
}
