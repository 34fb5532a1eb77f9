import { expect } from "chai";
import { LABEL, type Labels } from "../../../src/deployment/deployment.ts";
import { sharedVolumes } from "../../../src/deployment/shared-volumes.ts";
import { generateAll } from "../../../src/emit/generate.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";
import { boxCopyName, volumeName } from "../../../src/model/hub/names.ts";
import { dropBox, perGroup, perPerson } from "../../../src/model/hub/volume-policy.ts";
import { formerHub } from "../../../src/plan/former-hub.ts";
import { formatFormer, sayFormer, sayWays } from "../../../src/plan/format-former.ts";
import { formatPlan } from "../../../src/plan/format-plan.ts";
import type { Observed } from "../../../src/plan/observed.ts";
import { reconcile } from "../../../src/plan/reconcile.ts";
import { reconcileRenamed } from "../../../src/plan/reconcile-renamed.ts";
import type { Wanted } from "../../../src/plan/wanted.ts";
import { afterSteps, NOTHING } from "./after-steps.ts";
import { observedContainer } from "./observed-container.ts";

const ID = "id-of-this-hub";
const PEOPLE = GroupMap.parse("hub-admin admin\nann team-1\n");
const VOLUMES: HubInput["volumes"] = {
  home: perPerson({ at: "/home/jovyan" }),
  shared: perGroup({ at: "/home/jovyan/{group}" }),
  work: dropBox({
    at: "/home/jovyan/{group}-work",
    collectAt: "/home/jovyan/{group}-boxes/{person}",
    closes: "2026-12-11T23:59",
  }),
  all: perGroup({ at: "/home/jovyan/all-{group}", scope: "server" }),
  old: perPerson({ at: "/home/jovyan/old", volumeName: "math-of-{person}" }),
};

const hubCalled = (name: string) => defineHub({ name, volumes: VOLUMES });

function wantedFor(name: string): Wanted {
  const hub = hubCalled(name);
  const shared = sharedVolumes(hub, PEOPLE, ID);
  return { deployment: generateAll(hub, {}, ID).deployment, shared, ownDigests: {}, directory: "/srv/math" };
}

function running(name: string): Promise<Observed> {
  const wanted = wantedFor(name);
  return afterSteps(NOTHING, reconcile(wanted, NOTHING), wanted);
}

function volume(name: string, labels: Labels = {}) {
  return { name, labels: { [LABEL.hub]: "math", [LABEL.id]: ID, ...labels } };
}

const home = (person: string, name = `math-user-${person}`) =>
  volume(name, { [LABEL.kind]: "home", [LABEL.policy]: "home", [LABEL.person]: person });

const movesOf = (observed: Observed, name = "geo") =>
  formerHub(hubCalled(name), ID, observed)?.moves.map(({ from, to }) => `${from} → ${to}`);

describe("a hub under the name that it had", () => {
  it("is known by its id, however little of it is left", async () => {
    expect(formerHub(hubCalled("geo"), ID, await running("math"))?.names).to.deep.equal(["math"]);
    const volumesAlone = { ...NOTHING, volumes: (await running("math")).volumes };
    expect(formerHub(hubCalled("geo"), ID, volumesAlone)?.names).to.deep.equal(["math"]);
    expect(formerHub(hubCalled("geo"), ID, { ...NOTHING, volumes: [home("ann")] })?.names).to.deep.equal(["math"]);
  });

  it("is not recognized if the name is the same, the id is another hub's, or there is no id", async () => {
    expect(formerHub(hubCalled("math"), ID, await running("math"))).to.equal(undefined);
    expect(formerHub(hubCalled("geo"), "another", await running("math"))).to.equal(undefined);
    expect(formerHub(hubCalled("geo"), null, await running("math"))).to.equal(undefined);
  });

  it("is no other hub that has the same id because its directory was copied once", async () => {
    const both = { ...NOTHING, volumes: [...(await running("math")).volumes, ...(await running("geo")).volumes] };
    expect(formerHub(hubCalled("geo"), ID, both)).to.equal(undefined);
    expect(formerHub(hubCalled("math"), ID, both)).to.equal(undefined);
  });

  it("moves whatever its volumes are of, its own data last", () => {
    const observed = {
      ...NOTHING,
      volumes: [
        volume("math-data", { [LABEL.kind]: "data" }),
        volume("math-db-data", { [LABEL.kind]: "db-data" }),
        home("ann"),
        volume("math-shared-team-1", { [LABEL.kind]: "group", [LABEL.policy]: "shared", [LABEL.group]: "team-1" }),
        volume("math-user-zed..archived-2026-01-02.2", { [LABEL.kind]: "archive", [LABEL.person]: "zed" }),
        volume("math-user.scratch-ann", { [LABEL.kind]: "home", [LABEL.policy]: "scratch", [LABEL.person]: "ann" }),
      ],
    };
    expect(movesOf(observed)).to.deep.equal([
      "math-db-data → geo-db-data",
      "math-shared-team-1 → geo-shared-team-1",
      "math-user-ann → geo-user-ann",
      "math-user-zed..archived-2026-01-02.2 → geo-user-zed..archived-2026-01-02.2",
      "math-user.scratch-ann → geo-user.scratch-ann",
      "math-data → geo-data",
    ]);
  });

  it("moves an archive that has the labels of the copy it was made from, and does not remove it as a copy", () => {
    const archive = volume("geo-user-ann..archived-2026-01-02", {
      [LABEL.hub]: "geo",
      [LABEL.kind]: "archive",
      [LABEL.from]: "math-user-ann",
      [LABEL.renames]: "1",
    });
    const found = formerHub(hubCalled("math"), ID, { ...NOTHING, volumes: [home("ann"), archive] });
    expect(found?.copies).to.deep.equal([]);
    expect(found?.moves.map(({ to }) => to)).to.deep.equal(["math-user-ann..archived-2026-01-02"]);
  });

  it("moves what the hub would look for under a name that was too long, and is cut and ends in a digest", () => {
    const group = "g".repeat(64);
    const person = "p".repeat(120);
    const { home: ofPerson, work } = hubCalled("math").volumes;
    if (ofPerson === undefined || work === undefined) throw new Error("The definition has lost its policies.");
    const observed = {
      ...NOTHING,
      volumes: [
        home(person, volumeName("math", ofPerson, { person })),
        volume(volumeName("math", work, { group, person }), {
          [LABEL.policy]: "work",
          [LABEL.group]: group,
          [LABEL.person]: person,
        }),
        volume(boxCopyName("math", "work", "a.b".repeat(20), "2026-12-11T23:59"), {
          [LABEL.kind]: "box-copy",
          [LABEL.policy]: "work",
          [LABEL.group]: "a.b".repeat(20),
        }),
      ],
    };
    const moved = formerHub(hubCalled("geometry"), ID, observed)?.moves.map(({ to }) => to);
    expect(moved).to.have.members([
      volumeName("geometry", ofPerson, { person }),
      volumeName("geometry", work, { group, person }),
      boxCopyName("geometry", "work", "a.b".repeat(20), "2026-12-11T23:59"),
    ]);
  });

  it("leaves folders of all hubs and volumes that hub.ts takes by name, and another's of the same name", () => {
    const observed = {
      ...NOTHING,
      volumes: [
        home("ann"),
        volume("shared.all-team-1", { [LABEL.policy]: "all", [LABEL.group]: "team-1" }),
        volume("math-of-ann", { [LABEL.policy]: "old", [LABEL.person]: "ann" }),
        volume("math-user-bob", { [LABEL.id]: "an-earlier-hub" }),
        { name: "math-user-cy", labels: {} },
      ],
    };
    expect(movesOf(observed)).to.deep.equal(["math-user-ann → geo-user-ann"]);
    const left = formerHub(hubCalled("geo"), ID, observed)?.left.map((one) => one.volume);
    expect(left).to.deep.equal(["shared.all-team-1", "math-of-ann"]);
    // When all else has moved they tell nothing.
    expect(movesOf({ ...observed, volumes: observed.volumes.slice(1) })).to.equal(undefined);
  });

  it("has containers if only one that copied drop-boxes was left behind: it keeps their volumes in use", () => {
    const labels = { [LABEL.hub]: "math", [LABEL.kind]: "box-copy" };
    const left = observedContainer("math.box-copy", { labels, state: "exited" });
    const found = formerHub(hubCalled("geo"), ID, { ...NOTHING, volumes: [home("ann")], containers: [left] });
    expect(found?.hasContainers).to.equal(true);
  });

  it("counts those who work, and says where it is run from", async () => {
    const observed = await running("math");
    const [first] = observed.containers;
    if (first === undefined) throw new Error("The hub has no containers.");
    const notebook = (name: string, state: "running" | "exited") => ({
      ...first,
      name,
      state,
      labels: { [LABEL.hub]: "math", [LABEL.id]: ID, [LABEL.kind]: "notebook" },
    });
    const containers = [
      ...observed.containers.map((container) => ({
        ...container,
        labels: { ...container.labels, "com.docker.compose.project.working_dir": "/srv/math/deploy" },
      })),
      notebook("math-user-ann", "running"),
      notebook("math-user-bob", "exited"),
    ];
    const found = formerHub(hubCalled("geo"), ID, { ...observed, containers });
    expect(found).to.include({ working: 1, directory: "/srv/math", hasContainers: true });
    expect(found && sayFormer(found)).to.equal(
      "This directory's hub was called math until now, and has 2 volumes; 1 person is working.",
    );
    expect(found && sayWays(found, new Map([["math-data", 3 * 2 ** 20]]))).to.equal(
      "Renaming stops the hub and all servers, then copies one volume after another to its new name; for a while the largest one, math-data (3 MiB), exists twice.",
    );
    expect(found && formatFormer(found, "geo")).to.deep.equal([
      "the running server is stopped",
      "the hub will be at /geo, not at /math: bookmarks and the web server in front of it still point to the old address",
      "names, passwords and API tokens stay; everybody must sign in again",
    ]);
  });
});

describe("the plan of a hub that has another name now", () => {
  const planned = (observed: Observed) => {
    const former = formerHub(hubCalled("geo"), ID, observed);
    if (former === undefined) throw new Error("No former hub was found.");
    return reconcileRenamed(wantedFor("geo"), observed, former);
  };

  it("builds while the hub still runs, stops it, moves one volume after the other, and brings it up", async () => {
    const observed = await running("math");
    expect(formatPlan(planned(observed)).split("\n")).to.deep.equal([
      "+ image geo-proxy:latest (not found)",
      "+ image geo-jupyterhub:latest (not found)",
      "+ image geo-notebook:latest (not found)",
      "- containers of math (the hub is called geo now)",
      "+ volume geo-shared-team-1, copied from math-shared-team-1 (the hub is called geo now)",
      "- volume math-shared-team-1 (it is geo-shared-team-1 now)",
      "- image math-proxy:latest (the hub is called geo now)",
      "- image math-jupyterhub:latest (the hub is called geo now)",
      "- image math-notebook:latest (the hub is called geo now)",
      "- network math-network (the hub is called geo now)",
      "+ volume geo-data, copied from math-data (the hub is called geo now)",
      "- volume math-data (it is geo-data now)",
      "+ network geo-network (not found)",
      "+ container geo-proxy (not found)",
      "~ container geo-proxy started (just created)",
      "+ container geo (not found)",
      "~ container geo started (just created)",
    ]);
  });

  it("leaves nothing to do, and nothing of the old name but the folders of all hubs", async () => {
    const observed = await running("math");
    const wanted = wantedFor("geo");
    const after = await afterSteps(observed, planned(observed), wanted);
    expect(formerHub(hubCalled("geo"), ID, after)).to.equal(undefined);
    expect(formatPlan(reconcile(wanted, after))).to.equal("");
    const objects = [...after.containers, ...after.networks, ...after.volumes, ...after.images];
    const old = objects.filter(({ labels }) => labels[LABEL.hub] === "math");
    expect(old.map((object) => ("name" in object ? object.name : object.id))).to.deep.equal(["shared.all-team-1"]);
  });

  it("is known again after each of its steps, and ends in the same", async () => {
    const observed = await running("math");
    const wanted = wantedFor("geo");
    const { steps } = planned(observed);
    const whole = await afterSteps(observed, planned(observed), wanted);
    const names = ({ containers, networks, volumes }: Observed) =>
      [...containers, ...networks, ...volumes].map(({ name }) => name).toSorted();
    for (let done = 0; done <= steps.length; done += 1) {
      const cut = await afterSteps(
        observed,
        { ...planned(observed), steps: steps.slice(0, done), cleanup: [] },
        wanted,
      );
      const former = formerHub(hubCalled("geo"), ID, cut);
      const next = former === undefined ? reconcile(wanted, cut) : reconcileRenamed(wanted, cut, former);
      expect(next.conflicts, `after ${done} steps`).to.deep.equal([]);
      const after = await afterSteps(cut, next, wanted);
      expect(names(after), `after ${done} steps`).to.deep.equal(names(whole));
      expect(after.images.filter(({ labels }) => labels[LABEL.hub] === "math")).to.deep.equal([]);
    }
  });

  it("goes back after each of its steps, when the old name is wanted again", async () => {
    const observed = await running("math");
    const wanted = wantedFor("math");
    const { steps } = planned(observed);
    for (let done = 0; done < steps.length; done += 1) {
      const moved = { ...planned(observed), steps: steps.slice(0, done), cleanup: [] };
      const cut = await afterSteps(observed, moved, wantedFor("geo"));
      const former = formerHub(hubCalled("math"), ID, cut);
      const next = former === undefined ? reconcile(wanted, cut) : reconcileRenamed(wanted, cut, former);
      expect(next.conflicts, `after ${done} steps`).to.deep.equal([]);
      const after = await afterSteps(cut, next, wanted);
      expect(
        after.volumes.map(({ name }) => name),
        `after ${done} steps`,
      ).to.have.members(observed.volumes.map(({ name }) => name));
    }
  });

  it("stops at a volume of the new name that is no copy", async () => {
    const observed = await running("math");
    for (const labels of [{}, { [LABEL.hub]: "geo", [LABEL.id]: "another" }, { [LABEL.hub]: "geo", [LABEL.id]: ID }]) {
      const taken = { ...observed, volumes: [...observed.volumes, { name: "geo-shared-team-1", labels }] };
      expect(planned(taken).conflicts.map(({ message }) => message)).to.deep.equal([
        "A volume named geo-shared-team-1 already exists, and it is not a copy of math-shared-team-1.",
      ]);
    }
  });
});
