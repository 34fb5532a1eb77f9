import { expect } from "chai";
import { randomList, reshaped } from "../../contracts/reshaped-lists.ts";
import { GroupMap, type Person } from "../../../src/model/roster/group-map.ts";
import { derivePassword } from "../../../src/model/hub/password.ts";
import { noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";
import { untilActedOn } from "../roster/acted-on.ts";
import { SeededRandom } from "../roster/random.ts";
import { RosterOnDisk } from "../roster/roster-on-disk.ts";

const LISTS = 60;
const SEED = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));

interface Account {
  readonly admin: boolean;
  readonly groups: readonly string[];
}

describe("lists that another program has spoiled, on one running hub", function () {
  this.timeout(900_000);
  let hub: TestHub;
  let list: RosterOnDisk;
  let key: string;

  before(async () => {
    hub = await TestHub.create({ name: hubName("spoiled"), port: await freePort(), userlist: "hub-admin admin\n" });
    await hub.up();
    list = new RosterOnDisk(hub);
    key = /^HASH_SECRET_KEY=(.*)$/m.exec(hub.read("secrets/oauth.env"))?.[1] ?? "";
  });

  after(() => hub?.remove());

  async function save(bytes: Uint8Array): Promise<void> {
    list.save(Buffer.from(bytes), "by rename");
    await untilActedOn(hub, list);
  }

  /** Makes a good list take effect, whatever the previous one was. */
  async function begin(text: string): Promise<void> {
    await save(Buffer.from(text));
    if ((await status()).loss.length > 0) {
      await hub.must("people", "accept", "--yes");
      await untilActedOn(hub, list, { waiting: 0 });
    }
    const { people, diagnostics, loss } = await status();
    const wanted = { people: GroupMap.parse(text).people.length, loss: [] };
    expect({ people, loss }, `${text} ${JSON.stringify(diagnostics)}`).to.deep.equal(wanted);
  }

  /** What the hub itself reports about its list. */
  async function status(): Promise<{ people: number; loss: readonly string[]; diagnostics: readonly unknown[] }> {
    return (JSON.parse(await hub.must("status", "--json")) as { roster: Awaited<ReturnType<typeof status>> }).roster;
  }

  /** A person as the hub knows them once they have signed in, or the hub's message if they cannot sign in. */
  async function accountOf({ name, pw }: Person): Promise<Account | string> {
    const { person, status, message } = await hub.trySignIn(name, derivePassword(name, key, { pw }));
    if (person === undefined) return `${status} ${message}`;
    const { text } = await person.api("GET", "/user");
    return JSON.parse(text) as Account;
  }

  it(`take nothing from anyone who signs in, and let nobody in whose time has ended: ${LISTS} lists`, async function () {
    const random = new SeededRandom(SEED);
    const today = new Date().toISOString().slice(0, 10);
    const lately = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);
    const counts = { in: 0, out: 0 };
    for (let number = 0; number < LISTS; number += 1) {
      // People whose time ended long ago are held when they are back, which is another rule.
      const text = randomList(random).replaceAll("until=2020-01-31", `until=${lately}`);
      const cases = reshaped(text, random);
      const one = cases[number % cases.length];
      if (one === undefined) throw new Error("There is no such shape.");
      await begin(text);
      await save(one.after);
      const where = `seed ${SEED}, list ${number}, ${one.how}: ${JSON.stringify(text)} became ${JSON.stringify(Buffer.from(one.after).toString())}`;
      for (const person of GroupMap.parse(text).people) {
        const account = await accountOf(person);
        const hasEnded = person.until !== null && person.until < today;
        counts[hasEnded ? "out" : "in"] += 1;
        if (typeof account === "string") {
          expect(account, `${person.name}: ${where}`).to.match(/^403 Your access to this hub ended on /);
          expect(hasEnded, `${person.name} is out: ${where}`).to.equal(true);
          continue;
        }
        expect(hasEnded, `${person.name} is in: ${where}`).to.equal(false);
        expect(account.admin || !person.admin, `${person.name} is an admin: ${where}`).to.equal(true);
        expect(account.groups, where).to.include.members(person.groups.map(({ group }) => group));
      }
    }
    noteFigure(this, `seed ${SEED}: ${counts.in} people still in, ${counts.out} still out`);
  });
});
