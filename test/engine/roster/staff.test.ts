import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, askWithToken } from "../support/browser.ts";
import { inSeconds, noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { Notebook } from "../support/notebook.ts";
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
pia phys:staff math
kim math phys
sam closing
`;

const OF_SERVICE = "6".repeat(40);
/** A service with permission for what no admin may do: the same requests work for it. */
const SERVICE = `
c.JupyterHub.services = [{"name": "keeper", "api_token": "${OF_SERVICE}"}]
c.JupyterHub.load_roles = [
    {"name": "keeper", "services": ["keeper"], "scopes": ["shares", "proxy", "read:users:name"]}
]
`;

/** Whom tom, staff of math, must not reach. */
const OUT_OF_REACH = [
  ["pat", "phys"],
  ["tia", "math"],
  ["dean", "math"],
] as const;

/** Members of math through whose servers tom could reach files of phys: he can see, start and stop these servers, but not open them. */
const NOT_TO_OPEN = [
  ["kim", "math"],
  ["pia", "math"],
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
        definition: { jupyterhub, extraConfig: ["keeper.py"] },
        files: { "keeper.py": SERVICE },
        userlist: LIST,
      });
      await hub.up();
      admin = await actor("hub-admin");
      for (const [person, group] of [...OUT_OF_REACH, ...NOT_TO_OPEN, ["ann", "math"] as const])
        targets.set(person, await targetAt(person, group));
      tom = await actor("tom");
      // The hub itself turns staff into JupyterHub's roles, a moment after its start.
      while ((await tom.signedIn.api("GET", "/users/ann")).status !== 200) await sleep(200);
    });

    after(() => hub?.remove());

    it("can do to its own members what the table says, and nothing to anyone else", async function () {
      const rows: TableRow[] = [];
      const faults: string[] = [];
      for (const attempt of ATTEMPTS) {
        const { wrong, ...tried } = await row(attempt);
        rows.push(tried);
        faults.push(...wrong);
      }
      const outcomes = rows.flatMap((tried) => tried.outcomes.filter((outcome) => outcome !== null));
      const refusals = outcomes.filter(isRefusal).length;
      noteFigure(this, `${rows.length} actions, ${refusals} refusals, ${rows.length} controls: docs/staff-may.md`);
      const section = sectionFor(rows);
      expect(faults).to.deep.equal([]);
      if (process.env["UPDATE_STAFF_TABLE"] === "1") writeSection(jupyterhub, section);
      expect(section, "docs/staff-may.md").to.equal(sectionOf(jupyterhub));
    });

    it("can open every member's server with staff.open members, and loses access once that is removed", async function () {
      hub.redefine({ staff: { open: "members" } });
      await hub.up();
      for (const person of ["ann", "kim", "pia"]) await admin.signedIn.startServer(person);
      const folder = await (await untilOpen("kim")).list("phys");
      expect(folder, "a folder of phys, through the server of kim").to.be.an("array");
      await untilOpen("ann");
      const before = await hub.view.containers(hub.name);

      hub.redefine({});
      const { output, exitCode } = await hub.run(["up"]);
      const ready = performance.now();
      expect(exitCode, output).to.equal(0);
      expect(output).to.include("Staff can no longer open the servers of kim and pia");
      const idOf = async (person: string) =>
        (await hub.view.containers(hub.name)).get(`${hub.name}-user-${person}`)?.Id;
      while ((await idOf("kim")) !== undefined) await sleep(200);
      const took = performance.now() - ready;
      expect(took).to.be.lessThan(15_000);
      for (const person of ["ann", "pia"])
        expect(await idOf(person), person).to.equal(before.get(`${hub.name}-user-${person}`)?.Id);
      await admin.signedIn.startServer("kim");
      expect((await Notebook.visit(tom.signedIn.browser, `${hub.place}/user/kim`)).page.status).to.equal(403);
      noteFigure(this, `1 of 3 servers stopped, the one that staff were in, ${inSeconds(took)} after up`);
    });

    /** Opens someone's server as tom, once JupyterHub's groups match the definition. */
    async function untilOpen(person: string): Promise<Notebook> {
      for (;;) {
        const { notebook } = await Notebook.visit(tom.signedIn.browser, `${hub.place}/user/${person}`);
        if (notebook !== undefined) return notebook;
        await sleep(200);
      }
    }

    async function row(attempt: Attempt): Promise<TableRow & { readonly wrong: readonly string[] }> {
      const { what, onEach, opens, tries, control, asAdmin, asService } = attempt;
      const outcomes: (string | null)[] = [];
      const wrong: string[] = [];
      for (const [index, [person]] of [...OUT_OF_REACH, ...NOT_TO_OPEN].entries()) {
        const found = index === 0 || onEach === true ? outcomeOf(attempt, await tries(tom, target(person))) : null;
        outcomes.push(found);
        const isAllowed = index >= OUT_OF_REACH.length && opens !== true;
        if (found !== null && isRefusal(found) === isAllowed) wrong.push(`${what}, ${person}: ${found}`);
      }
      // A person with permission tries after those without, so that their changes cannot cause a refusal.
      const [who, answer] =
        control === "own member"
          ? ["staff", await tries(tom, target("ann"))]
          : [control, await (asAdmin ?? tries)(admin, target("pat"))];
      const done = outcomeOf(attempt, answer);
      const isAsSaid = control === "nobody" ? isRefusal(done) : /^(2\d\d|101|listed|done)$/.test(done);
      if (!isAsSaid) wrong.push(`${what}, control: ${done}`);
      const byService = asService === undefined ? null : outcomeOf(attempt, await asService(ask, target("pat")));
      if (byService?.startsWith("2") === false) wrong.push(`${what}, a service with the scope: ${byService}`);
      for (const person of ["ann", ...NOT_TO_OPEN.map(([name]) => name)]) await untilSettled(person);
      const may = byService === null ? `${who}: ${done}` : `a service with a role for it: ${byService}; admin: ${done}`;
      return { what, outcomes, control: may, wrong };
    }

    function ask(method: string, path: string, body?: unknown): Promise<Answer> {
      return askWithToken(`${hub.origin}${hub.place}/hub/api${path}`, OF_SERVICE, method, body);
    }

    function target(person: string): Target {
      const found = targets.get(person);
      if (found === undefined) throw new Error(`${person} is nobody's target`);
      return found;
    }

    async function actor(name: string): Promise<Actor> {
      const signedIn = await hub.signIn(name);
      const { text } = await signedIn.makeToken({ note: "for a test" });
      return { signedIn, token: (JSON.parse(text) as { token: string }).token };
    }

    /** Someone with a running server, a kernel in it and a token. */
    async function targetAt(person: string, group: string): Promise<Target> {
      const signedIn = await hub.signIn(person);
      const made = await signedIn.makeToken({ note: "their own" });
      const notebook = await signedIn.notebook();
      const kernel = await notebook.api("POST", "/kernels", { name: "python3" });
      const idOf = (text: string) => (JSON.parse(text) as { id: string }).id;
      return { person, group, token: idOf(made.text), kernel: idOf(kernel.text) };
    }

    /** Waits while someone's server is starting or stopping. */
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

function outcomeOf({ takesTime }: Attempt, answer: Awaited<ReturnType<Attempt["tries"]>>): string {
  const status = String(typeof answer === "object" ? answer.status : answer);
  return takesTime === true && /^20[124]$/.test(status) ? "done" : status;
}

/** 400 is how JupyterHub refuses a token with more than its owner has. */
function isRefusal(outcome: string): boolean {
  return ["400", "403", "404", "not listed"].includes(outcome);
}
