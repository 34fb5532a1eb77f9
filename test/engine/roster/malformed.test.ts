import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import type { SignedIn } from "../support/signed-in.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";
import { Writer } from "../support/writer.ts";
import { repair, putSomethingMalformed } from "./malformed-file.ts";
import { GOOD_LIST } from "./malformed-text.ts";
import { SeededRandom } from "./random.ts";
import { RosterOnDisk } from "./roster-on-disk.ts";

const FILES = 2000;
/** How often everything is checked; after each of the other files, one person is. */
const FULL_CHECK = 100;
/** How often the file is being written while it is read. */
const WRITER = 40;
/** Seconds. */
const LATEST_ANSWER = 1;
/** Set to repeat a run: HUBWRIGHT_TEST_SEED=123 npm run show roster */
const SEED = Number(process.env["HUBWRIGHT_TEST_SEED"] ?? Date.now() % 1_000_000);

const INSIDE = ["hub-admin", "dean", "tom", "ann", "zed"] as const;
const WITH_SERVER = ["ann", "zed"] as const;

for (const [index, jupyterhub] of (["6.1", "5.5"] as const).entries()) {
  describe(`two thousand malformed userlists, JupyterHub ${jupyterhub}`, function () {
    this.timeout(900_000);
    let hub: TestHub;
    let file: RosterOnDisk;
    let stranger: string;
    const people = new Map<string, SignedIn>();

    before(async () => {
      hub = await TestHub.create({
        name: hubName(`roster-broken-${index + 1}`),
        port: await freePort(),
        definition: { jupyterhub },
        userlist: GOOD_LIST,
      });
      file = new RosterOnDisk(hub);
      await hub.up();
      stranger = await hub.passwordOf("nobody-ever");
      const admin = await hub.signIn("hub-admin");
      expect((await admin.api("POST", "/users", { usernames: ["zed"] })).status).to.equal(201);
      for (const name of INSIDE) people.set(name, await hub.signIn(name));
      for (const name of WITH_SERVER) await person(name).startServer();
      // Staff see everyone on the list, once the hub's database has them.
      while ((await listed("tom")).join() !== "ann") await sleep(200);
    });

    after(() => hub?.remove());

    it("take access from nobody and give it to nobody, and the hub answers throughout", async function () {
      const random = new SeededRandom(SEED);
      const before = await everything();
      const slowest = { seconds: 0, after: "" };
      let answers = 0;

      /** One request by a person who is signed in and must stay so. */
      const ask = async (number: number, what: string) => {
        const name = INSIDE[number % INSIDE.length] ?? "ann";
        const begun = performance.now();
        const { status, text } = await person(name).api("GET", "/user");
        const seconds = (performance.now() - begun) / 1000;
        answers += 1;
        if (seconds > slowest.seconds) Object.assign(slowest, { seconds, after: what });
        const where = `${name} after file ${number} of seed ${SEED}: ${what}`;
        expect(status, where).to.equal(200);
        const model = JSON.parse(text) as { name: string; admin: boolean };
        expect([model.name, model.admin], where).to.deep.equal([name, name === "hub-admin" || name === "dean"]);
      };

      for (let number = 1; number <= FILES; number += 1) {
        let what = putSomethingMalformed(file, random);
        if (number % WRITER === 0) {
          repair(file);
          what = "a list that is being written";
          const writer = new Writer(file.path, GOOD_LIST);
          const until = performance.now() + 300;
          while (performance.now() < until) await ask(number, what);
          await writer.stop();
        }
        await ask(number, what);
        if (number % FULL_CHECK > 0) continue;
        expect(await everything(), `after file ${number} of seed ${SEED}: ${what}`).to.deep.equal(before);
        repair(file);
      }

      noteFigure(
        this,
        `seed ${SEED}: ${FILES} files, ${FILES / FULL_CHECK} full checks, ${answers} answers, the slowest ${slowest.seconds.toFixed(2)} s (${slowest.after})`,
      );
      expect(slowest.seconds, slowest.after).to.be.lessThan(LATEST_ANSWER);
    });

    it("leave nothing behind: the next good list takes effect", async () => {
      file.save(Buffer.from(`${GOOD_LIST.replace("dean admin", "dean")}eve math\n`), "by rename");
      const begun = performance.now();
      while ((await listed("tom")).join() !== "ann,eve" || (await rowOf("dean"))?.admin !== false) {
        expect(performance.now() - begun).to.be.lessThan(15_000);
        await sleep(200);
      }
    });

    function person(name: string): SignedIn {
      const found = people.get(name);
      if (found === undefined) throw new Error(`${name} is not signed in`);
      return found;
    }

    /** Everything about the watched people that a list could change, as it is now. */
    async function everything(): Promise<object> {
      const rows = await Promise.all(INSIDE.map(async (name) => [name, (await rowOf(name))?.admin]));
      const sessions = await Promise.all(
        INSIDE.map(async (name) => [name, (await person(name).api("GET", "/user")).status]),
      );
      const containers = await hub.view.containers(hub.name);
      const { status } = await hub.trySignIn("nobody-ever", stranger);
      return {
        rows,
        sessions,
        containers: [...containers].map(([name, { Id }]) => `${name} ${Id}`).toSorted(),
        staffSee: await listed("tom"),
        membersSee: await listed("ann"),
        "nobody-ever": [status, (await rowOf("nobody-ever"))?.admin],
      };
    }

    async function rowOf(name: string): Promise<{ readonly admin: boolean } | undefined> {
      const { status, text } = await person("hub-admin").api("GET", `/users/${name}`);
      return status === 200 ? (JSON.parse(text) as { admin: boolean }) : undefined;
    }

    async function listed(by: string): Promise<readonly string[]> {
      const { status, text } = await person(by).api("GET", "/users");
      const rows = status === 200 ? (JSON.parse(text) as { name: string }[]) : [];
      return rows.map(({ name }) => name).toSorted();
    }
  });
}
