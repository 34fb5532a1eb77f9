import { expect } from "chai";
import { untilItAnswers } from "../support/browser.ts";
import { inSeconds, noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import type { SignedIn } from "../support/signed-in.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";
import { untilActedOn } from "../roster/acted-on.ts";
import { RosterOnDisk } from "../roster/roster-on-disk.ts";
import { BY_PAGE, WAY_OF_ADMINS, WAYS_IN, type WayIn } from "./ways-in.ts";

/** Seconds within which docs/people.md promises that access ends. */
const PROMISED = 15;

/** Everyone whose server is running. */
const MEMBERS = Array.from({ length: 10 }, (_, index) => `m${index + 1}`);

interface Visit {
  readonly way: WayIn;
  readonly visitor: string;
  /** What remains of the visitor's line in the list. */
  readonly afterwards: string;
  readonly owner: string;
}

/** A separate person for each way: staff who are demoted, one who is removed from the list, and an admin. */
const VISITS: readonly Visit[] = WAYS_IN.map((way, index) => ({
  way,
  visitor: `s${index + 1}`,
  afterwards: `s${index + 1} team-1\n`,
  owner: `m${index + 1}`,
}));
const OTHERS: readonly Visit[] = [
  { way: BY_PAGE, visitor: "gone", afterwards: "", owner: "m7" },
  { way: BY_PAGE, visitor: "dean", afterwards: "dean\n", owner: "m8" },
  { way: WAY_OF_ADMINS, visitor: "dora", afterwards: "dora\n", owner: "m9" },
];
const ALL = [...VISITS, ...OTHERS];

const lineOf = (visitor: string) =>
  ["dean", "dora"].includes(visitor) ? `${visitor} admin\n` : `${visitor} team-1:staff\n`;
const ALWAYS = [
  "hub-admin admin\n",
  "tia team-1:staff\n",
  "tom team-1:staff\n",
  ...MEMBERS.map((name) => `${name} team-1\n`),
];
const BEFORE = [...ALWAYS, ...ALL.map(({ visitor }) => lineOf(visitor))].join("");
const AFTER = [...ALWAYS, ...ALL.map(({ afterwards }) => afterwards)].join("");

/** Edits of a list that take nothing away. A member whom staff have visited gets no other group: that would end the visit. */
const EDITS: readonly ((text: string, number: number) => string)[] = [
  (text, number) => `${text}new${number} team-1\n`,
  (text, number) => `${text}# Week ${number}\n\n`,
  (text, number) => text.replace(/^m10 team-1.*$/m, (line) => `${line} extra-${number}`),
  (text) =>
    text.replace(/^s1 (.*)$/m, "s1  $1 until=2099-12-31").replace(/( until=2099-12-31)+$/m, " until=2099-12-31"),
  (text) => text.split("\n").toReversed().join("\n").trim().concat("\n"),
  (text, number) => `${text}chief${number} admin\n`,
];

/** Removes the record from a hub, by changing its own Python in its container. */
const FORGETS = `
import hubwright_hub.access.visits as visits
with open(visits.__file__, "a") as file:
    file.write("\\n\\nVisits.of = lambda self, running: []\\n")
`;

for (const [index, jupyterhub] of (["6.1", "5.5"] as const).entries()) {
  describe(`whoever was in somebody's server, JupyterHub ${jupyterhub}`, function () {
    this.timeout(600_000);
    let hub: TestHub;
    let list: RosterOnDisk;
    const owners = new Map<string, SignedIn>();

    before(async () => {
      const [name, port] = [hubName(`inside-${index + 1}`), await freePort()];
      hub = await TestHub.create({ name, port, definition: { jupyterhub }, userlist: BEFORE });
      await hub.up();
      list = new RosterOnDisk(hub);
      for (const member of MEMBERS) owners.set(member, await hub.signIn(member));
    });

    after(() => hub?.remove());

    /** Starts every server that is not running. */
    async function startAll(): Promise<void> {
      for (const owner of owners.values()) await owner.startServer();
    }

    /** The containers of people's servers, by owner. */
    async function running(): Promise<ReadonlyMap<string, string>> {
      const prefix = `${hub.name}-user-`;
      const containers = [...(await hub.view.containers(hub.name))];
      return new Map(
        containers.flatMap(([name, { Id }]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), Id]] : [])),
      );
    }

    /** Saves a list, and waits until everything that follows from it is done. @returns whose servers stopped, and after how long. */
    async function ended(text: string): Promise<{ readonly owners: readonly string[]; readonly took: number }> {
      const before = await running();
      const begun = performance.now();
      list.save(Buffer.from(text), "in place");
      await untilActedOn(hub, list);
      const took = performance.now() - begun;
      const now = await running();
      return { owners: [...before].flatMap(([owner, id]) => (now.get(owner) === id ? [] : [owner])).toSorted(), took };
    }

    async function enterAll(): Promise<void> {
      await startAll();
      for (const { way, visitor, owner } of ALL) {
        const signedIn = owners.get(owner);
        if (signedIn !== undefined) await way.enter(await hub.signIn(visitor), signedIn);
      }
    }

    async function restartHub(): Promise<void> {
      await hub.view.docker.getContainer(hub.name).restart();
      await untilItAnswers(hub.loginPage);
      await untilActedOn(hub, list);
    }

    const ownersOf = (visits: readonly Visit[]) => visits.map(({ owner }) => owner).toSorted();

    it("is out of it within fifteen seconds of losing access, no matter how they got in, and nobody else is", async function () {
      await enterAll();
      expect((await ended(`${BEFORE}new team-1\n`)).owners, "an edit that takes nothing away").to.deep.equal([]);
      const { owners: left, took } = await ended(AFTER);
      expect(left).to.deep.equal(ownersOf(ALL));
      expect(took / 1000).to.be.below(PROMISED);
      noteFigure(this, `${ALL.length} of ${ALL.length} ways, 0 shells left after ${inSeconds(took)}`);
    });

    it("is known by a record: with it, two servers of ten stop, and without it, ten", async function () {
      await startAll();
      const tia = ["m1", "m2"];
      for (const name of tia) {
        const owner = owners.get(name);
        if (owner !== undefined) await BY_PAGE.enter(await hub.signIn("tia"), owner);
      }
      // The record outlives the hub's process.
      await restartHub();
      const withoutTia = AFTER.replace("tia team-1:staff", "tia team-1");
      const first = await ended(withoutTia);
      expect(first.owners).to.deep.equal(tia);

      await startAll();
      await hub.view.exec(hub.name, ["rm", "/srv/jupyterhub/visits.json"]);
      await restartHub();
      const second = await ended(withoutTia.replace("tom team-1:staff", "tom team-1"));
      expect(second.owners).to.deep.equal(MEMBERS.toSorted());
      noteFigure(this, `${first.owners.length} of 10 stopped; without the record ${second.owners.length}`);
    });

    if (jupyterhub !== "6.1") return;
    it("and its owner stay through sixty edits of the list that take nothing away", async function () {
      await ended(BEFORE);
      await enterAll();
      const before = await running();
      let text = BEFORE;
      for (let number = 0; number < 60; number += 1) {
        text = EDITS[number % EDITS.length]?.(text, number) ?? text;
        list.save(Buffer.from(text), number % 2 === 0 ? "in place" : "by rename");
        await untilActedOn(hub, list);
      }
      expect(await running()).to.deep.equal(before);
      // So many people came in the meantime that removing them needs a confirmation.
      list.save(Buffer.from(BEFORE), "in place");
      await untilActedOn(hub, list);
      await hub.must("people", "accept", "--yes");
      await untilActedOn(hub, list);
      expect(await running()).to.deep.equal(before);
      expect(before.size).to.equal(MEMBERS.length);
      noteFigure(this, `${before.size} servers, ${ALL.length} of them entered: 0 stopped`);
    });

    it("stays in it where nothing is recorded, unless a token of theirs is left", async function () {
      await ended(BEFORE);
      await hub.view.exec(hub.name, ["python3", "-c", FORGETS]);
      await restartHub();
      await enterAll();
      const { owners: left } = await ended(AFTER);
      const uncovered = ownersOf(ALL.filter(({ way }) => !way.isCovered));
      expect(left).to.deep.equal(uncovered);
      noteFigure(this, `${ALL.length - left.length} of ${ALL.length} shells left`);
    });
  });
}
