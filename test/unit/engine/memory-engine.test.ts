import { expect } from "chai";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import { BASE, container, describeEngine, failure, LABELS, name } from "../../engine/engine-contract.ts";

describe("an engine in memory", () => {
  describeEngine(
    async () => new MemoryEngine({ images: [BASE] }),
    async (engine, network) => engine.createNetworkUnchecked(network),
  );

  it("stops where a test says so, with everything before that done", async () => {
    const engine = new MemoryEngine({
      before: (call) => {
        if (call === `createVolume ${name("b")}`) throw new Error("killed");
      },
    });
    await engine.createVolume({ name: name("a"), labels: {} });
    const killed = await engine.createVolume({ name: name("b"), labels: {} }).catch((error: Error) => error.message);
    expect(killed).to.equal("killed");
    expect(engine.calls).to.deep.equal([`createVolume ${name("a")}`]);
    expect((await engine.observe()).volumes.map((volume) => volume.name)).to.deep.equal([name("a")]);
  });

  it("pulls what its registry has", async () => {
    const engine = new MemoryEngine({ registry: ["quay.io/jupyter/minimal-notebook"] });
    const lines: string[] = [];
    await engine.pullImage("quay.io/jupyter/minimal-notebook", (line) => lines.push(line));
    expect(lines).to.have.length(1);
    expect((await engine.observe()).images.flatMap(({ tags }) => tags)).to.deep.equal([
      "quay.io/jupyter/minimal-notebook:latest",
    ]);
  });

  it("has what another engine showed, and continues from there", async () => {
    const first = new MemoryEngine({ images: [name("sleeper")] });
    const network = { id: await first.createNetwork({ name: name("net"), labels: LABELS }), name: name("net") };
    await first.createVolume({ name: name("vol"), labels: LABELS });
    const mounts = [{ type: "volume", source: name("vol"), target: "/data" }] as const;
    for (const what of ["a", "b"]) await first.createContainer(container(what, { mounts }));
    await first.startContainer(name("a"));
    const second = new MemoryEngine({ holds: await first.observe() });
    expect(await second.observe()).to.deep.equal(await first.observe());
    expect((await failure(second.removeNetwork(network))).code).to.equal("in-use");
    expect((await failure(second.createContainer(container("a")))).code).to.equal("name-taken");
    for (const what of ["a", "b"]) await second.removeContainer(name(what));
    await second.removeVolume(name("vol"));
    await second.createContainer(container("a"));
    await second.startContainer(name("a"));
    expect((await second.observe()).volumes).to.deep.equal([]);
  });

  it("answers as a test says", async () => {
    const engine = new MemoryEngine({
      images: [name("sleeper")],
      exec: (_, command) => ({ exitCode: 3, output: command.join(" ") }),
      log: () => ["one", "two"],
    });
    await engine.createNetwork({ name: name("net"), labels: {} });
    await engine.createContainer(container("a"));
    await engine.startContainer(name("a"));
    expect(await engine.exec(name("a"), ["id", "-u"])).to.deep.equal({ exitCode: 3, output: "id -u", errors: "" });
    const lines: string[] = [];
    for await (const line of engine.logs(name("a"), { follow: true, tail: 1 })) lines.push(line);
    expect(lines).to.deep.equal(["two"]);
  });
});
