import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { TestHub } from "../support/test-hub.ts";
import { type Actor, ATTEMPTS, type Attempt, type Target } from "./staff-attempts.ts";
import { sectionFor, sectionOf, type TableRow, writeSection } from "./staff-table.ts";
import { hubName } from "../support/test-run.ts";

const LIST = `hub-admin admin
dean admin math
tom math:staff
tia math:staff
ann math
pat phys
pia phys:staff
`;

/** Whom tom, staff of math, must not reach. */
const OUT_OF_REACH = [
  ["pat", "phys"],
  ["tia", "math"],
  ["dean", "math"],
] as const;

for (const [index, jupyterhub] of (["6.1", "5.5"] as const).entries()) {
  describe(`staff of one group, JupyterHub ${jupyterhub}`, function () {
    this.timeout(900_000);
    let hub: TestHub;
    let tom: Actor;
    let admin: Actor;
    const targets = new Map<string, Target>();

    before(async () => {
      hub = await TestHub.create({
        name: hubName(`roster-staff-${index + 1}`),
        port: await freePort(),
        definition: { jupyterhub },
        userlist: LIST,
      });
      await hub.up();
      admin = await actor("hub-admin");
      for (const [person, group] of [...OUT_OF_REACH, ["ann", "math"] as const])
        targets.set(person, await targetAt(person, group));
      tom = await actor("tom");
      // Standing becomes JupyterHub's roles by the hub's own work, a moment after its start.
      while ((await tom.signedIn.api("GET", "/users/ann")).status !== 200) await sleep(200);
    });

    after(() => hub?.remove());

    it("may do to its own members what the table says, and nothing to anybody else", async function () {
      const rows: TableRow[] = [];
      for (const attempt of ATTEMPTS) rows.push(await row(attempt));
      const tried = rows.flatMap(({ refused }) => refused.filter((outcome) => outcome !== null));
      noteFigure(this, `${rows.length} actions, ${tried.length} refusals, ${rows.length} controls: docs/staff-may.md`);
      const section = sectionFor(rows);
      const faults = rows.flatMap(({ what, refused, control }) => [
        ...refused.filter((outcome) => outcome !== null && !isRefusal(outcome)).map((outcome) => `${what}: ${outcome}`),
        ...(/ (2\d\d|101|listed|done)$/.test(control) ? [] : [`${what}, control: ${control}`]),
      ]);
      expect(faults).to.deep.equal([]);
      if (process.env["UPDATE_STAFF_TABLE"] === "1") writeSection(jupyterhub, section);
      expect(section, "docs/staff-may.md").to.equal(sectionOf(jupyterhub));
    });

    async function row({ what, onEach, takesTime, tries, control, asAdmin }: Attempt): Promise<TableRow> {
      const refused: (string | null)[] = [];
      for (const [index, [person]] of OUT_OF_REACH.entries())
        refused.push(index === 0 || onEach === true ? outcome(await tries(tom, target(person))) : null);
      // Somebody who may is tried after those who may not: what they change is then no cause of a refusal.
      const [who, answer] =
        control === "own member"
          ? ["staff", await tries(tom, target("ann"))]
          : ["admin", await (asAdmin ?? tries)(admin, target("pat"))];
      const status = outcome(answer);
      const done = takesTime === true && /^20[124]$/.test(status) ? "done" : status;
      await untilSettled("ann");
      return { what, refused, control: `${who}: ${done}` };
    }

    function target(person: string): Target {
      const found = targets.get(person);
      if (found === undefined) throw new Error(`${person} is nobody's target`);
      return found;
    }

    async function actor(name: string): Promise<Actor> {
      const signedIn = await hub.signIn(name);
      const { text } = await signedIn.api("POST", `/users/${name}/tokens`, { note: "for a test" });
      return { signedIn, token: (JSON.parse(text) as { token: string }).token };
    }

    /** Somebody with a running server, a kernel in it and a token. */
    async function targetAt(person: string, group: string): Promise<Target> {
      const signedIn = await hub.signIn(person);
      const made = await signedIn.api("POST", `/users/${person}/tokens`, { note: "their own" });
      const notebook = await signedIn.notebook();
      const kernel = await notebook.api("POST", "/kernels", { name: "python3" });
      const idOf = (text: string) => (JSON.parse(text) as { id: string }).id;
      return { person, group, token: idOf(made.text), kernel: idOf(kernel.text) };
    }

    /** Waits while a server of somebody's is about to start or to stop. */
    async function untilSettled(person: string): Promise<void> {
      for (;;) {
        const { status, text } = await admin.signedIn.api("GET", `/users/${person}`);
        // The hub itself is away after its shutdown.
        if (status !== 200) return;
        const { servers } = JSON.parse(text) as { servers: { [name: string]: { pending: string | null } } };
        if (Object.values(servers).every(({ pending }) => pending === null)) return;
        await sleep(200);
      }
    }
  });
}

function outcome(answer: Awaited<ReturnType<Attempt["tries"]>>): string {
  return String(typeof answer === "object" ? answer.status : answer);
}

/** 400 is how JupyterHub refuses a token with more than its owner has. */
function isRefusal(outcome: string): boolean {
  return ["400", "403", "404", "not listed"].includes(outcome);
}
