import { expect } from "chai";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { refuseDowngrade } from "../../../src/apply/up/refuse-downgrade.ts";
import { restartOldServers } from "../../../src/cli/commands/up/restart-servers.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { contextIn } from "./fake-context.ts";
import { networkNamed } from "../../engine/engine-contract.ts";

const BACKUP = "/srv/jupyterhub/backups/jupyterhub-2026-11-24T030000Z.sqlite";

/** An engine with a running hub that gives set answers, and records what it was asked. */
async function hubThatSays(answers: { readonly [word: string]: unknown }): Promise<[MemoryEngine, string[]]> {
  const asked: string[] = [];
  const engine = new MemoryEngine({
    images: ["x"],
    exec: (_, command) => {
      const words = command.join(" ");
      asked.push(words);
      const found = Object.entries(answers).find(([word]) => words.includes(word));
      if (found === undefined) return { exitCode: 1, errors: "Traceback" };
      return { exitCode: 0, output: JSON.stringify(found[1]), errors: "a warning of a library\n" };
    },
  });
  await engine.createNetwork({ name: "math-network", labels: {} });
  await engine.createContainer({
    name: "math",
    image: "x",
    environment: {},
    labels: { "hubwright.hub": "math", "hubwright.kind": "hub", "hubwright.jupyterhub": "6.1" },
    network: networkNamed("math-network"),
    aliases: [],
    mounts: [],
    ports: [],
    healthcheck: { command: [], interval: 1, timeout: 1, startPeriod: 1, retries: 1 },
    restart: "no",
    logging: { driver: "json-file", options: {} },
  });
  await engine.startContainer("math");
  return [engine, asked];
}

const DONE = { busy: [], restart: { restarted: ["ann", "bob"], failed: {} } };

describe("servers on the previous notebook image", () => {
  it("are named, and left alone, unless up was told to restart them", async () => {
    const [engine, asked] = await hubThatSays(DONE);
    const context = contextIn("/", { engine });
    expect(await restartOldServers(context, "math", ["ann", "bob"], {})).to.equal(0);
    expect(context.printed).to.deep.equal([
      '2 servers are running on the previous notebook image until the next start: "ann", "bob". To restart them now, run: hubwright up --restart-servers',
    ]);
    expect(asked).to.deep.equal([]);
  });

  it("are none if all use the current image, which is reported only on request", async () => {
    const context = contextIn("/");
    expect(await restartOldServers(context, "math", [], {})).to.equal(0);
    expect(context.printed).to.deep.equal([]);
    expect(await restartOldServers(context, "math", [], { restartServers: true })).to.equal(0);
    expect(context.printed).to.have.length(1);
  });

  it("are restarted without a question if no code is running", async () => {
    const [engine, asked] = await hubThatSays(DONE);
    const context = contextIn("/", { engine, answer: false });
    expect(await restartOldServers(context, "math", ["ann", "bob"], { restartServers: true })).to.equal(0);
    expect(context.questions).to.deep.equal([]);
    expect(context.printed).to.deep.equal(['Restarted the servers of "ann", "bob".']);
    expect(asked.at(-1)).to.match(/hubwright_hub\.servers restart ann bob$/);
  });

  for (const [who, answer, yes, isDone] of [
    ["somebody who says no", false, false, false],
    ["somebody who says yes", true, false, true],
    ["nobody who could answer", undefined, false, false],
    ["nobody, and --yes", undefined, true, true],
  ] as const) {
    it(`are ${isDone ? "restarted" : "left alone"} if code is running and there is ${who}`, async () => {
      const [engine, asked] = await hubThatSays({ ...DONE, busy: ["bob"] });
      const context = contextIn("/", { engine, ...(answer === undefined ? {} : { answer }) });
      const code = await restartOldServers(context, "math", ["ann", "bob"], { restartServers: true, yes });
      expect(code).to.equal(isDone ? 0 : 1);
      expect(context.printed[0]).to.equal('Code is running for "bob"; its results would be lost.');
      expect(asked.some((words) => words.includes("servers restart"))).to.equal(isDone);
    });
  }

  it("that do not start again are named with the reason, and the exit code is 1", async () => {
    const failed = { ann: "The server did not start within 120 seconds." };
    const [engine] = await hubThatSays({ busy: [], restart: { restarted: ["bob"], failed } });
    const context = contextIn("/", { engine });
    expect(await restartOldServers(context, "math", ["ann", "bob"], { restartServers: true })).to.equal(1);
    expect(context.printed).to.deep.equal(['Restarted the servers of "bob".']);
    expect(context.problems[0]).to.equal(
      'The server of "ann" was not restarted: The server did not start within 120 seconds.',
    );
  });

  it("are not touched if the hub does not say who has code running", async () => {
    const [engine, asked] = await hubThatSays({ restart: DONE.restart });
    const failure = await restartOldServers(contextIn("/", { engine }), "math", ["ann"], {
      restartServers: true,
    }).catch((error: unknown) => error);
    expect(failure).to.have.property("code", "hub-not-responding");
    expect(asked.some((words) => words.includes("servers restart"))).to.equal(false);
  });
});

describe("a JupyterHub that is older than the one that runs", () => {
  const older = defineHub({ name: "math", jupyterhub: "5.5" });

  it("is refused, with the backup's name, as long as the hub answers", async () => {
    const [engine] = await hubThatSays({ answers: "", backup: [BACKUP, "/older"] });
    const failure = await refuseDowngrade(older, engine, await engine.observe([])).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(HubwrightError).and.have.property("code", "database-newer");
    expect((failure as HubwrightError).hint)
      .to.include(BACKUP)
      .and.include('jupyterhub: "6.1"');
  });

  it("is refused where the hub has no backup to name", async () => {
    const [engine] = await hubThatSays({ answers: "", backup: [] });
    const failure = await refuseDowngrade(older, engine, await engine.observe([])).catch((error: unknown) => error);
    expect((failure as HubwrightError).hint).to.include("There is no backup");
  });

  it("may try if the hub does not answer: perhaps it never upgraded the database", async () => {
    const [engine] = await hubThatSays({ backup: [BACKUP] });
    await refuseDowngrade(older, engine, await engine.observe([]));
  });

  it("does not count if both are the same, or the running one is older", async () => {
    const [engine, asked] = await hubThatSays({ answers: "" });
    await refuseDowngrade(defineHub({ name: "math", jupyterhub: "6.1" }), engine, await engine.observe([]));
    expect(asked).to.deep.equal([]);
  });
});
