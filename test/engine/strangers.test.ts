import { expect } from "chai";
import { type Answer, askWithToken } from "./support/browser.ts";
import { passwordCell } from "./support/csv-cell.ts";
import { noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import type { SignedIn } from "./support/signed-in.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

const TOKEN = "a-token-of-the-registrar-0123456789";

/** Makes the hub slow with the rows of some people, like a busy machine. */
const SLOW_ROWS = `
import time
from hubwright_hub.reconcile import row_writer

add_people = row_writer._WRITERS["add people"]

def slowly(connection, rows, found, touched):
    add_people(connection, rows, found, touched)
    if any(name.startswith("late") for name, _ in rows):
        open("/srv/jupyterhub/writing", "w").close()
        time.sleep(3)

row_writer._WRITERS["add people"] = slowly
`;

/** As people write it: both lists are assigned, so earlier entries would be lost. */
const SERVICES = `c.JupyterHub.services = [{"name": "registrar", "api_token": "${TOKEN}"}]
c.JupyterHub.load_roles = [
    {
        "name": "registrar",
        "services": ["registrar"],
        "scopes": ["admin:users", "admin:servers", "access:servers", "list:services", "read:roles"],
    },
]
`;

describe("people who were added by an admin or a service, and are on no list", function () {
  this.timeout(600_000);
  let hub: TestHub;
  let admin: SignedIn;
  const registrar = (method: string, path: string, body?: unknown): Promise<Answer> =>
    askWithToken(`${hub.origin}${hub.place}${path}`, TOKEN, method, body);

  before(async () => {
    hub = await TestHub.create({
      name: hubName("strangers"),
      port: await freePort(),
      definition: { extraConfig: ["services.py"], notebook: { idleAfter: "1h" } },
      files: { "services.py": `${SERVICES}${SLOW_ROWS}` },
    });
    await hub.up();
    admin = await hub.signIn("hub-admin");
  });

  after(() => hub?.remove());

  /** Signs in with the printed password, and checks that the server that was started for them is theirs. */
  async function findsTheirServer(name: string): Promise<void> {
    const person = await hub.signIn(name);
    const notebook = await person.notebook();
    expect(JSON.parse((await notebook.api("GET", "")).text)).to.have.property("version");
    expect((await notebook.api("GET", "/contents")).status).to.equal(200);
    await notebook.save("mine.txt", "mine\n");
    await person.stopServer();
    expect(await (await person.notebook()).read("mine.txt")).to.equal("mine\n");
    const table = await admin.loginList("csv");
    expect(table.text.split(/\r?\n/)).to.include(`${name},,,${passwordCell(await hub.passwordOf(name))}`);
  }

  it("can be created, given a server and reached with the token of a service that an extraConfig file assigns", async function () {
    expect((await registrar("POST", "/hub/api/users/zed")).status).to.equal(201);
    expect((await registrar("POST", "/hub/api/users/zed/server")).status).to.be.oneOf([201, 202]);
    await untilReady("zed");
    const api = await registrar("GET", "/user/zed/api");
    expect(JSON.parse(api.text)).to.have.property("version");
    const contents = await registrar("GET", "/user/zed/api/contents");
    expect([api.status, contents.status]).to.deep.equal([200, 200]);
    await findsTheirServer("zed");
    noteFigure(this, "made 201, api 200, contents 200, signed in");
  });

  it("can be created, given a server and reached from the admin page", async function () {
    // What its "Add Users" and its "Start" send.
    const made = await admin.api("POST", "/users", { usernames: ["yan", "Xi.Li@example.edu"], admin: false });
    expect(made.status).to.equal(201);
    const started = await admin.api("POST", "/users/yan/servers/");
    expect(started.status).to.be.oneOf([201, 202]);
    await untilReady("yan");
    expect((await registrar("GET", "/user/yan/api")).status).to.equal(200);
    await findsTheirServer("yan");
    await findsTheirServer("xi.li@example.edu");
    noteFigure(this, "made 201, api 200, contents 200, signed in");
  });

  it("do not conflict with the hub's own writing: a person who signs in while it writes their row gets in", async () => {
    await hub.must("people", "add", "late", "team-2");
    await hub.view.exec(hub.name, ["sh", "-c", "until [ -e /srv/jupyterhub/writing ]; do sleep 0.1; done"]);
    const late = await hub.signIn("late");
    expect((await late.browser.open(`${hub.place}/hub/home`)).path).to.equal(`${hub.place}/hub/home`);
  });

  it("see no folder of a group", async () => {
    expect([...(await hub.view.mountsOf(`${hub.name}-user-yan`)).values()]).to.deep.equal([`${hub.name}-user-yan`]);
  });

  it("are in what hubwright passwords prints, with everyone else", async () => {
    const printed = await hub.must("passwords");
    for (const name of ["hub-admin", "halljord", "zed", "yan", "xi.li@example.edu"])
      expect(printed).to.match(new RegExp(`^${name} `, "m"));
  });

  it("leave our own services and roles in force, which that file never mentions", async function () {
    const services = JSON.parse((await registrar("GET", "/hub/api/services")).text) as {
      [name: string]: { roles: readonly string[] };
    };
    expect(Object.keys(services)).to.have.members([
      "registrar",
      "hubwright-revoker",
      "hubwright-idle-culler",
      "hubwright-servers",
    ]);
    expect(services["hubwright-idle-culler"]?.roles).to.include("hubwright-idle-culler");
    expect(await hub.view.processes(hub.name)).to.include("-m hubwright_hub.idle_culler --timeout=3600");
    noteFigure(this, Object.keys(services).toSorted().join(", "));
  });

  async function untilReady(name: string): Promise<void> {
    await admin.browser.events<{ ready?: boolean; failed?: boolean }>(
      `${hub.place}/hub/api/users/${encodeURIComponent(name)}/server/progress`,
      ({ ready, failed }) => ready === true || failed === true,
    );
  }
});
