import { expect } from "chai";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import type { FailureCode } from "../../../src/model/problem/problem-codes.ts";
import { runTrial } from "../../../src/doctor/run-trial.ts";
import type { TrialStage } from "../../../src/hub-side/trial.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import type { Executed } from "../../../src/engine/port.ts";
import { trialWith, work } from "./failures.ts";
import { networkNamed } from "../../engine/engine-contract.ts";

const { person, left, goesOn, visits, ...met } = trialWith({});
const told = (...lines: readonly unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join("");
const OVER = { over: { left: null, goesOn: false } };

/** A hub that answers a trial with these lines. */
async function hubThatSays(answer: Partial<Executed>) {
  const commands: string[][] = [];
  const engine = new MemoryEngine({
    images: ["debian:trixie-slim"],
    exec: (_, command) => {
      commands.push([...command]);
      return command[0] === "python3" ? answer : {};
    },
  });
  await engine.createNetwork({ name: "math-network", labels: {} });
  await engine.createContainer({
    name: "math",
    image: "debian:trixie-slim",
    environment: {},
    labels: {},
    network: networkNamed("math-network"),
    aliases: [],
    mounts: [],
    ports: [],
    restart: "no",
    healthcheck: { command: ["NONE"], interval: 1, timeout: 1, startPeriod: 1, retries: 1 },
    logging: { driver: "json-file", options: {} },
  });
  await engine.startContainer("math");
  const stages: TrialStage[] = [];
  const tried = (seen: () => Promise<typeof visits> = async () => visits) =>
    runTrial("math", engine, person, {
      on: (stage) => stages.push(stage),
      visit: seen,
      signal: new AbortController().signal,
    });
  return { tried, stages, commands };
}

describe("a trial of somebody's server", () => {
  it("is reported step by step, visited while the server is up, and then ended", async () => {
    const output = told({ process: 41 }, { stage: "asking" }, { stage: "starting" }, { met }, OVER);
    const { tried, stages, commands } = await hubThatSays({ output });
    expect(await tried()).to.deep.equal({ ...met, person, visits, left, goesOn });
    expect(stages).to.deep.equal(["asking", "starting"]);
    expect(commands).to.deep.equal([
      ["python3", "-m", "hubwright_hub.trial", "halljord"],
      ["sh", "-c", 'kill -TERM "$0"', "41"],
    ]);
  });

  it("is not visited if the notebook does not work from inside", async () => {
    for (const notebook of [work({ kernel: "cut" }), work({ problem: "500" }), work({ outOfMemory: true }), null]) {
      const { tried, commands } = await hubThatSays({
        output: told({ process: 41 }, { met: { ...met, notebook } }, OVER),
      });
      const seen = await tried(() => Promise.reject(new Error("Nobody was to visit it.")));
      expect(seen.visits).to.deep.equal([]);
      expect(commands).to.have.length(2);
    }
  });

  it("reports what is left if the hub was interrupted", async () => {
    const { tried } = await hubThatSays({ output: told({ met }), errors: "Traceback …\nKilled\n", exitCode: 137 });
    expect((await tried()).left).to.equal("Killed");
  });

  it("ignores what a library prints in between", async () => {
    const output = `Warning: {}\n${told(null, 7, "x", { met }, OVER)}{"met`;
    const { tried } = await hubThatSays({ output });
    expect((await tried()).person).to.equal("halljord");
  });

  const refusals: readonly (readonly [string, Partial<Executed>, RegExp, FailureCode])[] = [
    [
      "another is under way",
      { output: told({ process: 41 }, { busy: "It is being tried." }) },
      /^It is being tried\.$/,
      "hub-locked",
    ],
    [
      "the hub's image is older",
      { exitCode: 1, errors: "python3: No module named hubwright_hub.trial\n" },
      /earlier hubwright, which cannot test servers/,
      "hub-outdated",
    ],
    [
      "the hub fails",
      { exitCode: 1, errors: "x\nOSError: broken\n" },
      /could not test a server: OSError: broken$/,
      "hub-refused",
    ],
  ];
  for (const [where, answer, message, code] of refusals)
    it(`is refused with a reason if ${where}`, async () => {
      const { tried } = await hubThatSays(answer);
      const failure = await tried().catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(HubwrightError).with.property("code", code);
      expect((failure as Error).message).to.match(message);
    });
});
