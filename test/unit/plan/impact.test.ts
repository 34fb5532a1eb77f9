import { expect } from "chai";
import { type Given, givenBy } from "../../../src/access/held.ts";
import { sharedVolumes } from "../../../src/deployment/shared-volumes.ts";
import { generateAll } from "../../../src/emit/generate.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";
import { dropBox, perGroup, perHub, perPerson } from "../../../src/model/hub/volume-policy.ts";
import type { AwayTimes } from "../../../src/plan/away.ts";
import { formatImpact } from "../../../src/plan/format-impact.ts";
import { impactOf } from "../../../src/plan/impact.ts";
import type { Observed } from "../../../src/plan/observed.ts";
import { reconcile } from "../../../src/plan/reconcile.ts";
import type { Wanted } from "../../../src/plan/wanted.ts";
import { afterSteps, NOTHING } from "./after-steps.ts";
import { observedContainer } from "./observed-container.ts";

const CLASS = ["ann", "bob", "cid", "dan", "eve"];
const ROSTER = `hub-admin admin\ntom math:staff\n${CLASS.map((name) => `${name} math`).join("\n")}\nzoe team-2\n`;
const HOME = perPerson({ at: "/home/jovyan" });
const SHARED = perGroup({ at: "/home/jovyan/{group}" });

interface Moment {
  readonly input?: Partial<HubInput>;
  readonly roster?: string;
}

function momentOf({ input = {}, roster = ROSTER }: Moment): { wanted: Wanted; given: Given } {
  const hub = defineHub({ name: "math", volumes: { home: HOME, shared: SHARED }, ...input });
  const people = GroupMap.parse(roster);
  const { deployment } = generateAll(hub);
  return {
    wanted: { deployment, shared: sharedVolumes(hub, people), ownDigests: {}, directory: "/srv/math" },
    given: givenBy(hub, people),
  };
}

/** A hub at work: its volumes all made, and the servers of some of its people running. */
async function atWork({ wanted, given }: ReturnType<typeof momentOf>, working: readonly string[]): Promise<Observed> {
  const observed = await afterSteps(NOTHING, reconcile(wanted, NOTHING), wanted);
  const image = wanted.deployment.images.find(({ role }) => role === "notebook");
  const labels = (person: string) => ({
    ...image?.labels,
    "hubwright.hub": "math",
    "hubwright.kind": "notebook",
    "hubwright.person": person,
  });
  const names = new Set([...given.held.values()].flatMap((mounts) => mounts.map(({ volume }) => volume)));
  const missing = [...names].filter((name) => !observed.volumes.some((volume) => volume.name === name));
  return {
    ...observed,
    containers: [
      ...observed.containers,
      ...working.map((person) => observedContainer(`math-user-${person}`, { labels: labels(person) })),
    ],
    volumes: [...observed.volumes, ...missing.map((name) => ({ name, labels: { "hubwright.hub": "math" } }))],
  };
}

async function said(
  before: Moment,
  after: Moment,
  working: readonly string[] = [],
  times: AwayTimes = {},
): Promise<readonly string[]> {
  const was = momentOf(before);
  const is = momentOf(after);
  const observed = await atWork(was, working);
  const plan = reconcile(is.wanted, observed);
  return formatImpact(impactOf({ plan, wanted: is.wanted, observed }, was.given.held, is.given, times), "hubwright");
}

const AWAY = "nobody can sign in for some seconds (not measured here yet)";

describe("what a plan means for people", () => {
  it("is nothing where nothing changes", async () => {
    expect(await said({}, {}, ["ann"])).to.deep.equal([]);
  });

  it("is that a group loses its folder, that servers with it stop and others keep running, and that its volume is kept", async () => {
    const roster = ROSTER.replace("zoe team-2", "zoe");
    expect(
      await said(
        {},
        { input: { volumes: { home: HOME, shared: perGroup({ at: "/home/jovyan/{group}", groups: ["math"] }) } } },
        ["ann", "zoe"],
      ),
    ).to.deep.equal([
      "zoe of team-2 loses /home/jovyan/team-2",
      "the server of zoe stops once the hub is back, because its owner loses a folder",
      "the server of ann keeps running; changes apply the next time it starts",
      "1 volume is no longer used and will be kept: math-shared-team-2; to see them: hubwright volumes",
      AWAY,
    ]);
    expect((await said({}, { roster })).slice(0, 1)).to.deep.equal(["zoe of team-2 loses /home/jovyan/team-2"]);
  });

  it("counts many people of a group", async () => {
    expect((await said({}, { input: { volumes: { home: HOME } } })).slice(0, 2)).to.deep.equal([
      "6 people of math lose /home/jovyan/math",
      "zoe of team-2 loses /home/jovyan/team-2",
    ]);
  });

  it("is that everybody gains a folder, with their next start", async () => {
    const volumes = { home: HOME, shared: SHARED, data: perHub({ at: "/data" }) };
    expect(await said({}, { input: { volumes } }, ["ann", "bob"])).to.deep.equal([
      "everybody (8 people) gains /data",
      "2 servers (ann and bob) keep running; changes apply the next time they start",
      AWAY,
    ]);
  });

  it("is that members may only read what they could write in", async () => {
    const volumes = { home: HOME, shared: perGroup({ at: "/home/jovyan/{group}", access: { member: "ro" } }) };
    const lines = await said({}, { input: { volumes } }, ["ann", "tom"]);
    expect(lines).to.include("5 people of math can only read /home/jovyan/math");
    expect(lines).to.include("the server of ann stops once the hub is back, because its owner loses a folder");
    expect(lines).to.include("the server of tom keeps running; changes apply the next time it starts");
    expect(await said({ input: { volumes } }, {}, ["ann"])).to.include(
      "5 people of math can write to /home/jovyan/math",
    );
  });

  it("is that a folder moves, and nobody loses it", async () => {
    const volumes = { home: HOME, shared: perGroup({ at: "/shared/{group}" }) };
    const lines = await said({}, { input: { volumes } }, ["zoe"]);
    expect(lines).to.include("6 people of math find the same folder at /shared/math, which was /home/jovyan/math");
    expect(lines.filter((line) => /stop|lose|kept/.test(line))).to.deep.equal([]);
  });

  it("is that another volume is at a path, and whose the old one was", async () => {
    const volumes = { home: perPerson({ at: "/home/jovyan", volumeName: "home-{person}" }), shared: SHARED };
    const lines = await said({}, { input: { volumes } });
    expect(lines[0]).to.equal("everybody (8 people) gets a different volume, without their old files, at /home/jovyan");
    expect(lines).to.include(
      "8 volumes are no longer used and will be kept: math-user-ann, math-user-bob, math-user-cid and 5 more; to see them: hubwright volumes",
    );
  });

  it("says once what staff collect from many", async () => {
    const inbox = dropBox({
      at: "/home/jovyan/{group}-submit",
      collectAt: "/home/jovyan/{group}-in/{person}",
      groups: ["math"],
    });
    const lines = await said({}, { input: { volumes: { home: HOME, shared: SHARED, inbox } } });
    expect(lines).to.include("tom of math gains /home/jovyan/math-in/{person}");
    expect(lines.filter((line) => line.includes("math-in/"))).to.have.length(1);
    expect(lines.filter((line) => line.includes("math-submit"))).to.have.length(1);
  });

  it("is that staff can no longer open servers, by name where they are few", () => {
    const { wanted, given } = momentOf({});
    const plan = reconcile(wanted, NOTHING);
    const says = (closedToStaff: readonly string[]) => {
      const less = { losesAdmin: [], doubtful: { tokens: 0, shares: 0 }, closedToStaff };
      return formatImpact(impactOf({ plan, wanted, observed: NOTHING }, undefined, given, {}, less), "hubwright");
    };
    expect(says(["ann"])).to.deep.equal([
      "staff can no longer open the server of ann, who has folders of another group or is staff of one; it will stop if they have it open",
    ]);
    expect(says(CLASS)).to.deep.equal([
      "staff can no longer open the servers of ann, bob, cid and 2 more, who have folders of another group or are staff of one; any that they have open will stop",
    ]);
  });

  it("is first that people are no longer admins, and that there are tokens whose creator is unknown", () => {
    const { wanted, given } = momentOf({});
    const plan = reconcile(wanted, NOTHING);
    const says = (losesAdmin: readonly string[], tokens: number, shares = 0) => {
      const less = { losesAdmin, doubtful: { tokens, shares }, closedToStaff: ["ann"] };
      return formatImpact(impactOf({ plan, wanted, observed: NOTHING }, undefined, given, {}, less), "hubwright");
    };
    expect(says(["zed"], 1).slice(0, 2)).to.deep.equal([
      "only the user list makes admins, so zed is no longer an admin; hubwright people add NAME admin keeps a person an admin",
      "there is 1 API token, and until now admins could create them in other people's names; hubwright tokens lists them",
    ]);
    expect(says(["$(id)", "yan"], 34).slice(0, 2)).to.deep.equal([
      'only the user list makes admins, so "$(id)" and yan are no longer admins; hubwright people add NAME admin keeps a person an admin',
      "there are 34 API tokens, and until now admins could create them in other people's names; hubwright tokens lists them",
    ]);
    expect(says([], 0, 1)[0]).to.include("there is 1 share of a server, and until now");
    expect(says([], 1, 2)[0]).to.include("there are 1 API token and 2 shares of servers, and until now");
    expect(says([], 0)).to.have.length(1);
  });

  it("is that running servers keep the previous image until they restart", async () => {
    expect(await said({}, { input: { notebook: { pip: ["numpy==2.4.0"] } } }, ["ann", "bob"])).to.deep.equal([
      "2 servers (ann and bob) keep running; changes apply the next time they start",
      "2 servers (ann and bob) keep the previous notebook image until the next start; to restart now: hubwright up --restart-servers",
    ]);
  });

  it("estimates by what was measured here, the middle of the last times", async () => {
    const trait = { input: { traits: { Spawner: { start_timeout: 90 } } } };
    expect(await said({}, trait, [], { hub: [9000, 3900, 4100], proxy: [1] })).to.deep.equal([
      "nobody can sign in for about 4.1 s, as measured here the last 3 times",
    ]);
    expect(await said({}, trait, [], { proxy: [1] })).to.deep.equal([AWAY]);
  });

  it("is that pages lose their connection where the proxy is replaced", async () => {
    expect(await said({}, { input: { port: 8001 } }, [], { proxy: [1500] })).to.deep.equal([
      "nobody can sign in for about 1.5 s, as measured here the last time",
      "the proxy is replaced: open pages lose their connection for that time; kernels keep running",
    ]);
  });

  it("is that JupyterHub's database is upgraded, the proxy left alone, and that there is no way back", async () => {
    const older = { input: { jupyterhub: "5.5" } } as const;
    expect(await said(older, {}, [], { upgrade: [9000] })).to.deep.equal([
      "JupyterHub 5.5 becomes 6.1: its database is backed up and upgraded; to go back, restore the backup",
      "nobody can sign in for about 9.0 s, as measured here the last time",
    ]);
    expect((await said({}, older))[0]).to.equal(
      "JupyterHub 6.1 cannot be replaced by 5.5, which cannot read its database: up refuses",
    );
  });

  it("says that nothing is known of folders where the hub gave no answer", async () => {
    const was = momentOf({});
    const is = momentOf({ input: { volumes: { home: HOME } } });
    const observed = await atWork(was, []);
    const impact = impactOf(
      { plan: reconcile(is.wanted, observed), wanted: is.wanted, observed },
      undefined,
      is.given,
      {},
    );
    expect(formatImpact(impact, "hubwright")).to.deep.equal([
      "cannot tell who gains or loses which folder: the running hub did not answer",
      AWAY,
    ]);
  });

  it("is nothing for a hub that is created for the first time", () => {
    const { wanted, given } = momentOf({});
    const plan = reconcile(wanted, NOTHING);
    expect(
      formatImpact(impactOf({ plan, wanted, observed: NOTHING }, undefined, given, {}), "hubwright"),
    ).to.deep.equal([]);
  });

  it("writes a hostile name so that it is a name", async () => {
    const roster = `${ROSTER}$(id) x\n`;
    expect((await said({ roster }, {}))[0]).to.equal('"$(id)" loses /home/jovyan');
  });
});
