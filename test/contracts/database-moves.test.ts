import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect } from "chai";
import { HubwrightError } from "../../src/model/problem/hubwright-error.ts";
import { planUp, up } from "../../src/apply/up/up.ts";
import type { MemoryEngine } from "../../src/engine/memory/memory-engine.ts";
import { GroupMap } from "../../src/model/roster/group-map.ts";
import { defineHub, type HubInput } from "../../src/model/hub/hub.ts";
import { freePort } from "../engine/support/free-port.ts";
import { temporaryDirectory } from "../unit/workspace/temporary.ts";
import { engineThatMoves } from "../unit/apply/engine-that-moves.ts";

type Database = NonNullable<HubInput["database"]>;

const PEOPLE = GroupMap.parse("hub-admin admin\n");

// Each cut takes three runs, so this is no unit test.
describe("up, with another database than before", function () {
  this.timeout(300_000);
  const directory = temporaryDirectory();
  let port: number;
  before(async () => {
    port = await freePort();
  });
  const place = (database: Database) => {
    mkdirSync(join(directory(), "roster"), { recursive: true });
    const signIn = { kind: "custom", authenticator: "jupyterhub.auth.DummyAuthenticator" } as const;
    return { hub: defineHub({ name: "math", port, signIn, database }), people: PEOPLE, directory: directory() };
  };

  async function isDone(engine: MemoryEngine, database: Database): Promise<void> {
    const { steps, cleanup } = await planUp(place(database), engine);
    expect([...steps, ...cleanup].map(({ id }) => id)).to.deep.equal([]);
  }

  it("converges when it is interrupted before any call, in both directions", async () => {
    for (const [from, to] of [
      ["sqlite", "postgres"],
      ["postgres", "sqlite"],
    ] as const) {
      let cuts = 0;
      for (let isCut = true; isCut; cuts += 1) {
        const { engine, held, moves } = engineThatMoves();
        await up(place(from), { engine });
        held.place = from;
        // Someone answers where the hub would, or each run would wait for that.
        const answering = createServer((_, response) => response.end());
        await once(answering.listen(port, "127.0.0.1"), "listening");
        const volumes = (await engine.observe()).volumes.map(({ name }) => name);
        [held.calls, held.cutAt] = [0, cuts + 1];
        isCut = await up(place(to), { engine }).then(
          () => false,
          (error: unknown) => {
            if (!(error instanceof HubwrightError) || !error.message.startsWith("Cut off")) throw error;
            return true;
          },
        );
        held.cutAt = Infinity;
        await up(place(to), { engine });
        held.place = to;
        await isDone(engine, to);
        expect((await engine.observe()).volumes.map(({ name }) => name)).to.include.members(volumes);
        await new Promise((closed) => answering.close(closed));
        if (to === "sqlite") expect(moves.length, "moved before the hub was recreated").to.be.greaterThan(0);
      }
      expect(cuts).to.be.greaterThan(8);
    }
  });
});
