import { expect } from "chai";
import * as fc from "fast-check";
import { sharedVolumes } from "../../../src/deployment/shared-volumes.ts";
import { sayHint } from "../../../src/model/problem/format-problem.ts";
import { generateAll } from "../../../src/emit/generate.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";
import { formatPlan } from "../../../src/plan/format-plan.ts";
import type { Observed } from "../../../src/plan/observed.ts";
import { reconcile } from "../../../src/plan/reconcile.ts";
import { listStanding, type SentFiles } from "../../../src/plan/sent-files.ts";
import type { Wanted } from "../../../src/plan/wanted.ts";
import { afterSteps, NOTHING } from "./after-steps.ts";
import { observedContainer } from "./observed-container.ts";

const PEOPLE = GroupMap.parse("hub-admin admin\n");
const AWAY = { address: "ssh://ada@server", local: false };
const SAME: SentFiles = { stale: {}, list: "same", roster: "roster/userlist" };

function wantedFor(files: SentFiles | undefined, input: Partial<HubInput> = { engine: { remote: true } }): Wanted {
  const hub = defineHub({ name: "math", ...input });
  const { deployment } = generateAll(hub);
  return {
    deployment,
    shared: sharedVolumes(hub, PEOPLE),
    ownDigests: {},
    directory: "/srv/math",
    engine: AWAY,
    files,
  };
}

const lines = (wanted: Wanted, observed: Observed) => {
  const text = formatPlan(reconcile(wanted, observed));
  return text === "" ? [] : text.split("\n");
};
const running = (wanted = wantedFor(undefined)) => afterSteps(NOTHING, reconcile(wanted, NOTHING), wanted);

describe("the plan of a hub on another machine", () => {
  it("sends the list and the keys to volumes before the containers that need them are created", () => {
    expect(lines(wantedFor(undefined), NOTHING).filter((line) => !line.includes("image"))).to.deep.equal([
      "+ network math-network (not found)",
      "+ volume math-data (not found)",
      "+ volume math-data.proxy (not found)",
      "+ volume math-data.roster (not found)",
      "+ volume math-data.secrets (not found)",
      "~ volume math-data.proxy gets proxy.env (the volume is new)",
      "+ container math-proxy (not found)",
      "~ container math-proxy started (just created)",
      "~ volume math-data.roster gets userlist (the volume is new)",
      "~ volume math-data.secrets gets oauth.env, hub.env, proxy.env (the volume is new)",
      "+ container math (not found)",
      "~ container math started (just created)",
    ]);
  });

  it("waits with each step for those before it that it needs", () => {
    const seen = new Set<string>();
    const { steps } = reconcile(wantedFor(undefined), NOTHING);
    for (const { id, after } of steps) {
      for (const earlier of after) expect(seen.has(earlier), `${id} after ${earlier}`).to.equal(true);
      seen.add(id);
    }
    const creation = steps.find(({ id }) => id === "create-container math");
    expect(creation?.after).to.include.members(["send-files math-data.secrets", "send-files math-data.roster"]);
    const sending = steps.find(({ id }) => id === "send-files math-data.secrets");
    expect(sending?.after).to.have.members(["build-image hub", "create-volume math-data.secrets"]);
  });

  it("is empty the second time", async () => {
    expect(lines(wantedFor(SAME), await running())).to.deep.equal([]);
  });

  it("sends a changed list and restarts nothing", async () => {
    const changed = { ...SAME, list: "changed-here", stale: { "math-data.roster": "it was changed here" } } as const;
    expect(lines(wantedFor(changed), await running())).to.deep.equal([
      "~ volume math-data.roster gets userlist (it was changed here)",
    ]);
  });

  it("recreates only the container whose keys changed; if interrupted in between, it still does not exist", async () => {
    const because = "oauth.env differs from the file here";
    const changed = { ...SAME, stale: { "math-data.secrets": because } };
    const plan = reconcile(wantedFor(changed), await running());
    expect(formatPlan(plan).split("\n")).to.deep.equal([
      "- container math (its keys changed)",
      `~ volume math-data.secrets gets oauth.env, hub.env, proxy.env (${because})`,
      "+ container math (its keys changed)",
      "~ container math started (just created)",
    ]);
    expect(plan.steps[1]?.after).to.include("remove-container math");
    const cut = await afterSteps(await running(), { ...plan, steps: plan.steps.slice(0, 2) }, wantedFor(changed));
    expect(lines(wantedFor(SAME), cut)).to.deep.equal([
      "+ container math (not found)",
      "~ container math started (just created)",
    ]);
  });

  it("shows the proxy no key but its own", () => {
    const { services, sent } = wantedFor(undefined).deployment;
    const proxy = services.find(({ key }) => key === "proxy");
    expect(proxy?.mounts.map((mount) => (mount.type === "volume" ? mount.volume : mount.source))).to.deep.equal([
      "math-data.proxy",
    ]);
    expect(sent.find(({ name }) => name === "math-data.proxy")?.files).to.deep.equal(["secrets/proxy.env"]);
  });

  it("takes a container that was cut off while it sent away once all is done", async () => {
    const left = { ...(await running()), containers: [...(await running()).containers, leftover()] };
    expect(lines(wantedFor(SAME), left)).to.deep.equal(["- container math.files (left over from an interrupted run)"]);
  });

  it("takes every container that another killed run left, but none that is running, and none of the hub's own", async () => {
    const { containers, ...rest } = await running();
    for (const kind of ["copy", "files", "leave", "arriving"]) {
      const left = { ...rest, containers: [...containers, leftover(kind, "exited")] };
      expect(lines(wantedFor(SAME), left)).to.deep.equal([
        `- container math.${kind} (left over from an interrupted run)`,
      ]);
    }
    const alive = [leftover("copy", "running"), leftover("archive", "exited"), leftover("box-copy", "exited")];
    expect(lines(wantedFor(SAME), { ...rest, containers: [...containers, ...alive] })).to.deep.equal([]);
  });

  it("stops where hub.ts does not say that the engine is on another machine, with the line to add", () => {
    const { conflicts } = reconcile(wantedFor(undefined, {}), NOTHING);
    expect(conflicts.map(({ code, object, hint }) => [code, object, sayHint(hint)])).to.deep.equal([
      ["engine-elsewhere", "engine", "Add this to hub.ts, and hubwright sends them there: engine: { remote: true },"],
    ]);
    const rootless = wantedFor(undefined, { engine: { socket: "/run/user/1000/docker.sock" } });
    expect(sayHint(reconcile(rootless, NOTHING).conflicts[0]?.hint ?? "")).to.include(
      'engine: { socket: "/run/user/1000/docker.sock", remote: true },',
    );
  });

  it("warns of an engine that is reached without TLS: the keys go there too", async () => {
    const engine = { address: "tcp://server:2375", local: false, open: true };
    const { conflicts, warnings } = reconcile({ ...wantedFor(SAME), engine }, await running());
    expect(conflicts).to.deep.equal([]);
    expect(
      warnings.map(({ code, severity, message }) => [code, severity, message.includes("without TLS")]),
    ).to.deep.equal([["engine-open", "warning", true]]);
    expect(
      reconcile({ ...wantedFor(SAME), engine: { ...engine, open: false } }, await running()).warnings,
    ).to.deep.equal([]);
  });

  it("continues if the list was edited only in the hub, and says so; stops if it was edited in both places", async () => {
    const there = reconcile(wantedFor({ ...SAME, list: "changed-there" }), await running());
    expect([there.conflicts, there.warnings.map(({ object, severity }) => `${object} ${severity}`)]).to.deep.equal([
      [],
      ["list warning"],
    ]);
    expect(there.steps).to.deep.equal([]);
    for (const list of ["changed-in-both", "other-there"] as const) {
      const { conflicts } = reconcile(wantedFor({ ...SAME, list }), await running());
      expect(conflicts.map(({ code, object, severity }) => [code, object, severity])).to.deep.equal([
        ["list-changed", "list", "error"],
      ]);
      expect(sayHint(conflicts[0]?.hint ?? ""))
        .to.include("people pull --overwrite")
        .and.include("people push --overwrite");
    }
  });

  it("stops where the hub is to read the list of this machine again, and its own was edited", async () => {
    const { conflicts } = reconcile(
      { ...wantedFor({ ...SAME, list: "changed-there" }, {}), engine: { address: "unix:///x", local: true } },
      await running(),
    );
    expect(conflicts.map(({ object }) => object)).to.deep.equal(["list"]);
  });
});

function leftover(
  kind = "files",
  state: Observed["containers"][number]["state"] = "created",
): Observed["containers"][number] {
  const labels = { "hubwright.hub": "math", "hubwright.kind": kind };
  return observedContainer(`math.${kind}`, { labels, state });
}

describe("two lists of people", () => {
  const digest = fc.constantFrom("a", "b", "c", "d");

  it("are never taken for one that may be replaced where the hub's was not sent from here", () => {
    fc.assert(
      fc.property(
        digest,
        fc.option(digest, { nil: undefined }),
        fc.array(digest, { maxLength: 2 }),
        (here, there, sent) => {
          const standing = listStanding(here, there, sent);
          const mayReplace = standing === "same" || standing === "changed-here";
          expect(mayReplace).to.equal(there === undefined || there === here || sent.includes(there));
        },
      ),
    );
  });

  it("are distinguished by where they were edited", () => {
    expect(listStanding("a", "a", [])).to.equal("same");
    expect(listStanding("b", "a", ["a"])).to.equal("changed-here");
    expect(listStanding("a", "b", ["a"])).to.equal("changed-there");
    expect(listStanding("c", "b", ["a"])).to.equal("changed-in-both");
    expect(listStanding("a", "b", [])).to.equal("other-there");
    expect(listStanding("a", undefined, ["b"])).to.equal("changed-here");
  });
});
