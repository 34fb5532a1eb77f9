import { expect } from "chai";
import type { Browser as Chromium, BrowserContext } from "playwright-core";
import { askWithToken, untilItAnswers } from "../support/browser.ts";
import { signInWith, startChromium } from "../support/chromium.ts";
import { noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { Notebook } from "../support/notebook.ts";
import type { SignedIn } from "../support/signed-in.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";
import { AttackPage, READERS, scopesOf } from "./attack-page.ts";

const LIST = "/hub/login_list";
const PATHS = [LIST, `${LIST}?format=csv`];

/** What forbids other pages to frame the list or to keep its window: ours, and JupyterHub's own. */
const HEADERS = `
LoginListHandler._keep_to_itself = lambda self: None
LoginListHandler.content_security_policy = "object-src *"
`;
/** The question for the password. */
const PASSWORD = `
LoginListHandler._ask = lambda self, problem=None: self._show("")
async def _anybody(self, name):
    return None
NewTokenHandler._prove = _anybody
`;

/** A program that removes this in the hub's container, and restores what an earlier one removed. */
const without = (...taken: readonly string[]) => `
import hubwright_hub.web.pages as pages
with open(pages.__file__) as file:
    own = file.read().split("# Changed by a test.")[0]
with open(pages.__file__, "w") as file:
    file.write(own + "# Changed by a test.\\n" + ${JSON.stringify(taken.join(""))})
`;

for (const jupyterhub of ["6.1", "5.5"] as const) {
  describe(`pages with passwords and tokens, on JupyterHub ${jupyterhub}`, function () {
    this.timeout(600_000);
    let hub: TestHub;
    let chromium: Chromium;
    let admin: SignedIn;
    let eve: SignedIn;
    let attack: AttackPage;
    /** The admin's browser. */
    let context: BrowserContext;

    before(async () => {
      chromium = await startChromium();
      hub = await TestHub.create({
        name: hubName(`pages-${jupyterhub.replace(".", "")}`),
        port: await freePort(),
        definition: { jupyterhub },
        userlist: "hub-admin admin\neve team-1\n",
      });
      await hub.up();
      admin = await hub.signIn("hub-admin");
      eve = await hub.signIn("eve");
      attack = await AttackPage.on(eve, "hub-admin");
      context = await signInWith(chromium, admin);
    });

    after(async () => {
      await chromium?.close();
      await hub?.remove();
    });

    async function change(...taken: readonly string[]): Promise<void> {
      await hub.view.exec(hub.name, ["python3", "-c", without(...taken)]);
      await hub.view.docker.getContainer(hub.name).restart();
      await untilItAnswers(hub.loginPage);
    }

    /** The ways in which the student's page can read someone's password. */
    async function waysThatRead(): Promise<readonly string[]> {
      const found: string[] = [];
      for (const reader of READERS) {
        let text = "";
        for (const path of PATHS) text += await attack.reads(context, reader, path);
        if (text.includes(eve.password) || text.includes(admin.password)) found.push(reader);
      }
      return found;
    }

    it("show everyone's passwords to an admin who types their own, and create the token", async () => {
      const page = await context.newPage();
      await page.goto(`${hub.origin}${hub.place}${LIST}`);
      await page.fill("#hubwright-password", "guess");
      await page.click("text=Show the list");
      expect(await page.textContent("[role=alert]")).to.include("not your password");
      await page.fill("#hubwright-password", admin.password);
      await page.click("text=Show the list");
      expect(await page.textContent("table"))
        .to.include(eve.password)
        .and.to.include(admin.password);

      await page.goto(`${hub.origin}${hub.place}/hub/token`);
      await page.fill("#hubwright-password", admin.password);
      await page.click("text=Request new API token");
      await page.waitForSelector("#token-area", { state: "visible" });
      const token = (await page.textContent("#token-result")) ?? "";
      expect((await askWithToken(`${hub.origin}${hub.place}/hub/api/users`, token)).status).to.equal(200);
      expect(await page.inputValue("#hubwright-password")).to.equal("");
      await page.close();
    });

    it("do not ask a person who is not an admin when they create a token", async () => {
      const hers = await signInWith(chromium, eve);
      const page = await hers.newPage();
      await page.goto(`${hub.origin}${hub.place}/hub/token`);
      // The page's script comes after the page.
      await page.waitForFunction(
        'window.jQuery?._data(document.querySelector("#request-token-form"), "events")?.submit',
      );
      expect(await page.locator("#hubwright-password").count()).to.equal(0);
      await page.click("text=Request new API token");
      await page.waitForSelector("#token-area", { state: "visible" });
      await hers.close();
    });

    it("read nothing for a page of a student's that an admin opens, in four ways", async function () {
      expect(await waysThatRead()).to.deep.equal([]);
      noteFigure(this, `0 of ${READERS.length} ways`);
    });

    it("give that page no token", async function () {
      const asked = await attack.asksForTokens(context);
      expect(asked.filter(({ status, text }) => status !== 403 || text.includes('"token"'))).to.deep.equal([]);
      noteFigure(this, `0 of ${asked.length} requests`);
    });

    it("give nothing to the tokens of an admin that servers have", async function () {
      const { notebook } = await Notebook.visit(admin.browser, `${hub.place}/user/eve`);
      expect(notebook).to.not.equal(undefined);
      const own = await (await admin.notebook()).run("import os; print(os.environ['JUPYTERHUB_API_TOKEN'])");
      const tokens = [...(await attack.tokensOfVisitors()), own.trim()];
      const url = `${hub.origin}${hub.place}/hub`;
      const owners: string[] = [];
      for (const token of tokens) {
        const scopes = await scopesOf(url, token);
        expect(scopes.filter((scope) => /^(admin|tokens|users!|users$|inherit)/.test(scope))).to.deep.equal([]);
        const { name } = JSON.parse((await askWithToken(`${url}/api/user`, token)).text) as { readonly name: string };
        owners.push(name);
        expect((await askWithToken(`${url}/api/users/hub-admin/tokens`, token, "POST", {})).status).to.equal(403);
        const list = await askWithToken(`${url}/login_list`, token);
        expect(list.text).to.not.include(eve.password);
      }
      // One that eve's server was given for the admin's visit, and that of the admin's own server.
      expect(owners.filter((name) => name === "hub-admin")).to.have.length(2);
    });

    it("read nothing although no header forbids it", async function () {
      await change(HEADERS);
      expect(await waysThatRead()).to.deep.equal([]);
      noteFigure(this, `0 of ${READERS.length} ways`);
    });

    it("read everything by each of the ways and give tokens where no password is asked for", async function () {
      await change(PASSWORD);
      // The header by which the list leaves the window of other pages brings it into that of a page that has the same one.
      const despiteHeaders = await waysThatRead();
      expect(despiteHeaders).to.deep.equal(["fetch", "popup with COOP"]);
      const made = (await attack.asksForTokens(context)).filter(({ status }) => status === 201);
      expect(made.map(({ what }) => what)).to.include("the session for hub-admin");

      await change(PASSWORD, HEADERS);
      const withoutHeaders = await waysThatRead();
      expect(withoutHeaders).to.deep.equal(["fetch", "iframe", "popup"]);
      const ways = new Set([...despiteHeaders, ...withoutHeaders]);
      noteFigure(this, `${ways.size} of ${READERS.length} ways, and ${made.length} tokens`);
    });
  });
}
