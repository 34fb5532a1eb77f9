import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { copiedBoxes, type ClosedBoxes } from "../../../src/access/closed-boxes.ts";
import { givenBy } from "../../../src/access/held.ts";
import type { HeldNow } from "../../../src/hub-side/access-now.ts";
import { planImpact } from "../../../src/apply/up/plan-impact.ts";
import { up } from "../../../src/apply/up/up.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import { defineHub, type HubDefinition } from "../../../src/model/hub/hub.ts";
import { dropBox } from "../../../src/model/hub/volume-policy.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { formatImpact } from "../../../src/plan/format-impact.ts";
import { container } from "../../engine/engine-contract.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";

const JUNE = "2026-06-11T23:59";
const DECEMBER = "2026-12-11T23:59";
const CLASS = "hub-admin admin\ntom math:staff\nann math\n";
const AWAY = "nobody can sign in for some seconds (not measured here yet)";
const RUNS = "the server of tom keeps running; changes apply the next time it starts";
const OPENS_AGAIN = [
  "tom of math loses /home/jovyan/math-in",
  "tom of math gains /home/jovyan/math-in/{person}",
  RUNS,
  AWAY,
];

describe("what a plan says of drop-boxes", () => {
  const directory = temporaryDirectory();

  function hubThatCloses(closes: string | null): HubDefinition {
    const inbox = dropBox({
      at: "/home/jovyan/{group}-submit",
      collectAt: "/home/jovyan/{group}-in/{person}",
      ...(closes === null ? {} : { closes: closes as typeof JUNE }),
    });
    return defineHub({ name: "math", port: 18_973, volumes: { inbox } });
  }

  /** The plan from one definition and list to another, with tom's server running in a hub that has copied some boxes. */
  async function said(
    [before, after]: readonly [HubDefinition, HubDefinition],
    copied: readonly ClosedBoxes[],
    { list = CLASS, isEarlier = false } = {},
  ): Promise<readonly string[]> {
    mkdirSync(join(directory(), "roster"), { recursive: true });
    const people = GroupMap.parse(CLASS);
    const engine = new MemoryEngine({ images: ["debian:trixie-slim"], exec: () => ({ exitCode: 0 }) });
    await up({ hub: before, people, directory: directory() }, { engine });
    const labels = { "hubwright.hub": "math", "hubwright.kind": "notebook", "hubwright.person": "tom" };
    const [network = { id: "", name: "" }] = (await engine.observe()).networks;
    const name = "math-user-tom";
    await engine.createContainer(container(name, { name, image: "math-notebook:latest", labels, network }));
    await engine.startContainer(name);
    const closed = copiedBoxes(before, copied);
    const { held } = givenBy(before, people, { closed });
    const now: HeldNow = { held, closed, copied: isEarlier ? undefined : copied, open: undefined, beside: undefined };
    const place = { hub: after, people: GroupMap.parse(list), directory: directory() };
    const { impact } = await planImpact(place, engine, async () => now);
    return formatImpact(impact, "hubwright");
  }

  it("is that boxes open again if they close at another moment or no longer close, and that staff keep their server", async () => {
    for (const after of [hubThatCloses(DECEMBER), hubThatCloses(null)])
      expect(await said([hubThatCloses(JUNE), after], [["inbox", JUNE]])).to.deep.equal(OPENS_AGAIN);
  });

  it("is that they are closed if they close at a moment that was copied before", async () => {
    const copied = [["inbox", JUNE]] as const;
    expect(await said([hubThatCloses(DECEMBER), hubThatCloses(JUNE)], copied)).to.deep.equal([
      "tom of math gains /home/jovyan/math-in",
      "tom of math loses /home/jovyan/math-in/{person}",
      RUNS,
      AWAY,
    ]);
  });

  it("is that they stay closed if a hub of an earlier version does not say at which moment they closed", async () => {
    const copied = [["inbox", JUNE]] as const;
    expect(await said([hubThatCloses(JUNE), hubThatCloses(DECEMBER)], copied, { isEarlier: true })).not.to.include(
      OPENS_AGAIN[0],
    );
  });

  it("is that the staff of a group keep their server when its last member leaves", async () => {
    const list = "hub-admin admin\ntom math:staff\n";
    const lines = await said([hubThatCloses(JUNE), hubThatCloses(DECEMBER)], [], { list });
    expect(lines).to.include("tom of math loses /home/jovyan/math-in/{person}");
    expect(lines).to.include(RUNS);
  });
});
