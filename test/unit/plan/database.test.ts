import { expect } from "chai";
import { movedFrom } from "../../../src/apply/up/moved-from.ts";
import { sharedVolumes } from "../../../src/deployment/shared-volumes.ts";
import { generateAll } from "../../../src/emit/generate.ts";
import type { DatabaseKind } from "../../../src/model/hub/database.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";
import { awayCause } from "../../../src/plan/away.ts";
import { formatImpact } from "../../../src/plan/format-impact.ts";
import { formatPlan } from "../../../src/plan/format-plan.ts";
import { impactOf } from "../../../src/plan/impact.ts";
import type { Observed } from "../../../src/plan/observed.ts";
import { reconcile } from "../../../src/plan/reconcile.ts";
import type { Wanted } from "../../../src/plan/wanted.ts";
import { afterSteps, NOTHING } from "./after-steps.ts";

type Database = NonNullable<HubInput["database"]>;

const PEOPLE = GroupMap.parse("hub-admin admin\n");
const EXTERNAL = { kind: "external" } as const;

/** What is wanted of a hub with a database, as it is while its data is in one of some kind. */
function wantedFor(database: Database, dataIn?: DatabaseKind, observed: Observed = NOTHING): Wanted {
  const hub = defineHub({ name: "math", database });
  const wanted: Wanted = {
    deployment: generateAll(hub).deployment,
    shared: sharedVolumes(hub, PEOPLE),
    ownDigests: {},
    directory: "/srv/math",
  };
  return dataIn === undefined ? wanted : { ...wanted, ...movedFrom(hub, dataIn, {}, null, observed) };
}

function running(database: Database): Promise<Observed> {
  const wanted = wantedFor(database);
  return afterSteps(NOTHING, reconcile(wanted, NOTHING), wanted);
}

function lines(wanted: Wanted, observed: Observed): readonly string[] {
  const text = formatPlan(reconcile(wanted, observed));
  return text === "" ? [] : text.split("\n").filter((line) => !/^[+~] image/.test(line));
}

describe("the database of a hub", () => {
  it("is a container in a network that it shares with the hub alone, and a volume", () => {
    expect(lines(wantedFor("postgres"), NOTHING)).to.deep.equal([
      "+ network math-network (not found)",
      "+ network math-db-network (not found)",
      "+ volume math-data (not found)",
      "+ volume math-db-data (not found)",
      "+ container math-proxy (not found)",
      "~ container math-proxy started (just created)",
      "+ container math-db (not found)",
      "~ container math-db started (just created)",
      "+ container math (not found)",
      "~ container math in network math-db-network (just created)",
      "~ container math started (just created)",
    ]);
    const { networks } = wantedFor("postgres").deployment;
    expect(networks.map(({ name, internal }) => [name, internal])).to.deep.equal([
      ["math-network", undefined],
      ["math-db-network", true],
    ]);
  });

  it("is left alone the second time, of either kind", async () => {
    for (const database of ["sqlite", "postgres", EXTERNAL] as const)
      expect(lines(wantedFor(database), await running(database))).to.deep.equal([]);
  });

  it("comes beside a hub on SQLite before that is replaced, and takes no volume away", async () => {
    const observed = await running("sqlite");
    const wanted = wantedFor("postgres", "sqlite", observed);
    const plan = reconcile(wanted, observed);
    expect(lines(wanted, observed)).to.deep.equal([
      "+ network math-db-network (not found)",
      "+ volume math-db-data (not found)",
      "+ container math-db (not found)",
      "~ container math-db started (just created)",
      "- container math (its image is new)",
      "+ container math (its image is new)",
      "~ container math in network math-db-network (just created)",
      "~ container math started (just created)",
    ]);
    expect(plan.steps.find(({ id }) => id === "start-container math")?.after).to.include("start-container math-db");
    expect(awayCause(plan, wanted, observed)).to.equal("move");
    const after = await afterSteps(observed, plan, wanted);
    expect(after.volumes).to.deep.include.members([...observed.volumes]);
    expect(lines(wantedFor("postgres", "postgres", after), after)).to.deep.equal([]);
  });

  it("says in the plan what moves, and what stays", async () => {
    const observed = await running("sqlite");
    const wanted = wantedFor("postgres", "sqlite", observed);
    const impact = impactOf(
      { plan: reconcile(wanted, observed), wanted, observed },
      undefined,
      { held: new Map(), collects: new Map() },
      {},
    );
    expect(formatImpact(impact, "hubwright")).to.include(
      "JupyterHub's data moves from SQLite to PostgreSQL, with people, tokens and running servers; the current file is kept as a backup",
    );
  });

  it("gives its data back before it goes: while no hub is there, and from the image that ran it", async () => {
    const observed = await running("postgres");
    const wanted = wantedFor("sqlite", "postgres", observed);
    const plan = reconcile(wanted, observed);
    expect(lines(wanted, observed)).to.deep.equal([
      "- container math (its image is new)",
      "~ database from PostgreSQL to SQLite (hub.ts has another database)",
      "+ container math (its image is new)",
      "~ container math started (just created)",
      "- container math-db (hub.ts has another database)",
      "- network math-db-network (hub.ts has another database)",
    ]);
    const move = plan.steps.find((step) => step.do === "move-database");
    expect(move).to.deep.include({
      image: observed.containers.find(({ name }) => name === "math")?.imageId,
      network: "math-db-network",
      secret: "postgres.env",
    });
    expect(move?.after).to.include("remove-container math");
    expect(plan.steps.find(({ id }) => id === "create-container math")?.after).to.include("move-database postgres");
    const after = await afterSteps(observed, plan, wanted);
    expect(after.volumes).to.deep.equal(observed.volumes);
    expect(lines(wantedFor("sqlite", "sqlite", after), after)).to.deep.equal([]);
  });

  it("is brought up again to give its data back, where a run was cut off or the hub was down", async () => {
    const up = await running("postgres");
    const down: Observed = { ...up, containers: [], networks: up.networks.slice(0, 1) };
    const wanted = wantedFor("sqlite", "postgres", down);
    expect(lines(wanted, down)).to.deep.equal([
      "+ network math-db-network (not found)",
      "+ container math-db (not found)",
      "~ container math-db started (just created)",
      "+ container math-proxy (not found)",
      "~ container math-proxy started (just created)",
      "~ database from PostgreSQL to SQLite (hub.ts has another database)",
      "+ container math (not found)",
      "~ container math started (just created)",
    ]);
    const move = reconcile(wanted, down).steps.find((step) => step.do === "move-database");
    expect(move?.after).to.include("start-container math-db");
  });

  it("is not begun to be left where nothing could reach it any more", async () => {
    const observed = { ...(await running("postgres")), containers: [], images: [] };
    const { conflicts } = reconcile(wantedFor("sqlite", "postgres", observed), observed);
    expect(conflicts.map(({ object, message }) => [object, message])).to.deep.equal([
      ["image", "This hub's data is in PostgreSQL, but the image that could read it is gone."],
    ]);
  });

  it("of a person's own is looked at before the hub is taken away", async () => {
    const observed = await running("sqlite");
    const wanted = wantedFor(EXTERNAL, "sqlite", observed);
    expect(lines(wanted, observed)).to.deep.equal([
      "? database that secrets/database.env names (the data moves there)",
      "- container math (its image is new)",
      "+ container math (its image is new)",
      "~ container math started (just created)",
    ]);
    const { steps } = reconcile(wanted, observed);
    expect(steps.find(({ id }) => id === "remove-container math")?.after).to.include("check-database database.env");
  });

  it("of a person's own gives its data back by the network that the hub was in", async () => {
    const observed = await running(EXTERNAL);
    const wanted = wantedFor("postgres", "external", observed);
    const move = reconcile(wanted, observed).steps.find((step) => step.do === "move-database");
    expect(move).to.deep.include({ from: "external", network: "math-network", secret: "database.env" });
    expect(lines(wanted, observed)).to.include("+ container math-db (not found)");
  });
});
