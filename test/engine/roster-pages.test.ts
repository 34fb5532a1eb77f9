import { renameSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { inSeconds, noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import type { SignedIn } from "./support/signed-in.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

const STUDENTS = Array.from({ length: 20 }, (_, number) => `student${number}`);
const GOOD = ["hub-admin admin", "prof math:staff", "ann math", ...STUDENTS.map((name) => `${name} math`), ""].join(
  "\n",
);
const FEW = "hub-admin admin\nprof math:staff\nann math\n";
/** Seconds from a save until a page shows it. */
const SOON = 15;

/** A department's own page, with an announcement that it writes itself: it must stay, and so must ours. */
const BRANDING = `from pathlib import Path

pages = Path("/tmp/pages")
pages.mkdir(exist_ok=True)
(pages / "page.html").write_text(
    '{% extends "templates/page.html" %}{% block announcement %}<p>{{ exam }}</p>{{ super() }}{% endblock %}'
)
c.JupyterHub.template_paths = [str(pages)]
c.JupyterHub.template_vars = {"exam": "The exam is on Friday.", "announcement": lambda user: "Bring a pencil."}
`;

describe("the roster on the pages of a hub", () => {
  for (const { jupyterhub, name } of [
    { jupyterhub: "6.1", name: hubName("pages") },
    { jupyterhub: "5.5", name: hubName("pages-before") },
  ] as const) {
    describe(`of JupyterHub ${jupyterhub}`, function () {
      this.timeout(900_000);
      let hub: TestHub;
      let admin: SignedIn;
      let staff: SignedIn;
      let student: SignedIn;
      const page = async (person: SignedIn, path: string) => person.browser.open(`${hub.place}/hub/${path}`);
      const bannerOf = async (person: SignedIn, path = "home") =>
        /<div[^>]*id="hubwright-roster">([\s\S]*?)<\/div>/
          .exec((await page(person, path)).text)?.[1]
          ?.replace(/\s+/g, " ");

      before(async () => {
        hub = await TestHub.create({
          name,
          port: await freePort(),
          definition: { jupyterhub, extraConfig: ["branding.py"] },
          files: { "branding.py": BRANDING },
          userlist: GOOD,
        });
        await hub.up();
        admin = await hub.signIn("hub-admin");
        staff = await hub.signIn("prof");
        student = await hub.signIn("ann");
      });

      after(() => hub?.remove());

      beforeEach(async () => {
        save(GOOD);
        await until(async () => (await page(admin, "roster")).text.includes("23 people have access"));
        expect(await bannerOf(admin)).to.equal(undefined);
      });

      /** Saves as editors do: a new file under the old name. */
      function save(text: string): void {
        hub.write("roster/.userlist.new", text);
        renameSync(join(hub.directory, "roster/.userlist.new"), join(hub.directory, "roster/userlist"));
      }

      async function decide(person: SignedIn, fields: { readonly [name: string]: string }) {
        return person.browser.submit(`${hub.place}/hub/roster`, fields);
      }

      async function shownDigest(): Promise<string> {
        return /name="digest" value="([0-9a-f]{64})"/.exec((await page(admin, "roster")).text)?.[1] ?? "";
      }

      it("shows admins the lines with errors on each page, and nothing once they are fixed", async function () {
        save(`${GOOD}eve m!th\nbob until=tomorrow\n`);
        const shown = await until(async () => (await bannerOf(admin)) !== undefined);
        for (const path of ["home", "token", "admin"])
          expect(await bannerOf(admin, path))
            .to.include("has 2 errors")
            .and.to.match(/Line 24: .*Line 25: /);
        save(GOOD);
        const gone = await until(async () => (await bannerOf(admin)) === undefined);
        noteFigure(this, `shown after ${inSeconds(shown)}, gone after ${inSeconds(gone)}`);
      });

      it("shows staff and students no banner and no link to the roster", async () => {
        save(`${GOOD}eve m!th\n`);
        await until(async () => (await bannerOf(admin)) !== undefined);
        for (const person of [staff, student]) {
          const home = await page(person, "home");
          expect(home.text).to.not.include("hubwright-roster").and.to.not.include("m!th");
          expect(home.text).to.not.include("/hub/roster");
          expect((await page(person, "roster")).status).to.equal(403);
          expect((await page(person, "login_list")).status).to.equal(403);
          expect((await person.loginList()).status).to.equal(403);
          expect((await decide(person, { decision: "accept", digest: "0".repeat(64) })).status).to.equal(403);
        }
        expect((await page(staff, "admin")).status, "the admin page is open to staff").to.equal(200);
      });

      it("keeps the definition's page and announcements next to the banner", async () => {
        save(`${GOOD}eve m!th\n`);
        await until(async () => (await bannerOf(admin)) !== undefined);
        for (const person of [admin, student]) {
          const { text } = await page(person, "home");
          expect(text).to.include("The exam is on Friday.").and.to.include("Bring a pencil.");
        }
      });

      it("accepts a loss for an admin who saw it, and for nobody without the page's token", async () => {
        save(FEW);
        await until(async () => (await bannerOf(admin))?.includes("takes access from 20 people") === true);
        const digest = await shownDigest();
        const forged = await decide(admin, { decision: "accept", digest, _xsrf: "" });
        expect(forged.status).to.equal(403);
        expect(await bannerOf(admin)).to.include("takes access from 20 people");

        save(`${FEW}# edited meanwhile\n`);
        await until(async () => !["", digest].includes(await shownDigest()));
        const stale = await decide(admin, { decision: "accept", digest });
        expect(stale.path).to.match(/told=changed$/);
        expect(stale.text).to.include("Nothing was changed").and.to.include("20 people would lose access");

        const accepted = await decide(admin, { decision: "accept", digest: await shownDigest() });
        expect([accepted.status, accepted.path.split("?")[1]]).to.deep.equal([200, "told=accepted"]);
        await until(async () => (await bannerOf(admin)) === undefined);
        expect((await page(admin, "roster")).text).to.include("3 people have access");
        expect((await page(student, "home")).status).to.equal(200);
      });

      it("tells a person which folder a restart of their server adds", async () => {
        await student.startServer();
        expect((await page(student, "home")).text).to.not.include("hubwright-gained");
        save(GOOD.replace("ann math", "ann math geo"));
        await until(async () => (await page(student, "home")).text.includes("hubwright-gained"));
        expect((await page(student, "home")).text).to.include("/home/jovyan/geo");
        await student.stopServer();
        await student.startServer();
        expect((await page(student, "home")).text).to.not.include("hubwright-gained");
        await student.stopServer();
      });

      it("holds a name that was away for a long time, on the page and for the commands, until an admin decides", async () => {
        await hub.view.exec(name, ["python3", "-c", LONG_AWAY]);
        save(`${GOOD}z'&amp\nyan\n`);
        await until(async () => (await bannerOf(admin))?.includes("2 names were used here before") === true);
        expect(await bannerOf(admin))
          .to.include("z&#39;&amp;amp")
          .and.to.not.include("z'");
        expect((await hub.trySignIn("yan", await hub.passwordOf("yan"))).message).to.include("same person");
        expect(await hub.must("status")).to.match(/held: .*"yan"/);
        const decided = await decide(admin, { decision: "same", name: "z'&amp" });
        expect(decided.path).to.match(/told=same$/);
        await hub.must("people", "return", "yan", "--same");
        await until(async () => (await bannerOf(admin)) === undefined);
        expect((await hub.trySignIn("yan", await hub.passwordOf("yan"))).person).to.not.equal(undefined);
      });

      it("is reported by status and accepted by the command without a browser", async () => {
        save(FEW);
        await until(async () => (await hub.must("status")).includes("20 people would lose access"));
        const status = JSON.parse(await hub.must("status", "--json")) as { people: number; roster: { people: number } };
        expect([status.people, status.roster.people]).to.deep.equal([3, 23]);
        await hub.must("people", "accept", "--yes");
        await until(async () => (await bannerOf(admin)) === undefined);
        expect((await hub.run(["people", "accept", "--yes"])).exitCode).to.equal(1);
      });
    });
  }
});

const LONG_AWAY = `
from datetime import date
from hubwright_hub.live import hub_beside

memory = hub_beside().memory
memory.came(["z'&amp", "yan"])
memory.left(["z'&amp", "yan"], date(2020, 1, 1))
memory.check_written()
`;

/** Waits until a condition is true. @returns after how many milliseconds. */
async function until(isSo: () => Promise<boolean>): Promise<number> {
  const started = performance.now();
  while (!(await isSo())) {
    if (performance.now() - started > SOON * 1000) throw new Error(`It is not so within ${SOON} seconds.`);
    await sleep(250);
  }
  return performance.now() - started;
}
