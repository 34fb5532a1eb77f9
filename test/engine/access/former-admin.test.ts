import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { askWithToken, untilItAnswers } from "../support/browser.ts";
import { noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { Notebook } from "../support/notebook.ts";
import type { SignedIn } from "../support/signed-in.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";
import { untilActedOn } from "../roster/acted-on.ts";
import { RosterOnDisk } from "../roster/roster-on-disk.ts";

const OTHERS = "hub-admin admin\nann team-1\nbob team-1\n";
const PEOPLE = `${OTHERS}dean admin\n`;
const OF_SERVICE = "5".repeat(40);

/** Gives JupyterHub's own role back to admins, by changing the hub's Python in its container. */
const WIDENS = `
import hubwright_hub.access.admin_role as admin_role
with open(admin_role.__file__, "a") as file:
    file.write("\\n\\ndef narrow(**_):\\n    pass\\n")
`;

/** A proxy of an admin's own, which keeps the token by which the hub asks for its routes. Runs in a kernel. */
const CATCHES = `
import http.server, threading

caught = []

class Proxy(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        caught.append(self.headers["Authorization"])
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    do_POST = do_DELETE = do_GET

    def log_message(self, *_):
        pass

proxy = http.server.ThreadingHTTPServer(("", 8765), Proxy)
threading.Thread(target=proxy.serve_forever, daemon=True).start()
`;

/** The status with which the hub's proxy lists its routes. Runs in a kernel. */
const ROUTES = (proxy: string, authorization: string) => `
import urllib.error, urllib.request

request = urllib.request.Request("http://${proxy}:8001/api/routes", headers={"Authorization": "${authorization}"})
try:
    print(urllib.request.urlopen(request).status)
except urllib.error.HTTPError as error:
    print(error.code)
`;

for (const [index, jupyterhub] of (["6.1", "5.5"] as const).entries()) {
  describe(`an admin who has left the list, JupyterHub ${jupyterhub}`, function () {
    this.timeout(300_000);
    let hub: TestHub;
    let list: RosterOnDisk;

    before(async () => {
      const [name, port] = [hubName(`former-${index + 1}`), await freePort()];
      hub = await TestHub.create({ name, port, definition: { jupyterhub }, userlist: PEOPLE });
      await hub.up();
      list = new RosterOnDisk(hub);
    });

    after(() => hub?.remove());

    async function saves(text: string): Promise<void> {
      list.save(Buffer.from(text), "in place");
      await untilActedOn(hub, list);
    }

    const works = async (token: string, path = "/user") =>
      (await askWithToken(`${hub.origin}${hub.place}/hub/api${path}`, token)).status === 200;

    /** What an admin creates as a way back in. @returns the tokens that they got. */
    async function preparesToStay(dean: SignedIn, server: Notebook): Promise<ReadonlyMap<string, string>> {
      const tokens = new Map<string, string>();
      for (const name of ["ann", "dean"]) {
        const made = await dean.makeToken({}, name);
        if (made.status === 201) tokens.set(name, (JSON.parse(made.text) as { readonly token: string }).token);
      }
      const service = { admin: true, api_token: OF_SERVICE };
      const added = await dean.api("POST", "/services/stays", service);
      if (added.status === 201) tokens.set("a service", OF_SERVICE);
      await dean.api("POST", "/users", { usernames: ["zed"], admin: true });
      await dean.api("POST", "/shares/bob/", { user: "ann" });
      const kernel = await server.startKernel();
      await kernel.run(CATCHES);
      await dean.api("PATCH", "/proxy", { api_url: `http://${hub.name}-user-dean:8765` });
      await dean.api("PATCH", "/proxy", { api_url: `http://${hub.name}-proxy:8001` });
      const caught = (await kernel.run('print(caught[-1] if caught else "")')).trim();
      if (caught !== "") tokens.set("the proxy", caught);
      kernel.disconnect();
      return tokens;
    }

    /** Whether a friend of theirs who stays on the list can open the shared server. */
    async function friendIsIn(): Promise<boolean> {
      return (await friendsVisit()) !== undefined;
    }

    /** The shared server as that friend has it open; undefined if they cannot open it. */
    async function friendsVisit(): Promise<Notebook | undefined> {
      const ann = await hub.signIn("ann");
      return (await Notebook.visit(ann.browser, `${hub.place}/user/bob`)).notebook;
    }

    it("leaves tokens, admins and shares behind if admins have JupyterHub's own role; they are listed, and revoked", async function () {
      await hub.view.exec(hub.name, ["python3", "-c", WIDENS]);
      await hub.view.docker.getContainer(hub.name).restart();
      await untilItAnswers(hub.loginPage);
      const bob = await hub.signIn("bob");
      await bob.startServer();
      expect(await friendIsIn(), "before the share").to.equal(false);
      const dean = await hub.signIn("dean");
      const tokens = await preparesToStay(dean, await dean.notebook());
      expect([...tokens.keys()]).to.include.members(["ann", "dean", "the proxy"]);
      await saves(OTHERS);
      const visit = await friendsVisit();
      expect((await visit?.api("GET", "/contents"))?.status, "by the share").to.equal(200);
      const open = await (await hub.signIn("ann")).notebook();
      expect(await open.run(ROUTES(`${hub.name}-proxy`, tokens.get("the proxy") ?? ""))).to.equal("200\n");
      expect(await works(tokens.get("ann") ?? ""), "the token in ann's name").to.equal(true);
      expect(await works(tokens.get("dean") ?? ""), "the token of their own").to.equal(false);

      // Replaces that hub with the unmodified one.
      await hub.view.docker.getContainer(hub.name).remove({ force: true });
      await hub.up();
      const listed = await hub.must("tokens");
      expect(listed)
        .to.match(/^ann +dean /m)
        .and.to.match(/^ann +bob /m);
      await hub.must("tokens", "revoke", "--all", "--yes");
      const left: string[] = [];
      for (const [whose, token] of tokens) if (await works(token, "/users")) left.push(whose);
      if (await works(tokens.get("ann") ?? "")) left.push("ann");
      if (await friendIsIn()) left.push("the share");
      // The server may answer from its cache for ten seconds.
      const revoked = performance.now();
      while ((await visit?.api("GET", "/contents"))?.status === 200) {
        expect(performance.now() - revoked, "the page that the friend has open").to.be.lessThan(15_000);
        await sleep(200);
      }
      expect(left).to.deep.equal([]);
      noteFigure(this, `${tokens.size - 1} of ${tokens.size - 1} tokens and the share revoked`);
    });

    it("leaves nothing behind: no token, no admin, no service, no share, and passwords that are named until they are reset", async function () {
      await saves(PEOPLE);
      const dean = await hub.signIn("dean");
      const server = await dean.notebook();
      expect((await server.api("GET", "/contents")).status).to.equal(200);
      await (await hub.signIn("bob")).startServer();
      const tokens = await preparesToStay(dean, server);
      expect([...tokens.keys()]).to.deep.equal(["dean"]);
      const promoted = await dean.api("PATCH", "/users/bob", { admin: true });
      expect(promoted.status).to.be.oneOf([200, 403]);
      await saves(OTHERS);

      const left: string[] = [];
      if (await works(tokens.get("dean") ?? "")) left.push("their own token");
      if ((await dean.browser.open(`${hub.place}/hub/admin`)).path.endsWith("/hub/admin")) left.push("their session");
      if ((await dean.api("GET", "/users")).status === 200) left.push("the API with their session");
      if ((await server.api("GET", "/contents")).status === 200) left.push("their server");
      const admin = await hub.signIn("hub-admin");
      const { text } = await admin.api("GET", "/users");
      const users = JSON.parse(text) as readonly { readonly name: string; readonly admin: boolean }[];
      left.push(...users.filter((user) => user.admin && user.name !== "hub-admin").map(({ name }) => `admin ${name}`));
      const { person } = await hub.trySignIn("dean", await hub.passwordOf("dean"));
      if (person !== undefined) left.push("their password");
      if (await friendIsIn()) left.push("a share");
      expect(left).to.deep.equal([]);

      expect(await hub.must("status")).to.match(/dean.* was an admin until .* passwords of 3 people/);
      await hub.must("people", "reset-passwords", "--yes");
      await untilActedOn(hub, list);
      expect(await hub.must("status")).not.to.include("was an admin until");
      expect(hub.read("roster/userlist").match(/pw=2/g)).to.have.length(3);
      noteFigure(this, `${left.length} of what they had works`);
    });
  });
}
