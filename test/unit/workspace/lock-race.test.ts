import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { contenders, type Contender, type LockVersion } from "./contenders.ts";
import { temporaryDirectory } from "./temporary.ts";

const TRIES = 200;

describe("the lock of a hub whose holder is gone", function () {
  this.timeout(60_000);
  const directory = temporaryDirectory();
  const start = contenders();
  // More than the highest PID of Linux, so no process can get it while the tests run.
  const gone = 2 ** 22 + 1;

  /** A hub whose lock was left behind by a process that is gone. */
  function leftBehind(): string {
    const hub = join(directory(), "hub");
    rmSync(hub, { recursive: true, force: true });
    mkdirSync(join(hub, ".hubwright"), { recursive: true });
    writeFileSync(join(hub, ".hubwright", "lock"), JSON.stringify({ process: gone }));
    return hub;
  }

  const filesOf = (hub: string) => readdirSync(join(hub, ".hubwright"));

  /** The calls to the file system with which a contender takes the lock over and releases it. */
  async function callsOf(contender: Contender): Promise<readonly string[]> {
    expect(await contender.enter(leftBehind())).to.equal("in");
    return (await contender.goOn()).replace("out after ", "").split(" ");
  }

  /** How many are in at once, in tries that hold up two processes, each before one of its calls, while a third tries. */
  async function heldUpTries(version: LockVersion): Promise<readonly number[]> {
    const [first, second, third] = [start(version), start(version), start(version)] as const;
    const { length } = await callsOf(first);
    const counts: number[] = [];
    for (let index = 0; index < TRIES; index += 1) {
      const hub = leftBehind();
      const lap = Math.floor(index / length);
      const now = new Map([
        [first, await first.enter(hub, 1 + (index % length))],
        [second, await second.enter(hub, 1 + ((index * 7 + lap) % length))],
        [third, await third.enter(hub)],
      ]);
      // Every other time one comes and goes meanwhile, and the lock that the others find is a later one.
      if (index % 2 === 1 && now.get(third) === "in") {
        await leave(third);
        now.set(third, await third.enter(hub));
      }
      for (const [contender, answer] of now) {
        if (answer === "held up") now.set(contender, await contender.goOn());
      }
      const inside = [...now].filter(([, answer]) => answer === "in").map(([contender]) => contender);
      counts.push(inside.length);
      for (const contender of inside) await leave(contender);
      if (version === "current") expect(filesOf(hub)).to.deep.equal([]);
    }
    return counts;
  }

  it("lets two in with the takeover of earlier versions: these tries find what they look for", async () => {
    expect(Math.max(...(await heldUpTries("earlier")))).to.be.greaterThan(1);
  });

  it(`lets exactly one in, whichever call of the others is late, in ${TRIES} tries`, async () => {
    const counts = await heldUpTries("current");
    expect(counts).to.have.length(TRIES);
    expect(counts.filter((count) => count !== 1)).to.deep.equal([]);
  });

  it(`lets exactly one of four in that see it at the same time, in ${TRIES} tries`, async () => {
    const all = [start("current"), start("current"), start("current"), start("current")];
    for (let index = 0; index < TRIES; index += 1) {
      const hub = leftBehind();
      const answers = await Promise.all(all.map((contender) => contender.enter(hub)));
      const inside = all.filter((_, number) => answers[number] === "in");
      expect(inside, answers.join("\n")).to.have.length(1);
      const refused = answers.filter((answer) =>
        answer.startsWith("refused: Another hubwright is working on this hub"),
      );
      expect(refused).to.have.length(all.length - 1);
      await Promise.all(inside.map((contender) => leave(contender)));
      expect(filesOf(hub)).to.deep.equal([]);
    }
  });

  it("is taken over from one that was killed -9 at work, and until then names it", async () => {
    const [killed, next] = [start("current"), start("current")] as const;
    const hub = directory();
    expect(await killed.enter(hub)).to.equal("in");
    expect(await next.enter(hub)).to.match(
      new RegExp(` working on this hub: change .* \\(process ${killed.pid}\\)\\.$`),
    );
    await killed.kill();
    expect(await next.enter(hub)).to.equal("in");
    await leave(next);
    expect(filesOf(hub)).to.deep.equal([]);
  });

  it("holds between this version and an earlier one, both ways, until its holder is killed -9", async () => {
    for (const [version, other] of [
      ["current", "earlier"],
      ["earlier", "current"],
    ] as const) {
      const [holder, next] = [start(version), start(other)] as const;
      expect(await holder.enter(directory())).to.equal("in");
      expect(await next.enter(directory())).to.match(/^refused: Another hubwright is working on this hub/);
      await holder.kill();
      expect(await next.enter(directory())).to.equal("in");
      await leave(next);
    }
  });

  it("is taken over from one that was killed -9 in the middle of its own takeover, wherever that was", async () => {
    const next = start("current");
    const calls = await callsOf(next);
    for (const [index, call] of calls.entries()) {
      // Between two of these calls nothing changes but files that nobody else looks at.
      if (!/^(link|rename|rm|unlink)Sync$/.test(call)) continue;
      const hub = leftBehind();
      const killed = start("current");
      // The last calls are those of its release.
      if ((await killed.enter(hub, index + 1)) === "in") expect(await killed.goOn()).to.equal("held up");
      await killed.kill();
      expect(await next.enter(hub), `killed before call ${index + 1}, ${call}`).to.equal("in");
      await leave(next);
      expect(filesOf(hub).filter((name) => !name.endsWith(".tmp"))).to.deep.equal([]);
    }
  });
});

async function leave(contender: Contender): Promise<void> {
  let answer = await contender.goOn();
  // One that is to be held up only when it leaves.
  if (answer === "held up") answer = await contender.goOn();
  expect(answer).to.match(/^out after /);
}
