import { expect } from "chai";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { ensureImage } from "../../../src/machine/base-image.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import { type RunProgram, runProgram } from "../../../src/machine/run-program.ts";

const BASE = "debian:trixie-slim";
const silently = () => {};
const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith("hubwright-debian-"));

/** Runs nothing: a debootstrap that makes the directories it would, and a tar of a few bytes. */
function fakeRun(
  code: number,
  printed: string,
  seen: string[] = [],
  archive: () => Readable = () => Readable.from([Buffer.from("tar")]),
): RunProgram {
  const run = async (command: readonly string[], on: (line: string) => void) => {
    seen.push(command.join(" "));
    on(printed);
    const root = command.at(-2) ?? "";
    for (const path of [
      "etc/apt/sources.list.d",
      "etc/apt/apt.conf.d",
      "etc/dpkg/dpkg.cfg.d",
      "usr/sbin",
      "usr/share/doc/bash",
      "usr/share/man/man1",
      "var/log",
    ])
      mkdirSync(join(root, path), { recursive: true });
    for (const path of [
      "usr/share/doc/bash/copyright",
      "usr/share/doc/bash/README",
      "usr/share/man/man1/bash.1",
      "etc/resolv.conf",
    ])
      writeFileSync(join(root, path), "text");
    return code;
  };
  return Object.assign(run, {
    output: (command: readonly string[]) => {
      seen.push(command.join(" "));
      const root = /--directory=(\S+)/.exec(command.join(" "))?.[1] ?? "";
      seen.push(...readdirSync(join(root, "usr/share/doc/bash")), ...readdirSync(join(root, "usr/share/man")));
      return archive();
    },
  });
}

async function failure(work: Promise<unknown>): Promise<HubwrightError> {
  const error: unknown = await work.then(
    () => new Error("Nothing failed."),
    (thrown: unknown) => thrown,
  );
  if (error instanceof HubwrightError) return error;
  throw error;
}

describe("making sure of an image", () => {
  it("does nothing if it exists", async () => {
    const engine = new MemoryEngine({ images: [BASE, "quay.io/jupyter/minimal-notebook:latest"] });
    await ensureImage(BASE, engine, silently);
    await ensureImage("quay.io/jupyter/minimal-notebook", engine, silently);
    expect(engine.calls).to.deep.equal([]);
  });

  it("pulls it if it does not exist", async () => {
    const engine = new MemoryEngine({ registry: [BASE] });
    await ensureImage(BASE, engine, silently);
    expect(engine.calls).to.deep.equal([`pullImage ${BASE}`]);
  });

  it("builds only the one image that it can", async () => {
    expect((await failure(ensureImage("debian:bookworm", new MemoryEngine(), silently))).code).to.equal(
      "image-not-pulled",
    );
  });

  describe("that cannot be pulled", () => {
    // Of its own, because another process may be making an image at the same time.
    const before = process.env["TMPDIR"];

    beforeEach(() => {
      process.env["TMPDIR"] = mkdtempSync(join(tmpdir(), "hubwright-test-"));
    });

    afterEach(() => {
      rmSync(tmpdir(), { recursive: true, force: true });
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
    });

    it("makes it with debootstrap: slim, with its licenses, and leaves nothing behind", async () => {
      const engine = new MemoryEngine();
      const seen: string[] = [];
      const told: string[] = [];
      await ensureImage(BASE, engine, (line) => told.push(line), {
        mirror: "http://mirror.example/debian",
        run: fakeRun(0, "I: Retrieving", seen),
      });
      expect(engine.calls.at(-1)).to.equal(`importImage ${BASE}`);
      expect(seen[0]).to.match(
        /debootstrap --variant=minbase --force-check-gpg trixie \S+ http:\/\/mirror\.example\/debian$/,
      );
      expect(seen.slice(2)).to.deep.equal(["copyright"]);
      expect(told).to.include("I: Retrieving");
      expect(leftovers()).to.deep.equal([]);
    });

    it("builds none for an engine with another processor, which could not run it", async () => {
      const engine = new MemoryEngine({ facts: { architecture: "aarch64" } });
      const seen: string[] = [];
      const made = ensureImage(BASE, engine, silently, { run: fakeRun(0, "", seen), processor: "x64" });
      expect((await failure(made)).message).to.include("this machine is x86_64, and the engine's is aarch64");
      expect(seen).to.deep.equal([]);
      await ensureImage(BASE, engine, silently, { run: fakeRun(0, "", seen), processor: "arm64" });
      expect(engine.calls.at(-1)).to.equal(`importImage ${BASE}`);
    });

    it("says what to install where debootstrap is missing", async () => {
      const { code, hint } = await failure(
        ensureImage(BASE, new MemoryEngine(), silently, {
          run: fakeRun(127, "unshare: failed to execute debootstrap: No such file or directory"),
        }),
      );
      expect(code).to.equal("image-not-pulled");
      expect(hint).to.contain("sudo apt install debootstrap");
    });

    it("says what debootstrap said when it failed", async () => {
      const run = fakeRun(1, "E: Failed getting release file http://mirror.example/debian/dists/trixie/Release");
      const { code, message, hint } = await failure(
        ensureImage(BASE, new MemoryEngine(), silently, { mirror: "http://mirror.example/debian", run }),
      );
      expect(code).to.equal("program-failed");
      expect(message).to.contain("Failed getting release file");
      expect(hint).to.contain("http://mirror.example/debian");
      expect(leftovers()).to.deep.equal([]);
    });

    it("asks for Debian's keys where they are missing", async () => {
      const { hint } = await failure(
        ensureImage(BASE, new MemoryEngine(), silently, {
          run: fakeRun(1, "E: No keyring installed at /usr/share/keyrings/debian-archive-keyring.gpg"),
        }),
      );
      expect(hint).to.contain("debian-archive-keyring");
    });

    it("imports nothing if the archive is incomplete", async () => {
      const broken = () => {
        const stream = new PassThrough();
        stream.write("half");
        setTimeout(() => stream.destroy(new Error("tar failed: disk")), 10);
        return stream;
      };
      const engine = new MemoryEngine();
      const failed = await ensureImage(BASE, engine, silently, { run: fakeRun(0, "", [], broken) }).catch(
        (error: Error) => error.message,
      );
      expect(failed).to.contain("tar failed");
      expect((await engine.observe()).images).to.deep.equal([]);
      expect(leftovers()).to.deep.equal([]);
    });

    it("removes what a killed run left behind, and nothing of one that is working", async () => {
      const dead = mkdtempSync(join(tmpdir(), "hubwright-debian-4194399-"));
      const alive = mkdtempSync(join(tmpdir(), `hubwright-debian-${process.ppid}-`));
      await ensureImage(BASE, new MemoryEngine(), silently, { run: fakeRun(0, "") });
      expect(leftovers().map((name) => join(tmpdir(), name))).to.deep.equal([alive]);
      expect(dead).to.not.equal(alive);
    });
  });
});

describe("running a program", () => {
  it("reports the lines of both outputs and the exit code", async () => {
    const told: string[] = [];
    expect(
      await runProgram(["sh", "-c", "echo one; echo two >&2; printf three; exit 4"], (line) => told.push(line)),
    ).to.equal(4);
    expect(told.toSorted()).to.deep.equal(["one", "three", "two"]);
  });

  it("returns 127 if there is no such program", async () => {
    expect(await runProgram(["no-such-program-at-all"], silently)).to.equal(127);
  });

  it("gives its output, which fails with the program instead of ending early", async () => {
    const { text } = await import("node:stream/consumers");
    expect(await text(runProgram.output(["echo", "hello"]))).to.equal("hello\n");
    const failed = await failure(text(runProgram.output(["sh", "-c", "echo half; echo why >&2; exit 1"])));
    expect([failed.code, failed.message]).to.deep.equal(["program-failed", "sh failed: why"]);
    const missing = await failure(text(runProgram.output(["no-such-program-at-all"])));
    expect([missing.code, missing.message]).to.deep.equal([
      "program-missing",
      "no-such-program-at-all is not installed on this machine.",
    ]);
  });

  it("says so if it is there but cannot be run", async () => {
    const { code, message } = await failure(runProgram([import.meta.dirname], silently));
    expect([code, message]).to.deep.equal([
      "program-failed",
      `${import.meta.dirname} cannot be run: spawn ${import.meta.dirname} EACCES.`,
    ]);
  });
});
