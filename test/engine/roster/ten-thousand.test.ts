import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { untilItAnswers } from "../support/browser.ts";
import { noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { ResponseTimes } from "../support/response-times.ts";
import type { SignedIn } from "../support/signed-in.ts";
import { TestHub } from "../support/test-hub.ts";

const PEOPLE = 10_000;
const GROUPS = 500;
/** Seconds; what the roster promises. */
const IN_FORCE = 15;
const FIRST_LOAD = 60;
const LATEST_ANSWER = 1;
/** Milliseconds. */
const OVERHEAD = 2;

/** Times what the roster adds to each sign-in and each start of a server, in the hub's own Python, file and memory. */
const OVERHEAD_PROGRAM = `
import json, statistics, time
from hubwright_hub.access.entry import entry_of
from hubwright_hub.access.mounts_now import mounts_now
from hubwright_hub.live import live_hub
live = live_hub()
names = list(live.roster.now().people)[:: 10]
def median(work):
    taken = []
    for name in names:
        begun = time.perf_counter()
        work(name)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken) * 1000
print(json.dumps({"people": len(live.roster.now().people), "signIn": median(lambda name: entry_of(live, name, has_row=True)), "spawn": median(lambda name: mounts_now(live, name))}))
`;
import { hubName } from "../support/test-run.ts";

for (const [index, jupyterhub] of (["6.1", "5.5"] as const).entries()) {
  describe(`ten thousand people in five hundred groups, JupyterHub ${jupyterhub}`, function () {
    this.timeout(600_000);
    let hub: TestHub;
    let admin: SignedIn;
    let times: ResponseTimes;

    before(async () => {
      hub = await TestHub.create({
        name: hubName(`many-${index + 1}`),
        port: await freePort(),
        definition: { jupyterhub },
        userlist: "hub-admin admin\n",
      });
      await hub.up();
      admin = await hub.signIn("hub-admin");
      times = new ResponseTimes(hub);
    });

    after(() => hub?.remove());

    it("are all in the hub's database within a minute after the list is saved, and the hub answers in the meantime", async function () {
      const { seconds, slowest, count } = await whileAsking(async () => {
        hub.write("roster/userlist", manyPeople());
        await until(async () => (await names(PEOPLE - 1)).length === 1);
      });
      noteFigure(
        this,
        `${seconds.toFixed(1)} s, slowest of ${count} answers ${slowest.toFixed(2)} s, ${await memory()}`,
      );
      expect(seconds).to.be.lessThan(FIRST_LOAD);
      expect(count).to.be.greaterThan(0);
      expect(slowest).to.be.lessThan(LATEST_ANSWER);
    });

    it("are given groups, standing and an end of access by one edit within 15 seconds, and the hub answers in the meantime", async function () {
      const list = manyPeople()
        .replace("p00007 g007:staff", "p00007")
        .replace(/^p05000 .*\n/m, "")
        .replace("p00600 ", "p00600 extra ");
      const { seconds, slowest, count } = await whileAsking(async () => {
        hub.write("roster/userlist", list);
        await until(async () => (await groupsOf("p00600")).includes("extra"));
        await until(async () => (await admin.api("GET", "/users/p05000")).status === 404);
        await until(async () => !(await rolesOf("p00007")).some((role) => role.startsWith("hubwright-staff-")));
      });
      noteFigure(
        this,
        `${seconds.toFixed(1)} s, slowest of ${count} answers ${slowest.toFixed(2)} s, ${await memory()}`,
      );
      expect(seconds).to.be.lessThan(IN_FORCE);
      expect(count).to.be.greaterThan(0);
      expect(slowest).to.be.lessThan(LATEST_ANSWER);
    });

    it("cost a sign-in and a start of a server less than two milliseconds together", async function () {
      const printed = await hub.view.exec(hub.name, ["python3", "-c", OVERHEAD_PROGRAM]);
      const { people, signIn, spawn } = JSON.parse(printed.trim().split("\n").at(-1) ?? "") as {
        people: number;
        signIn: number;
        spawn: number;
      };
      noteFigure(this, `medians: sign-in ${signIn.toFixed(3)} ms, start ${spawn.toFixed(3)} ms`);
      // One of them was removed from the list above.
      expect(people).to.equal(PEOPLE - 1);
      expect(signIn + spawn).to.be.lessThan(OVERHEAD);
    });

    it("can sign in again within a minute after a restart of the hub, which has them all", async function () {
      const begun = performance.now();
      await hub.must("restart");
      await untilItAnswers(hub.loginPage);
      const { person } = await hub.trySignIn("p00001", await hub.passwordOf("p00001"));
      const seconds = (performance.now() - begun) / 1000;
      expect(person?.name).to.equal("p00001");
      await until(async () => (await names(PEOPLE - 2)).length === 1);
      noteFigure(this, `${seconds.toFixed(1)} s until somebody is in`);
      expect(seconds).to.be.lessThan(FIRST_LOAD);
    });

    /** Does something while pages of the hub are requested all the time. */
    async function whileAsking(work: () => Promise<void>) {
      const begun = performance.now();
      const asking = times.start();
      try {
        await work();
        return { seconds: (performance.now() - begun) / 1000, ...(await asking.stop()) };
      } finally {
        await asking.stop();
      }
    }

    /** The names on one short page of the hub's list of everyone. */
    async function names(offset: number): Promise<readonly string[]> {
      const { status, text } = await admin.api("GET", `/users?offset=${offset}&limit=5`);
      if (status !== 200) return [];
      return (JSON.parse(text) as { name: string }[]).map(({ name }) => name);
    }

    async function groupsOf(name: string): Promise<readonly string[]> {
      return ((await userOf(name)) as { groups: readonly string[] }).groups;
    }

    async function rolesOf(name: string): Promise<readonly string[]> {
      return ((await userOf(name)) as { roles: readonly string[] }).roles;
    }

    async function userOf(name: string): Promise<unknown> {
      return JSON.parse((await admin.api("GET", `/users/${name}`)).text);
    }

    async function memory(): Promise<string> {
      const text = await hub.view.exec(hub.name, ["sh", "-c", "grep -hs VmRSS /proc/[0-9]*/status || true"]);
      // The hub itself is by far the largest of its container's processes.
      const kilobytes = Math.max(...[...text.matchAll(/(\d+) kB/g)].map(([, amount]) => Number(amount)));
      expect(kilobytes).to.be.greaterThan(10_000);
      return `hub process ${(kilobytes / 1024).toFixed(0)} MiB`;
    }
  });
}

/** One admin and 9,999 others, each in two groups; the first five hundred are staff of one group each. */
function manyPeople(): string {
  const lines = ["hub-admin admin"];
  for (let number = 1; number < PEOPLE; number += 1) {
    const staff = number < GROUPS ? `${group(number)}:staff` : group(number);
    lines.push(`p${String(number).padStart(5, "0")} ${staff} ${group(number * 7 + 3)}`);
  }
  return `${lines.join("\n")}\n`;
}

function group(number: number): string {
  return `g${String(number % GROUPS).padStart(3, "0")}`;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 240_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error("It is not so after 240 seconds.");
    await sleep(250);
  }
}
