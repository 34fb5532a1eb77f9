import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { ENGINE } from "./support/engine-under-test.ts";
import { EngineView } from "./support/engine-view.ts";
import { removeLeftovers } from "./support/test-run.ts";

const MODULE = fileURLToPath(new URL("support/test-run.ts", import.meta.url));
/** Prints a name of its own, and keeps running. */
const OTHER_RUN = `const { hubName } = await import(${JSON.stringify(MODULE)});
console.log(hubName("left"));
setInterval(() => {}, 1000);`;

describe("what a run of tests that was killed leaves on an engine", function () {
  this.timeout(120_000);
  const view = new EngineView(ENGINE);
  let other: ChildProcess;
  let name: string;

  before(async () => {
    other = spawn(process.execPath, ["--import=tsx", "--input-type=module", "--eval", OTHER_RUN], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (other.stdout === null) throw new Error("It has no output.");
    const [printed] = (await once(other.stdout.setEncoding("utf8"), "data")) as [string];
    name = printed.trim();
    const Labels = { "hubwright.hub": name };
    const { docker } = view;
    await docker.createNetwork({ Name: `${name}-network`, Labels });
    await docker.createVolume({ Name: `shared.${name}`, Labels });
    await docker.createVolume({ Name: `${name}-without-labels` });
    await docker.createContainer({ name: `${name}-by-hand`, Image: "debian:trixie-slim", Cmd: ["true"] });
    await docker.getImage("debian:trixie-slim").tag({ repo: `${name}-notebook`, tag: "1" });
  });

  after(async () => {
    other.kill("SIGKILL");
    await view.removeNamed((found) => found.startsWith(name));
  });

  async function objects(): Promise<readonly string[]> {
    const { docker } = view;
    const containers = await docker.listContainers({ all: true });
    const images = await docker.listImages();
    const { Volumes } = await docker.listVolumes();
    return [
      ...containers.flatMap(({ Names }) => Names),
      ...images.flatMap(({ RepoTags }) => RepoTags ?? []),
      ...(await docker.listNetworks()).map(({ Name }) => Name),
      ...Volumes.map(({ Name }) => Name),
    ]
      .filter((found) => found.includes(name))
      .toSorted();
  }

  it("is left alone while its process runs, and removed by the next run after it has exited", async () => {
    const made = await objects();
    expect(made).to.have.length(5);
    await removeLeftovers(view, {});
    expect(await objects()).to.deep.equal(made);
    other.kill("SIGKILL");
    await once(other, "exit");
    await removeLeftovers(view, {});
    expect(await objects()).to.deep.equal([]);
  });
});
