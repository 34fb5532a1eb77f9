import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { effectiveAccess } from "../../../src/access/effective-access.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { Notebook } from "../support/notebook.ts";
import type { SignedIn } from "../support/signed-in.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";

const LIST = `hub-admin admin
dean admin math
tom math:staff
ann math
pat phys
pia phys:staff math
kim math phys
gone math until=2026-01-01
`;
const GONE = "gone";

const DEFINITION: Partial<HubInput> = {
  volumes: {
    home: { per: "person", at: "/home/jovyan" },
    shared: { per: "group", at: "/home/jovyan/{group}" },
    handouts: { per: "group", at: "/handouts/{group}", access: { member: "ro", admin: "none" } },
    inbox: { per: "drop-box", at: "/in/{group}", collectAt: "/all/{group}/{person}" },
    data: { per: "hub", at: "/data", access: { member: "ro" } },
  },
};

/** What somebody can use, as lines to compare: `"math-shared-math rw"`. */
type Lines = readonly string[];

describe("effective access, compared with a hub where everybody tries every server", function () {
  this.timeout(900_000);
  let hub: TestHub;
  const visitors = new Map<string, SignedIn>();
  const people = GroupMap.parse(LIST);
  const present = people.people.map(({ name }) => name).filter((name) => name !== GONE);

  before(async () => {
    hub = await TestHub.create({
      name: hubName("effective"),
      port: await freePort(),
      userlist: LIST,
      definition: DEFINITION,
    });
    await hub.up();
    for (const name of present) {
      const visitor = await hub.signIn(name);
      await visitor.startServer();
      visitors.set(name, visitor);
    }
  });

  after(() => hub?.remove());

  it("lists exactly what they reach", async function () {
    await untilOpen("tom", "ann");
    await compare({}, this);
  });

  it("lists exactly what they reach if staff may open all members' servers", async function () {
    hub.redefine({ ...DEFINITION, staff: { open: "members" } });
    await hub.up();
    await untilOpen("tom", "kim");
    await compare({ staff: { open: "members" } }, this);
  });

  it("keeps out people whose access has ended", async () => {
    const { person } = await hub.trySignIn(GONE, await hub.passwordOf(GONE));
    expect(person).to.equal(undefined);
  });

  async function compare(fields: Partial<HubInput>, test: Mocha.Context): Promise<void> {
    const definition = defineHub({ name: hub.name, ...DEFINITION, ...fields });
    const mounts = await mountsByPerson();
    const asComputed = new Map<string, Lines>();
    // An admin who knows a password could sign in as anyone; here, they use what JupyterHub lets them open.
    for (const { person, volumes } of effectiveAccess(definition, people, { now: new Date() }))
      asComputed.set(person, linesOf(volumes));
    expect(asComputed.get(GONE)).to.deep.equal([]);
    let [opened, refused, reached] = [0, 0, 0];
    for (const name of present) {
      const found = new Map(mounts.get(name));
      for (const owner of present) {
        if (owner === name) continue;
        if (!(await canOpen(name, owner))) {
          refused += 1;
          continue;
        }
        opened += 1;
        for (const [volume, access] of mounts.get(owner) ?? [])
          if (access === "rw" || !found.has(volume)) found.set(volume, access);
      }
      const lines = linesOf([...found].map(([volume, access]) => ({ volume, access })));
      expect(asComputed.get(name), name).to.deep.equal(lines);
      reached += lines.length;
    }
    noteFigure(
      test,
      `${reached} volumes of ${present.length} people; ${opened} servers of others opened, ${refused} refused`,
    );
  }

  async function canOpen(visitor: string, owner: string): Promise<boolean> {
    const { browser } = visitors.get(visitor) ?? expect.fail(visitor);
    return (await Notebook.visit(browser, `${hub.place}/user/${owner}`)).notebook !== undefined;
  }

  /** Waits until JupyterHub's roles follow the definition. */
  async function untilOpen(visitor: string, owner: string): Promise<void> {
    while (!(await canOpen(visitor, owner))) await sleep(200);
  }

  /** What the engine has mounted in everybody's server. */
  async function mountsByPerson(): Promise<ReadonlyMap<string, ReadonlyMap<string, "rw" | "ro">>> {
    const containers = await hub.view.containers(hub.name);
    return new Map(
      present.map((name) => {
        const { Mounts } = containers.get(`${hub.name}-user-${name}`) ?? expect.fail(`no server of ${name}`);
        const volumes = Mounts.filter(({ Name }) => Name !== undefined && Name !== "");
        return [name, new Map(volumes.map(({ Name = "", RW }) => [Name, RW ? "rw" : "ro"]))];
      }),
    );
  }
});

function linesOf(volumes: readonly { readonly volume: string; readonly access: "rw" | "ro" }[]): Lines {
  return volumes.map(({ volume, access }) => `${volume} ${access}`).toSorted();
}
