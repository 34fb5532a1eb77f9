import { expect } from "chai";
import { sharedVolumes } from "../../../src/deployment/shared-volumes.ts";
import { generateAll } from "../../../src/emit/generate.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";
import { formatPlan } from "../../../src/plan/format-plan.ts";
import type { Observed, ObservedContainer } from "../../../src/plan/observed.ts";
import { reconcile } from "../../../src/plan/reconcile.ts";
import type { Step } from "../../../src/plan/step.ts";
import type { Wanted } from "../../../src/plan/wanted.ts";
import { afterSteps, NOTHING } from "./after-steps.ts";
import { observedContainer } from "./observed-container.ts";

const PEOPLE = GroupMap.parse("hub-admin admin shared\nmpilosov admin shared team-1\nhalljord team-1\n");

function wantedFor(input: Partial<HubInput> = {}, people = PEOPLE, directory = "/srv/math"): Wanted {
  const hub = defineHub({ name: "math", ...input });
  return { deployment: generateAll(hub).deployment, shared: sharedVolumes(hub, people), ownDigests: {}, directory };
}

function running(wanted: Wanted): Promise<Observed> {
  return afterSteps(NOTHING, reconcile(wanted, NOTHING), wanted);
}

function lines(wanted: Wanted, observed: Observed): readonly string[] {
  const text = formatPlan(reconcile(wanted, observed));
  return text === "" ? [] : text.split("\n");
}

describe("the plan of a hub", () => {
  it("creates everything on an empty engine, in a possible order", () => {
    expect(lines(wantedFor(), NOTHING)).to.deep.equal([
      "+ image debian:trixie-slim (base of the images)",
      "+ image math-proxy:latest (not found)",
      "+ image math-jupyterhub:latest (not found)",
      "+ image math-notebook:latest (not found)",
      "+ network math-network (not found)",
      "+ volume math-data (not found)",
      "+ volume math-shared-shared (group shared has none)",
      "+ volume math-shared-team-1 (group team-1 has none)",
      "+ container math-proxy (not found)",
      "~ container math-proxy started (just created)",
      "+ container math (not found)",
      "~ container math started (just created)",
    ]);
  });

  it("does nothing the second time", async () => {
    const wanted = wantedFor();
    expect(lines(wanted, await running(wanted))).to.deep.equal([]);
  });

  it("names for each step only steps before it", () => {
    const seen = new Set<string>();
    for (const { id, after } of reconcile(wantedFor(), NOTHING).steps) {
      for (const earlier of after) expect(seen.has(earlier), `${id} after ${earlier}`).to.equal(true);
      seen.add(id);
    }
  });

  it("creates a new group's volume and touches nothing else", async () => {
    const before = wantedFor();
    const after = wantedFor({}, PEOPLE.withPerson("tbutler", ["team-2"]));
    expect(lines(after, await running(before))).to.deep.equal(["+ volume math-shared-team-2 (group team-2 has none)"]);
  });

  it("recreates the proxy when the port changes, and leaves the hub and every image alone", async () => {
    expect(lines(wantedFor({ port: 8001 }), await running(wantedFor()))).to.deep.equal([
      "- container math-proxy (the definition changed)",
      "+ container math-proxy (the definition changed)",
      "~ container math-proxy started (just created)",
    ]);
  });

  it("rebuilds the hub's image when a trait changes, keeps the previous one, and replaces only the hub", async () => {
    expect(lines(wantedFor({ traits: { Spawner: { start_timeout: 90 } } }), await running(wantedFor()))).to.deep.equal([
      "~ image math-jupyterhub:previous (kept as the previous version)",
      "+ image math-jupyterhub:latest (its files changed)",
      "- container math (its image is new)",
      "+ container math (its image is new)",
      "~ container math started (just created)",
    ]);
  });

  it("recreates the hub's container for another key, which it reads when it starts, but not the proxy's", async () => {
    const wanted = wantedFor();
    expect(lines({ ...wanted, otherKey: true }, await running(wanted))).to.deep.equal([
      "- container math (its keys changed)",
      "+ container math (its keys changed)",
      "~ container math started (just created)",
    ]);
  });

  it("removes the image before the one before", async () => {
    const once = wantedFor({ traits: { Spawner: { start_timeout: 90 } } });
    const first = await running(wantedFor());
    const second = await afterSteps(first, reconcile(once, first), once);
    const twice = wantedFor({ traits: { Spawner: { start_timeout: 91 } } });
    expect(reconcile(twice, second).cleanup.map(({ do: action }) => action)).to.deep.equal(["remove-image"]);
    expect(lines(twice, await afterSteps(second, reconcile(twice, second), twice))).to.deep.equal([]);
  });

  it("removes what an interrupted run left behind: a container that created volumes, images without a tag", async () => {
    const wanted = wantedFor();
    const observed = await running(wanted);
    const labels = { "hubwright.hub": "math" };
    const image = (id: string, hub = "math") => ({ id, tags: [], labels: { "hubwright.hub": hub } });
    const [own] = observed.containers;
    const container = (name: string, imageId: string) => ({ ...own, name, imageId, labels }) as ObservedContainer;
    const left: Observed = {
      ...observed,
      containers: [
        ...observed.containers,
        container("hubwright.preparation-1", "x"),
        // The hub's own work, which continues, and a notebook with an image that was replaced.
        container("math.preparation", "x"),
        container("math-user-ada", "sha256:used"),
      ],
      images: [...observed.images, image("sha256:left"), image("sha256:used"), image("sha256:theirs", "physics")],
    };
    const { steps, cleanup } = reconcile(wanted, left);
    expect(steps).to.deep.equal([]);
    expect(cleanup.map(({ id }) => id)).to.have.members([
      "remove-image sha256:left",
      "remove-container hubwright.preparation-1",
    ]);
  });

  it("builds the notebook's image without touching a container: servers take it at their next start", async () => {
    expect(lines(wantedFor({ notebook: { pip: ["numpy==2.4.0"] } }), await running(wantedFor()))).to.deep.equal([
      "~ image math-notebook:previous (kept as the previous version)",
      "+ image math-notebook:latest (its files changed)",
    ]);
  });

  describe("of a service in two networks", () => {
    const alone = wantedFor();
    const [first, second] = ["math-network", "math-db-network"] as const;
    const wanted: Wanted = {
      ...alone,
      deployment: {
        ...alone.deployment,
        networks: [...alone.deployment.networks, { name: second, labels: { "hubwright.hub": "math" } }],
        services: alone.deployment.services.map((service) =>
          service.key === "hub" ? { ...service, networks: [first, second] } : service,
        ),
      },
    };

    it("creates the container in the first, and connects it to the second before it starts", () => {
      expect(lines(wanted, NOTHING).filter((line) => /network|container math /.test(line))).to.deep.equal([
        "+ network math-network (not found)",
        "+ network math-db-network (not found)",
        "+ container math (not found)",
        "~ container math in network math-db-network (just created)",
        "~ container math started (just created)",
      ]);
      expect(reconcile(wanted, NOTHING).steps.at(-1)?.after).to.include("connect-network math-db-network math");
    });

    it("does nothing the second time", async () => {
      expect(lines(wanted, await running(wanted))).to.deep.equal([]);
    });

    for (const [state, after] of [
      ["created", ["~ container math started (not running)"]],
      ["running", []],
    ] as const) {
      it(`connects it the next time, if it was created but not yet connected: ${state}`, async () => {
        const observed = await running(wanted);
        const cutOff: Observed = {
          ...observed,
          containers: observed.containers.map((one) =>
            one.name === "math" ? { ...one, state, networks: one.networks.filter(({ name }) => name === first) } : one,
          ),
        };
        expect(lines(wanted, cutOff)).to.deep.equal([
          "~ container math in network math-db-network (not connected yet)",
          ...after,
        ]);
        expect(lines(wanted, await afterSteps(cutOff, reconcile(wanted, cutOff), wanted))).to.deep.equal([]);
      });
    }
  });

  it("starts what was stopped", async () => {
    const wanted = wantedFor();
    const observed = await running(wanted);
    const stopped: Observed = {
      ...observed,
      containers: observed.containers.map((container) => ({ ...container, state: "exited" })),
    };
    expect(lines(wanted, stopped)).to.deep.equal([
      "~ container math-proxy started (not running)",
      "~ container math started (not running)",
    ]);
  });

  it("recreates the containers when the directory has moved, because their mounts are in the old one", async () => {
    const moved = wantedFor({}, PEOPLE, "/srv/hubs/math");
    expect(lines(moved, await running(wantedFor()))).to.include("+ container math (the directory moved)");
  });

  it("never removes a volume, whatever leaves the definition or the roster", async () => {
    const observed = await running(wantedFor());
    const fewer = wantedFor({ volumes: {} }, GroupMap.parse("hub-admin admin\n"));
    const { steps, cleanup } = reconcile(fewer, observed);
    const removal: Step["do"] = "remove-volume";
    expect([...steps, ...cleanup].map(({ do: action }) => action))
      .to.include("create-container")
      .and.not.include(removal);
    expect(observed.volumes.map(({ name }) => name)).to.include("math-shared-team-1");
    expect((await afterSteps(observed, reconcile(fewer, observed), fewer)).volumes).to.deep.equal(observed.volumes);
  });

  for (const [object, observed] of [
    ["container", { containers: [observedContainer("math")] }],
    ["network", { networks: [{ id: "1", name: "math-network", labels: {} }] }],
    ["volume", { volumes: [{ name: "math-data", labels: { "hubwright.hub": "physics" } }] }],
    ["image", { images: [{ id: "1", tags: ["math-proxy:latest"], labels: {} }] }],
  ] as const) {
    it(`stops at a ${object} that has a name of ours and is not ours`, () => {
      const { conflicts } = reconcile(wantedFor(), { ...NOTHING, ...observed });
      expect(conflicts.map((conflict) => conflict.object)).to.deep.equal([object]);
    });
  }

  it("says whose the port is", () => {
    const other = observedContainer("physics-proxy", {
      labels: { "hubwright.hub": "physics" },
      ports: [{ address: "0.0.0.0", published: 8000, target: 8000 }],
    });
    expect(
      reconcile(wantedFor(), { ...NOTHING, containers: [other] }).conflicts.map(({ message }) => message),
    ).to.deep.equal(["Port 8000 is taken by the hub physics (container physics-proxy)."]);
  });

  it("continues if a group's volume belongs to someone else, and says so", () => {
    const foreign: Observed = { ...NOTHING, volumes: [{ name: "math-shared-team-1", labels: {} }] };
    const { conflicts, warnings } = reconcile(wantedFor(), foreign);
    expect(conflicts).to.deep.equal([]);
    expect(warnings.map(({ name }) => name)).to.deep.equal(["math-shared-team-1"]);
  });
});
