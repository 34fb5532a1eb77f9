import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { planUp, up } from "../../../src/apply/up/up.ts";
import type { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import type { VolumeWork } from "../../../src/engine/port.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";
import { engineThatMoves } from "./engine-that-moves.ts";

type Database = NonNullable<HubInput["database"]>;

const PEOPLE = GroupMap.parse("hub-admin admin\n");

describe("up, with a database", function () {
  this.timeout(20_000);
  const directory = temporaryDirectory();
  const place = (database: Database) => {
    mkdirSync(join(directory(), "roster"), { recursive: true });
    const signIn = { kind: "custom", authenticator: "jupyterhub.auth.DummyAuthenticator" } as const;
    return { hub: defineHub({ name: "math", port: 18_974, signIn, database }), people: PEOPLE, directory: directory() };
  };

  async function isDone(engine: MemoryEngine, database: Database): Promise<void> {
    const { steps, cleanup } = await planUp(place(database), engine);
    expect([...steps, ...cleanup].map(({ id }) => id)).to.deep.equal([]);
  }

  it("makes its password once, and mounts it into the hub and the database alone", async () => {
    const { engine } = engineThatMoves();
    await up(place("postgres"), { engine });
    const password = readFileSync(join(directory(), "secrets", "postgres.env"), "utf8");
    expect(password).to.match(/^POSTGRES_PASSWORD=[0-9a-f]{64}\n$/);
    const { containers } = await engine.observe();
    const having = containers.filter(({ mounts }) => mounts.some(({ source }) => source.endsWith("/postgres.env")));
    expect(having.map(({ name, networks }) => [name, networks.map((network) => network.name)])).to.have.deep.members([
      ["math-db", ["math-db-network"]],
      ["math", ["math-db-network", "math-network"]],
    ]);
    await up(place("postgres"), { engine });
    expect(readFileSync(join(directory(), "secrets", "postgres.env"), "utf8")).to.equal(password);
    await isDone(engine, "postgres");
  });

  it("says why the data could not be moved back, and creates no hub that would start without people", async () => {
    const { engine, held } = engineThatMoves();
    await up(place("postgres"), { engine });
    held.place = "postgres";
    const refuse = async (work: VolumeWork) =>
      work.name === "math.leave" ? { exitCode: 1, output: "It is too full.\n" } : engine.run(work);
    const refusing = new Proxy(engine, {
      get(target, key) {
        const held: unknown = key === "run" ? refuse : Reflect.get(target, key);
        return typeof held === "function" ? held.bind(target) : held;
      },
    });
    const failure = await up(place("sqlite"), { engine: refusing }).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(HubwrightError).with.property("code", "database-unusable");
    expect((failure as HubwrightError).message)
      .to.include("it is unchanged")
      .and.include("It is too full.");
    expect((await engine.observe()).containers.map(({ name }) => name)).not.to.include("math");
    await up(place("postgres"), { engine });
    await isDone(engine, "postgres");
  });
});
