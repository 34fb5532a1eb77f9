import { expect } from "chai";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunEvent } from "../../src/apply/run-event.ts";
import { LABEL } from "../../src/deployment/deployment.ts";
import { HUBWRIGHT, runCommand } from "./support/command.ts";
import { noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { type Sitting, sitBefore } from "./support/pseudo-terminal.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

const CTRL_C = "\u0003";
/** Unique to this process, to find the build among the machine's processes. */
const SLEEP = `sleep ${86_400 + process.pid}`;
/** A build that takes long. */
const SLOW = `FROM debian:trixie-slim\nRUN echo begun && ${SLEEP}\n`;
/** A hub that is slow to answer. */
const LATE = "import time\ntime.sleep(20)\n";

const NAME = hubName("tty");
const PORT = await freePort();

/** A line of the tree of steps. */
interface StepRow {
  readonly depth: number;
  readonly says: string;
}

/** Reads a line of a step that is done, with its time. */
function stepRow(line: string): StepRow {
  const [, indent, says] = /^( *)✔ (.*) \d+(?:\.\d)? s$/.exec(line) ?? [];
  if (indent === undefined || says === undefined) throw new Error(`Not a step that is done: ${line}`);
  return { depth: indent.length / 2, says };
}

/** The step above it in the tree. */
function stepAbove(rows: readonly StepRow[], says: string): string | undefined {
  const index = rows.findIndex((row) => row.says === says);
  const depth = rows[index]?.depth ?? 0;
  return rows.slice(0, index).findLast((row) => row.depth < depth)?.says;
}

describe("what a person sees", function () {
  this.timeout(600_000);
  let hub: TestHub;

  before(async () => {
    hub = await TestHub.create({ name: NAME, port: PORT, files: { "image/Dockerfile": SLOW, "late.py": LATE } });
  });
  after(() => hub?.remove());

  let sittings: Sitting[] = [];
  const sit = (words: readonly string[], env: { readonly [name: string]: string } = {}): Sitting => {
    const sitting = sitBefore([...HUBWRIGHT, ...words], {
      cwd: hub.directory,
      env: { DOCKER_HOST: hub.engine.dockerHost, ...env },
    });
    sittings.push(sitting);
    return sitting;
  };
  afterEach(() => {
    for (const sitting of sittings) sitting.leave();
    sittings = [];
  });
  const isLocked = () => existsSync(join(hub.directory, ".hubwright/lock"));
  const imageTags = async () =>
    (await hub.view.docker.listImages())
      .flatMap(({ RepoTags }) => RepoTags ?? [])
      .filter((tag) => tag.startsWith(`${NAME}-`));
  const eventsIn = (text: string) =>
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as RunEvent);
  /** Whether the slow step of the build runs at the engine, which shows in the processes of this machine. */
  async function isBuilding(): Promise<boolean> {
    return (await runCommand("pgrep", ["-f", SLEEP])).exitCode === 0;
  }

  it("is a tree of steps, each with its time, and at its end the hub's address", async function () {
    const planned = await plannedSteps();
    const sitting = sit(["up"]);
    await sitting.until(/⠋|⠙|⠹|⠸|⠼|⠴|⠦|⠧|⠇|⠏/);
    expect(await sitting.hasCursor()).to.equal(false);
    expect(await sitting.ended).to.equal(0);
    const screen = await sitting.screen();
    const rows = screen
      .slice(
        0,
        screen.findIndex((line) => line.startsWith(`${NAME} answers`)),
      )
      .map(stepRow);
    const isStep = ({ says }: StepRow) => !/^~ \S+ answers$/.test(says);
    expect(rows.map(isStep)).to.deep.equal([...planned.map(() => true), false]);
    const steps = rows.filter(isStep);
    expect(steps.map(({ says }) => says)).to.have.members(planned.map(({ says }) => says));
    // Each is below a step that must finish first.
    for (const { says, after } of planned) {
      const above = stepAbove(rows, says);
      if (after.length === 0) expect(above, says).to.equal(undefined);
      else expect(after, says).to.include(above);
    }
    expect(screen.join("\n")).to.match(new RegExp(`^ {2}http://localhost:${PORT}/${NAME}$`, "m"));
    expect(await sitting.hasCursor()).to.equal(true);
    noteFigure(this, `${steps.length} steps, ${screen[rows.length]?.trim()}`);
  });

  /** The steps of the plan as people read them, each with the steps of the plan that it must come after. */
  async function plannedSteps(): Promise<readonly { readonly says: string; readonly after: readonly string[] }[]> {
    // Its files, which are not steps, come first.
    const lines = (await hub.run(["plan"])).stdout
      .split("\n")
      .filter((line) => /^[+~-] (?!file |\d+ files ).*\)$/.test(line));
    const { steps } = JSON.parse((await hub.run(["plan", "--json"])).stdout) as {
      steps: { id: string; after: string[] }[];
    };
    expect(lines.length).to.equal(steps.length);
    const says = new Map(steps.map(({ id }, index) => [id, lines[index] ?? ""]));
    return steps.map(({ id, after }) => ({
      says: says.get(id) ?? "",
      after: after.flatMap((earlier) => says.get(earlier) ?? []),
    }));
  }

  it("is plain lines for a simple terminal, for CI, and without colors", async () => {
    for (const env of [{ TERM: "dumb" }, { CI: "true" }, { NO_COLOR: "1" }]) {
      // One step is enough to be shown, and the hub need not start again for it.
      await hub.view.docker.getContainer(`${NAME}-proxy`).remove({ force: true });
      const sitting = sit(["up"], env);
      expect(await sitting.ended).to.equal(0);
      const screen = (await sitting.screen()).join("\n");
      expect(screen, JSON.stringify(env)).to.match(
        new RegExp(`^\\+ container ${NAME}-proxy \\(not found; [\\d.]+ s\\)$`, "m"),
      );
      expect(screen, JSON.stringify(env)).not.to.match(/[✔⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/);
    }
  });

  it("is events, and nothing else, for a program: whatever hub.ts prints for its author", async () => {
    hub.write("hub.ts", `console.log("Hello from hub.ts");\n${hub.read("hub.ts")}`);
    const { exitCode, stdout, stderr } = await hub.run(["restart", "--json"]);
    hub.redefine({});
    expect(exitCode).to.equal(0);
    expect(eventsIn(stdout).map(({ type }) => type)).to.deep.equal([
      "started",
      "planned",
      "step-started",
      "step-finished",
      "waiting",
      "ready",
    ]);
    expect(stderr).to.include("Hello from hub.ts");
  });

  it("says which run is active, and since when", async () => {
    hub.redefine({ extraConfig: ["late.py"] });
    const first = sit(["up"]);
    await first.until(/~ http:\S+ answers \d/);
    const { exitCode, stderr } = await hub.run(["up"]);
    expect(exitCode).to.equal(1);
    expect(stderr).to.match(
      /^Another hubwright is working on this hub: up [0-9a-z]{12}, since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC \(process \d+\)\.$/m,
    );
    // And Ctrl-C while the hub is waited for.
    first.type(CTRL_C);
    expect(await first.ended).to.equal(130);
    const screen = (await first.screen()).join("\n");
    expect(screen).to.match(/■ ~ http:\S+ answers .* stopped/);
    expect(screen)
      .to.match(/not done {2}waiting until \S+ answers/)
      .and.match(/Nothing is lost\. To continue, run: hubwright up \[stopped\]$/);
    expect([await first.hasCursor(), isLocked()]).to.deep.equal([true, false]);
    hub.redefine({});
    await hub.up();
  });

  for (const how of ["Ctrl-C", "SIGTERM"] as const) {
    it(`stops in order by ${how} in the middle of a build, which ends at the engine too, and the next up continues`, async function () {
      await hub.view.removeHub(hub.name);
      hub.redefine({ notebook: { dockerfile: "image/" } });
      const before = await imageTags();
      let exitCode: number | null;
      let printed: string;
      const began = () => performance.now();
      let told = 0;
      if (how === "Ctrl-C") {
        const sitting = sit(["up"]);
        await untilBuilding();
        await sitting.until(new RegExp(`\\+ image ${NAME}-notebook`));
        told = began();
        sitting.type(CTRL_C);
        exitCode = await sitting.ended;
        printed = (await sitting.screen()).join("\n");
        expect(printed).to.match(new RegExp(`■ \\+ image ${NAME}-notebook:latest \\(not found\\) \\S+ s {2}stopped`));
        expect(await sitting.hasCursor()).to.equal(true);
      } else {
        const ended = await hub.run(["up", "--json"], {
          onStart: (kill) => void untilBuilding().then(() => ((told = began()), kill("SIGTERM"))),
        });
        ({ exitCode } = ended);
        const events = eventsIn(ended.stdout);
        expect(events.filter(({ type }) => type === "stopping")).to.have.length(1);
        const last = events.at(-1);
        expect(last).to.include({ type: "failed", code: "stopped", exitCode: 143 });
        printed = last?.type === "failed" ? `${last.message}\n${last.hint}` : "";
      }
      const took = (performance.now() - told) / 1000;
      expect(exitCode).to.equal(how === "Ctrl-C" ? 130 : 143);
      expect(printed).to.match(/Stopped: \d+ of \d+ steps are done and will be kept\.$/m);
      expect(printed).to.match(new RegExp(`not done {2}[\\s\\S]*\\+ image ${NAME}-notebook:latest`));
      expect(printed).to.match(how === "Ctrl-C" ? /run: hubwright up \[stopped\]$/ : /run: hubwright up$/);
      expect(isLocked()).to.equal(false);
      while (await isBuilding()) await sleep(100);
      expect((await imageTags()).filter((tag) => !before.includes(tag) && tag.includes("notebook"))).to.deep.equal([]);
      const volumes = await hub.view.volumeNames(hub.name);
      hub.redefine({});
      await hub.up();
      expect(await hub.view.volumeNames(hub.name)).to.include.members(volumes);
      expect((await hub.run(["plan"])).output).to.match(/is up to date/);
      noteFigure(this, `ended ${took.toFixed(1)} s after ${how} with ${exitCode}`);
    });
  }

  async function untilBuilding(): Promise<void> {
    while (!(await isBuilding())) await sleep(100);
  }

  it("finishes what cannot be interrupted after one Ctrl-C, and stops at once after two", async function () {
    await slowToStop(`${NAME}-user-one`);
    const patient = sit(["down", "--yes"]);
    await patient.until(new RegExp(`[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] - container ${NAME}-user-one`));
    patient.type(CTRL_C);
    await patient.until(/Stopping cleanly/);
    await letStop(`${NAME}-user-one`);
    await patient.ended;
    const screen = (await patient.screen()).join("\n");
    expect(screen).to.match(new RegExp(`✔ - container ${NAME}-user-one \\(down\\) \\d`));
    expect((await hub.view.containers(hub.name)).has(`${NAME}-user-one`)).to.equal(false);

    await hub.up();
    await slowToStop(`${NAME}-user-two`);
    const hasty = sit(["down", "--yes"]);
    await hasty.until(new RegExp(`[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] - container ${NAME}-user-two`));
    hasty.type(CTRL_C);
    await hasty.until(/Stopping cleanly/);
    const told = performance.now();
    hasty.type(CTRL_C);
    expect(await hasty.ended).to.equal(130);
    const took = (performance.now() - told) / 1000;
    // What it was waiting for is still running.
    const { State } = await hub.view.docker.getContainer(`${NAME}-user-two`).inspect();
    expect(State.Running).to.equal(true);
    expect(await hasty.hasCursor()).to.equal(true);
    // Its lock names a process that no longer exists, so nobody has to remove it.
    expect(isLocked()).to.equal(true);
    await letStop(`${NAME}-user-two`);
    await hub.must("down", "--yes");
    expect([...(await hub.view.containers(hub.name)).keys()]).to.deep.equal([]);
    noteFigure(this, `ended ${took.toFixed(1)} s after the second Ctrl-C`);
  });

  it("ends a question by Ctrl-C, with nothing done", async () => {
    await hub.up();
    await slowToStop(`${NAME}-user-one`);
    const sitting = sit(["down"]);
    await sitting.until(/Stop them\? \[y\/n\]/);
    sitting.type(CTRL_C);
    expect(await sitting.ended).to.equal(130);
    expect((await sitting.screen()).join("\n")).to.include("Stopped before anything was changed.");
    const containers = await hub.view.containers(hub.name);
    expect([...containers.keys()]).to.include.members([NAME, `${NAME}-proxy`, `${NAME}-user-one`]);
    await hub.view.docker.getContainer(`${NAME}-user-one`).remove({ force: true });
  });

  /** A container of the hub that stops when the test lets it, or by force: it ignores the milder signal. */
  async function slowToStop(name: string): Promise<void> {
    const container = await hub.view.docker.createContainer({
      name,
      Image: "debian:trixie-slim",
      Cmd: ["sh", "-c", "trap : TERM; until [ -e /may-stop ]; do sleep 0.1; done"],
      Labels: { [LABEL.hub]: hub.name, [LABEL.kind]: "notebook", [LABEL.person]: name },
    });
    await container.start();
  }

  async function letStop(name: string): Promise<void> {
    await hub.view.exec(name, ["touch", "/may-stop"]);
  }
});
