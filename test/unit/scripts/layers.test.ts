import { expect } from "chai";
import { inLanes } from "../../../scripts/test/lanes.mjs";
import { chooseLayers, LAYERS } from "../../../scripts/test/layers.mjs";

const namesFor = (...words: string[]) => {
  const chosen = chooseLayers(words);
  return "usage" in chosen ? chosen.usage : chosen.layers.map(({ name }) => name);
};

describe("npm test", () => {
  it("runs every layer where none is named", () => {
    expect(namesFor()).to.deep.equal(LAYERS.map(({ name }) => name));
    expect(namesFor("--if-engine", "--since=1764400000", "--record")).to.deep.equal(LAYERS.map(({ name }) => name));
  });

  it("runs only the layers that are named", () => {
    expect(namesFor("python", "unit")).to.deep.equal(["unit", "python"]);
  });

  it("names the layers where one is unknown", () => {
    expect(namesFor("unit", "pyhton")).to.equal(
      "There is no layer named pyhton. The layers are: unit, check, python, contracts, golden, package, python-engine, engine.",
    );
  });

  it("skips tests only on request", () => {
    expect(chooseLayers(["engine"])).to.include({ ifEngine: false });
    expect(chooseLayers(["engine", "--if-engine"])).to.include({ ifEngine: true });
  });

  it("takes the moment from which time is counted as a number only", () => {
    expect(chooseLayers(["unit", "--since=1764400000"])).to.include({ since: 1_764_400_000, record: false });
    expect(chooseLayers(["unit", "--record"])).to.include({ since: undefined, record: true });
    expect(namesFor("--since=yesterday")).to.match(/^There is no layer named --since=yesterday\./);
  });

  it("runs one layer of each lane at a time, and all lanes at once", async () => {
    const events: string[] = [];
    const open = new Map<string, () => void>();
    const layers = LAYERS.filter(({ name }) => ["check", "unit", "python-engine", "engine"].includes(name));
    const done = inLanes(layers, ({ name }) => {
      events.push(name);
      return new Promise<string>((resolve) => open.set(name, () => resolve(`${name} done`)));
    });
    const end = async (name: string) => {
      open.get(name)?.();
      await new Promise(setImmediate);
    };
    expect(events).to.deep.equal(["unit", "engine"]);
    await end("engine");
    expect(events).to.deep.equal(["unit", "engine"]);
    await end("unit");
    expect(events).to.deep.equal(["unit", "engine", "check"]);
    await end("check");
    expect(events).to.deep.equal(["unit", "engine", "check", "python-engine"]);
    await end("python-engine");
    expect(await done).to.deep.equal(["unit done", "check done", "python-engine done", "engine done"]);
  });
});
