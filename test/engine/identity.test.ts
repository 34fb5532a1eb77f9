import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { hubwright } from "./support/command.ts";
import { noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

const OTHER_PORT = await freePort();
const NAME = hubName("identity");

describe("a hub and its directory", function () {
  this.timeout(900_000);
  let hub: TestHub;
  let scratch: string;

  before(async () => {
    scratch = mkdtempSync(join(tmpdir(), "hubwright-copies-"));
    hub = await TestHub.create({ name: NAME, port: await freePort() });
    await hub.up();
  });

  after(async () => {
    await hub?.remove();
    rmSync(scratch, { recursive: true, force: true });
  });

  /** Id and start time of every container, and the names and ids of the rest: what must not change. */
  async function objects(): Promise<string> {
    const { docker } = hub.view;
    const containers = await docker.listContainers({ all: true, filters: { label: [`hubwright.hub=${NAME}`] } });
    const started = await Promise.all(
      containers.map(async ({ Id }) => {
        const { Name, State } = await docker.getContainer(Id).inspect();
        return `${Name} ${Id} ${State.StartedAt}`;
      }),
    );
    return [...started.toSorted(), ...(await hub.view.volumeNames(NAME))].join("\n");
  }

  const passwords = async () => hub.must("passwords", "--csv");
  const inCopy = async (copy: string, ...words: readonly string[]) =>
    hubwright(words, { cwd: copy, env: { DOCKER_HOST: hub.engine.dockerHost } });

  it("labels everything that it creates with its ID, including what the running hub creates", async function () {
    const id = hub.read(".hubwright/id").trim();
    await (await hub.signIn("halljord")).notebook();
    const { docker } = hub.view;
    const ours = { filters: { label: [`hubwright.hub=${NAME}`] } };
    const [containers, { Volumes }, networks, images] = await Promise.all([
      docker.listContainers({ all: true, ...ours }),
      docker.listVolumes({ filters: { label: [`hubwright.hub=${NAME}`] } }),
      docker.listNetworks({ filters: { label: [`hubwright.hub=${NAME}`] } }),
      docker.listImages({ filters: { label: [`hubwright.hub=${NAME}`] } }),
    ]);
    const labels = [...containers, ...Volumes, ...networks, ...images].map(
      ({ Labels }) => (Labels as Record<string, string>)["hubwright.id"],
    );
    expect(new Set(labels)).to.deep.equal(new Set([id]));
    expect([containers.length, Volumes.length, networks.length]).to.deep.equal([3, 4, 1]);
    noteFigure(this, `${labels.length} objects`);
  });

  it("is not touched from a copy of the directory, by any command", async function () {
    const before = [await objects(), await passwords()];
    const copies: string[] = [];
    // A copy by cp -r; a clone, without secrets; and someone else's directory with that name.
    for (const [kind, left] of [
      ["copy", []],
      ["clone", ["secrets", "roster", ".hubwright/lock"]],
      ["other", [".hubwright"]],
    ] as const) {
      const copy = join(scratch, kind);
      cpSync(hub.directory, copy, { recursive: true });
      for (const path of left) rmSync(join(copy, path), { recursive: true, force: true });
      if (kind === "clone") cpSync(join(hub.directory, "roster"), join(copy, "roster"), { recursive: true });
      for (const words of [["up"], ["plan"], ["build"], ["restart"], ["down", "--yes"]]) {
        const { exitCode, output } = await inCopy(copy, ...words);
        expect(exitCode, `${kind}: ${words[0]}: ${output}`).to.equal(1);
        expect(output)
          .to.include(`is run from ${hub.directory}`)
          .and.include("1 person is working there now")
          .and.include("--take-over");
      }
      expect(existsSync(join(copy, "secrets"))).to.equal(kind !== "clone");
      copies.push(copy);
    }
    expect([await objects(), await passwords()]).to.deep.equal(before);
    noteFigure(this, `${copies.length} copies, 5 commands each`);
  });

  it("keeps working after its directory was moved", async () => {
    const moved = `${hub.directory}-moved`;
    renameSync(hub.directory, moved);
    try {
      expect((await inCopy(moved, "plan")).output).to.include("the directory moved");
      expect((await inCopy(moved, "up")).exitCode).to.equal(0);
    } finally {
      renameSync(moved, hub.directory);
    }
    await hub.up();
  });

  it("changes nobody's password when secrets/ is missing or from another hub, running or down", async () => {
    const before = await passwords();
    const aside = join(scratch, "secrets");
    for (const isUp of [true, false]) {
      if (!isUp) await hub.must("down", "--yes");
      const objectsBefore = await objects();
      renameSync(join(hub.directory, "secrets"), aside);
      const gone = await hub.run(["up"]);
      expect(gone.exitCode, gone.output).to.equal(1);
      expect(gone.output)
        .to.match(/oauth\.env is missing.*4 people/)
        .and.include("--new-passwords");
      expect(existsSync(join(hub.directory, "secrets", "oauth.env"))).to.equal(false);
      rmSync(join(hub.directory, "secrets"), { recursive: true, force: true });
      cpSync(aside, join(hub.directory, "secrets"), { recursive: true });
      writeFileSync(join(hub.directory, "secrets/oauth.env"), `HASH_SECRET_KEY=${"ab".repeat(32)}\n`);
      const replaced = await hub.run(["up"]);
      expect(replaced.exitCode, replaced.output).to.equal(1);
      expect(replaced.output).to.include("contains a different key").and.include("4 people");
      expect(await objects()).to.equal(objectsBefore);
      rmSync(join(hub.directory, "secrets"), { recursive: true });
      renameSync(aside, join(hub.directory, "secrets"));
    }
    await hub.up();
    expect(await passwords()).to.equal(before);
    await hub.signIn("mpilosov");
  });

  it("accepts another key when that is intended, and remembers it", async () => {
    const old = readFileSync(join(hub.directory, "secrets/oauth.env"), "utf8");
    const before = await hub.passwordOf("mpilosov");
    rmSync(join(hub.directory, "secrets/oauth.env"));
    expect(await hub.must("up", "--new-passwords")).to.include("its keys changed");
    const after = await hub.passwordOf("mpilosov");
    expect(after).to.not.equal(before);
    expect((await hub.trySignIn("mpilosov", before)).status).to.equal(403);
    await hub.signIn("mpilosov");
    expect(await hub.must("up", "--new-passwords")).to.include("Nothing to do");
    const now = hub.read("secrets/oauth.env");
    hub.write("secrets/oauth.env", old);
    expect((await hub.run(["up"])).exitCode).to.equal(1);
    hub.write("secrets/oauth.env", now);
    await hub.must("up");
  });

  it("is taken over by a copy when that is intended, and people find their files", async () => {
    const notebook = await (await hub.signIn("mpilosov")).notebook();
    await notebook.save("kept.txt", "kept\n");
    const copy = join(scratch, "successor");
    cpSync(hub.directory, copy, { recursive: true });
    const taken = await inCopy(copy, "up", "--take-over");
    expect(taken.exitCode, taken.output).to.equal(0);
    expect((await hub.run(["up"])).output).to.include(`is run from ${copy}`);
    expect(await notebook.read("kept.txt")).to.equal("kept\n");
    expect((await inCopy(copy, "down", "--yes")).exitCode).to.equal(0);
    await hub.up();
  });

  it("asks about the volumes of an earlier hub with its name: archived or adopted, never used without asking", async function () {
    await hub.must("down", "--yes");
    const volumes = await hub.view.volumeNames(NAME);
    const next = join(scratch, "next");
    const made = await inCopy(scratch, "init", NAME, "--dir", next, "--port", String(OTHER_PORT));
    expect(made.exitCode, made.output).to.equal(0);
    const refused = await inCopy(next, "up");
    expect(refused.exitCode, refused.output).to.equal(1);
    for (const word of [`An earlier hub named ${NAME}`, "--adopt", "--archive-old", "another name"])
      expect(refused.output).to.include(word);
    expect(await hub.view.volumeNames(NAME)).to.deep.equal(volumes);

    const aside = await inCopy(next, "up", "--archive-old");
    expect(aside.exitCode, aside.output).to.equal(0);
    const after = await hub.view.volumeNames(NAME);
    for (const name of volumes)
      expect(after.filter((archive) => archive.startsWith(`${name}..archived-`))).to.have.length(1);
    expect((await inCopy(next, "down", "--yes")).exitCode).to.equal(0);

    // The next hub has the previous one's key, as with `--same-passwords`.
    const third = join(scratch, "third");
    await inCopy(
      scratch,
      "init",
      NAME,
      "--dir",
      third,
      "--port",
      String(OTHER_PORT),
      "--like",
      next,
      "--same-passwords",
    );
    expect((await inCopy(third, "up")).exitCode).to.equal(1);
    const adopted = await inCopy(third, "up", "--adopt");
    expect(adopted.exitCode, adopted.output).to.equal(0);
    expect(readFileSync(join(third, ".hubwright/id"), "utf8")).to.equal(
      readFileSync(join(next, ".hubwright/id"), "utf8"),
    );
    expect((await inCopy(third, "plan")).exitCode).to.equal(0);
    noteFigure(this, `${volumes.length} volumes`);
  });
});
