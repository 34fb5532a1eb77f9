import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect } from "chai";
import type { RunEvent } from "../../../src/apply/run-event.ts";
import { build } from "../../../src/cli/commands/build.ts";
import { down } from "../../../src/cli/commands/down.ts";
import { restart } from "../../../src/cli/commands/restart.ts";
import { up } from "../../../src/cli/commands/up/up.ts";
import type { Context } from "../../../src/cli/context.ts";
import { runCommand } from "../../../src/cli/run-command.ts";
import { Stopped } from "../../../src/cli/stopped.ts";
import { MemoryEngine, type MemoryEngineOptions } from "../../../src/engine/memory/memory-engine.ts";
import { hint, hubwright, problem, warning } from "../../../src/model/problem/problem.ts";
import { FAILURE_CODES } from "../../../src/model/problem/problem-codes.ts";
import { withLock } from "../../../src/workspace/lock.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";
import { contextIn, type FakeContext } from "./fake-context.ts";

const reference = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), "utf8");
const isEvent = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(reference("reference/events.schema.json")) as object,
);

describe("a run, as events for a program", () => {
  const directory = temporaryDirectory();
  const write = (path: string, text: string) => writeFileSync(join(directory(), path), text);
  const engineOf = (options: MemoryEngineOptions = {}) =>
    new MemoryEngine({ images: ["debian:trixie-slim"], exec: () => ({ exitCode: 0, output: "" }), ...options });

  beforeEach(() => {
    mkdirSync(join(directory(), "roster"));
    write("roster/userlist", "hub-admin admin shared\n");
    write("hub.ts", `export default { name: "math", port: 18149 };\n`);
  });

  /** Runs a command for a program, and checks each line that it is given. */
  async function eventsOf(
    command: string,
    work: (context: Context) => Promise<number>,
    context: FakeContext,
  ): Promise<{ readonly exitCode: number; readonly events: readonly RunEvent[] }> {
    const exitCode = await runCommand(context, command, { json: true }, work as Parameters<typeof runCommand>[3]);
    const events = context.printed.map((line) => JSON.parse(line) as RunEvent);
    for (const event of events) expect(isEvent(event), JSON.stringify([event, isEvent.errors])).to.equal(true);
    expect(new Set(events.map(({ run }) => run)).size).to.equal(1);
    expect(events[0]).to.include({ type: "started", command });
    expect(events.at(-1)?.type).to.equal(exitCode === 0 ? "ready" : "failed");
    expect(events.filter(({ type }) => type === "ready" || type === "failed")).to.have.length(1);
    expect(context.problems).to.deep.equal([]);
    return { exitCode, events };
  }

  const types = (events: readonly RunEvent[]) => [...new Set(events.map(({ type }) => type))];

  it("reports each step of up, and finally the hub's address", async () => {
    const { exitCode, events } = await eventsOf(
      "up",
      (context) => up(context, {}),
      contextIn(directory(), { engine: engineOf() }),
    );
    expect(exitCode).to.equal(0);
    expect(types(events)).to.have.members([
      "started",
      "planned",
      "step-started",
      "output",
      "step-finished",
      "waiting",
      "ready",
    ]);
    const planned = events.flatMap((event) => (event.type === "planned" ? event.steps.map(({ id }) => id) : []));
    const finished = events.flatMap((event) => (event.type === "step-finished" ? [event.step] : []));
    expect(finished).to.have.members(planned);
    expect(events.at(-1)).to.include({ url: "http://localhost:18149/math", steps: planned.length });
  });

  it("has its id in the log, beside what was done and printed", async () => {
    const { events } = await eventsOf(
      "up",
      (context) => up(context, {}),
      contextIn(directory(), { engine: engineOf() }),
    );
    const log = join(directory(), ".hubwright/up.log");
    expect(readFileSync(log, "utf8"))
      .to.match(new RegExp(`^# up ${events[0]?.run}, since `))
      .and.match(/^# begins: \+ network math-network \(not found\)$/m)
      .and.match(/^Step 1\/1$/m)
      .and.match(/^# done: \+ network math-network \(0\.0 s\)$/m);
  });

  it("holds the lock in its name during the run", async () => {
    const locks: string[] = [];
    const engine = engineOf({
      before: () => void locks.push(readFileSync(join(directory(), ".hubwright/lock"), "utf8")),
    });
    const { events } = await eventsOf("up", (context) => up(context, {}), contextIn(directory(), { engine }));
    expect(new Set(locks).size).to.equal(1);
    expect(JSON.parse(locks[0] ?? "")).to.have.nested.property("run.id", events[0]?.run);
  });

  it("reports build, restart and down", async () => {
    const engine = engineOf();
    const run = (command: string, work: (context: Context) => Promise<number>) =>
      eventsOf(command, work, contextIn(directory(), { engine }));
    expect((await run("build", (context) => build(context, {}))).events.at(-1)).to.include({ url: null, steps: 3 });
    await run("up", (context) => up(context, {}));
    const restarted = await run("restart", (context) => restart(context, {}));
    expect(restarted.events.at(-1)).to.include({ url: "http://localhost:18149/math", steps: 1 });
    const { events } = await run("down", (context) => down(context, {}));
    expect(events.filter(({ type }) => type === "step-finished")).to.have.length(2);
    expect(types((await run("down", (context) => down(context, {}))).events)).to.deep.equal(["started", "ready"]);
  });

  it("warns about a line of the userlist, and continues", async () => {
    write("roster/userlist", "hub-admin admin shared\neve until=tomorrow\n");
    const { events } = await eventsOf(
      "up",
      (context) => up(context, {}),
      contextIn(directory(), { engine: engineOf() }),
    );
    expect(events.find(({ type }) => type === "warning")).to.include({
      code: "roster-until-invalid",
      message: `roster/userlist:2: "tomorrow" is not a valid date.`,
      hint: "Write the last day as until=2027-01-31.",
    });
  });

  it("fails with the code of an error of the definition, and lists all of them", async () => {
    write("hub.ts", `export default { name: "Math", port: 0 };\n`);
    const { exitCode, events } = await eventsOf("up", (context) => up(context, {}), contextIn(directory()));
    expect(exitCode).to.equal(1);
    expect(types(events)).to.deep.equal(["started", "failed"]);
    const last = events.at(-1);
    expect(last).to.include({ code: "hub-name-invalid", message: "The definition has 2 errors." });
    expect(last?.type === "failed" && last.problems.map(({ code }) => code)).to.deep.equal([
      "hub-name-invalid",
      "port-invalid",
    ]);
  });

  it("fails with the code of the lock while another run is working", async () => {
    await withLock(directory(), async () => {
      const { events } = await eventsOf(
        "up",
        (context) => up(context, {}),
        contextIn(directory(), { engine: engineOf() }),
      );
      expect(events.at(-1)).to.include({ code: "hub-locked", exitCode: 1 });
    });
  });

  it("fails with the code of the step that failed", async () => {
    write("hub.ts", `export default { name: "math", port: 18149, notebook: { image: "x/y:1" } };\n`);
    const { events } = await eventsOf(
      "up",
      (context) => up(context, {}),
      contextIn(directory(), { engine: engineOf() }),
    );
    const failed = events.find(({ type }) => type === "step-failed");
    expect(failed).to.include({ step: "get-image x/y:1", code: "image-not-pulled", hint: "Check its name." });
    expect(events.at(-1)).to.include({ code: "image-not-pulled", exitCode: 1 });
  });

  it("fails with bad usage, exit code 64", async () => {
    const { exitCode, events } = await eventsOf(
      "build",
      (context) => build(context, { image: "moon" }),
      contextIn(directory()),
    );
    expect(exitCode).to.equal(64);
    expect(events.at(-1)).to.include({ code: "bad-usage", message: 'There is no image "moon".' });
  });

  it("reports anything unexpected as a bug", async () => {
    const { events } = await eventsOf("up", () => Promise.reject(new Error("boom")), contextIn(directory()));
    expect(events.at(-1)).to.include({ code: "fault", message: "hubwright failed: boom", exitCode: 1 });
  });

  it("fails with the first problem that the command reported, lists all of them, and leaves out warnings", async () => {
    const failed = (name: string) =>
      problem("server-not-restarted", `The server of "${name}" was not restarted.`, hint`See ${hubwright("logs")}.`);
    const unread = { ...problem("roster-until-invalid", `"x" is not a valid date.`), line: 2 };
    const { exitCode, events } = await eventsOf(
      "up",
      async ({ terminal }) => {
        terminal.warn(unread, "roster/userlist");
        terminal.report(failed("ann"));
        terminal.report(warning("name-in-definition", "The definition names team too."));
        terminal.report(failed("bob"));
        terminal.remark("That was all.");
        return 1;
      },
      contextIn(directory()),
    );
    expect(exitCode).to.equal(1);
    expect(events.at(-1)).to.deep.include({
      code: "server-not-restarted",
      message: 'The server of "ann" was not restarted.',
      hint: "See hubwright logs.",
      problems: ["ann", "bob"].map((name) => ({ ...failed(name), at: [], hint: "See hubwright logs." })),
    });
  });

  it("fails with a problem whose code a warning had before", async () => {
    const { events } = await eventsOf(
      "up",
      async ({ terminal }) => {
        terminal.warn(problem("roster-missing", "There is no list yet."));
        terminal.report(problem("roster-missing", "There is still no list."));
        return 1;
      },
      contextIn(directory()),
    );
    expect(events.filter(({ type }) => type === "warning")).to.have.length(1);
    expect(events.at(-1)).to.include({ code: "roster-missing", message: "There is still no list." });
  });

  it("fails with a message even if the command only printed a remark", async () => {
    const work = async ({ terminal }: Context) => {
      terminal.remark("Nothing was done.");
      return 1;
    };
    const { events } = await eventsOf("up", work, contextIn(directory()));
    const last = events.at(-1);
    expect(last).to.include({ code: "refused", message: "The command ended with exit code 1.", exitCode: 1 });
    expect(last?.type === "failed" && last.problems.map(({ code }) => code)).to.deep.equal(["refused"]);
  });

  it("has every type in the documentation, and only codes that exist", () => {
    const page = reference("events.md");
    const schema = JSON.parse(reference("reference/events.schema.json")) as {
      readonly properties: { readonly type: { readonly enum: readonly string[] } };
    };
    for (const type of schema.properties.type.enum) expect(page).to.include(`| \`${type}\` |`);
    const [, section = ""] = page.split("\n## Codes\n");
    const cells = [...section.matchAll(/^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|/gm)].map(([, cell = ""]) => cell);
    const codes = cells.flatMap((cell) => cell.replaceAll("`", "").split(", "));
    expect(codes).to.not.deep.equal([]);
    expect(Object.values(FAILURE_CODES).flat()).to.include.members(codes);
  });

  /** An engine that is told to stop at one of its calls. */
  async function stoppedAt(call: number, command: typeof up = up) {
    const abort = new AbortController();
    let calls = 0;
    let isStopping = true;
    const engine = engineOf({
      before: () => {
        if (calls === call && isStopping) abort.abort(new Stopped("SIGINT"));
        calls += 1;
      },
    });
    const context = { ...contextIn(directory(), { engine }), signal: abort.signal };
    const result = await eventsOf("up", (running) => command(running, {}), context);
    isStopping = false;
    return { ...result, engine, calls };
  }

  it("ends what is under way, starts nothing new, and continues from there: stopped at every call in turn", async () => {
    const reference = engineOf();
    await eventsOf("up", (context) => up(context, {}), contextIn(directory(), { engine: reference }));
    const total = reference.calls.filter((call) => !call.startsWith("exec")).length;
    expect(total).to.be.greaterThan(8);
    for (let call = 0; call < total; call += 1) {
      const { exitCode, events, engine } = await stoppedAt(call);
      const last = events.at(-1);
      const stopping = events.findIndex(({ type }) => type === "stopping");
      expect(stopping, `call ${call}`).to.be.greaterThan(0);
      expect(
        events.slice(stopping).filter(({ type }) => type === "step-started"),
        `call ${call}`,
      ).to.deep.equal([]);
      const begun = events.flatMap((event) => (event.type === "step-started" ? [event.step] : []));
      const ended = events.flatMap((event) =>
        event.type === "step-finished" || event.type === "step-failed" ? [event.step] : [],
      );
      expect(ended, `call ${call}`).to.have.members(begun);
      expect(last, `call ${call}`).to.include({ type: "failed", code: "stopped", exitCode: 130 });
      expect(exitCode).to.equal(130);
      expect(existsSync(join(directory(), ".hubwright/lock"))).to.equal(false);
      const again = await eventsOf("up", (context) => up(context, {}), contextIn(directory(), { engine }));
      expect(again.exitCode, `call ${call}`).to.equal(0);
      const done = events.filter(({ type }) => type === "step-finished").length;
      expect(last?.type === "failed" && last.steps, `call ${call}`).to.equal(done);
      expect((await engine.observe()).volumes).to.deep.equal((await reference.observe()).volumes);
    }
  }).timeout(60_000);
});

describe("a run, as lines for people", () => {
  const directory = temporaryDirectory();

  it("reports what was done, what was not, and how to continue, with the exit code of the signal", async () => {
    mkdirSync(join(directory(), "roster"));
    writeFileSync(join(directory(), "roster/userlist"), "hub-admin admin\n");
    writeFileSync(join(directory(), "hub.ts"), `export default { name: "math", port: 18149, volumes: {} };\n`);
    for (const [signal, expected] of [
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const) {
      const abort = new AbortController();
      const engine = new MemoryEngine({
        images: ["debian:trixie-slim"],
        before: (call) => {
          if (call === "createNetwork math-network") abort.abort(new Stopped(signal));
        },
      });
      const context = { ...contextIn(directory(), { engine }), signal: abort.signal };
      expect(await runCommand(context, "up", {}, (running) => up(running, {}))).to.equal(expected);
      expect(context.problems[0]).to.match(/^Stopping cleanly\./);
      expect(context.problems[1]).to.match(/^Stopped: \d of \d+ steps are done and will be kept\.$/);
      const said = context.problems.join("\n");
      expect(said).to.match(/^ {2}done {6}[\s\S]*\+ network math-network$/m);
      expect(said).to.match(/^ {2}not done {2}[\s\S]*\+ container math-proxy$/m);
      expect(context.problems.at(-1)).to.equal("  hint: Nothing is lost. To continue, run: hubwright up [stopped]");
    }
  });

  it("says so if nothing was changed yet", async () => {
    const abort = new AbortController();
    const context = { ...contextIn(directory()), signal: abort.signal };
    const exitCode = await runCommand(context, "up", {}, async () => {
      abort.abort(new Stopped("SIGINT"));
      return abort.signal.throwIfAborted() as never;
    });
    expect(exitCode).to.equal(130);
    expect(context.problems.slice(1)).to.deep.equal([
      "Stopped before anything was changed.",
      "  hint: To start again, run: hubwright up [stopped]",
    ]);
  });

  it("passes on a failure that is not the signal's", async () => {
    const failure = await runCommand(contextIn(directory()), "up", {}, () => Promise.reject(new Error("boom"))).catch(
      (error: Error) => error.message,
    );
    expect(failure).to.equal("boom");
  });
});
