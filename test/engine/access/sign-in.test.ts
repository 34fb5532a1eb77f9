import { expect } from "chai";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Answer, Browser } from "../support/browser.ts";
import { noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { SignedIn } from "../support/signed-in.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";
import { PROVIDER } from "./provider.ts";

const SECRET = "the-secret-of-the-provider-5f3a";
const ISSUER_PORT = 9000;

describe("signing in with a provider's accounts", function () {
  this.timeout(600_000);
  let hub: TestHub;

  before(async () => {
    const port = await freePort();
    hub = await TestHub.create({
      name: hubName("sign-in"),
      port,
      definition: {
        signIn: {
          kind: "oidc",
          clientId: "the-hub",
          address: `http://127.0.0.1:${port}`,
          issuer: `http://127.0.0.1:${ISSUER_PORT}/realm`,
        },
      },
    });
  });

  after(() => hub?.remove());

  /** Opens the hub, is redirected to the provider, and comes back from there as a person. */
  async function comeBackAs(name: string, browser = new Browser(hub.origin)): Promise<Answer> {
    const asked = await browser.open(`${hub.place}/hub/oauth_login?next=${hub.place}/hub/home`);
    const { pathname, searchParams } = new URL(asked.path, hub.origin);
    expect(pathname).to.equal("/realm/authorize");
    expect(searchParams.get("client_id")).to.equal("the-hub");
    const back = new URL(searchParams.get("redirect_uri") ?? "");
    expect(`${back.origin}${back.pathname}`).to.equal(`${hub.origin}${hub.place}/hub/oauth_callback`);
    const state = encodeURIComponent(searchParams.get("state") ?? "");
    return browser.open(`${back.pathname}?code=${encodeURIComponent(name)}&state=${state}`);
  }

  it("stops up before it changes anything while the secret is missing, and says what to write", async () => {
    const { exitCode, output } = await hub.run(["up"]);
    expect(exitCode).to.equal(1);
    expect(output).to.match(/secrets\/sign-in\.env does not exist\.\n\s+hint: Create it, .*OAUTH_CLIENT_SECRET=/);
    expect([...(await hub.view.containers(hub.name)).keys()]).to.deep.equal([]);
  });

  it("lets in people whom both the provider and the userlist know, with what the userlist says", async () => {
    hub.write("secrets/sign-in.env", `OAUTH_CLIENT_SECRET=${SECRET}\n`);
    await hub.up();
    const provider = ["python3", "-c", PROVIDER, String(ISSUER_PORT), SECRET];
    await hub.view.exec(hub.name, ["python3", "-c", BEHIND, ...provider]);
    const browser = new Browser(hub.origin);
    const answer = await comeBackAs("Halljord", browser);
    expect([answer.status, answer.path]).to.deep.equal([200, `${hub.place}/hub/home`]);
    const halljord = new SignedIn(browser, hub.place, "halljord");
    const notebook = await halljord.notebook();
    expect((await notebook.api("GET", "/contents/team-1")).status).to.equal(200);
    const boss = new Browser(hub.origin);
    expect((await comeBackAs("mpilosov", boss)).status).to.equal(200);
    expect((await boss.open(`${hub.place}/hub/admin`)).status).to.equal(200);
    const eve = await comeBackAs("eve");
    expect(eve.status).to.equal(403);
    expect(eve.text).to.include("user list");
  });

  it("keeps the secret out of the generated files, the images, the containers and people's servers", async function () {
    const { docker } = hub.view;
    const places: Record<string, string> = {};
    for (const path of readdirSync(join(hub.directory, "deploy"), { recursive: true, encoding: "utf8" })) {
      const file = join(hub.directory, "deploy", path);
      if (statSync(file).isFile()) places[file] = readFileSync(file, "latin1");
    }
    const server = `${hub.name}-user-halljord`;
    for (const container of [hub.name, `${hub.name}-proxy`, server]) {
      const inspected = await docker.getContainer(container).inspect();
      places[`inspect ${container}`] = JSON.stringify(inspected);
      places[`image of ${container}`] = JSON.stringify([
        await docker.getImage(inspected.Image).inspect(),
        await docker.getImage(inspected.Image).history(),
      ]);
    }
    places["log of the hub"] = String(await docker.getContainer(hub.name).logs({ stdout: true, stderr: true }));
    const search = (directories: string) =>
      hub.view.exec(hub.name, ["sh", "-c", `grep -rlF ${SECRET} ${directories} || true`]);
    places["files of the hub's image"] = await search("/srv /etc /opt /tmp");
    for (const [place, text] of Object.entries(places)) expect(text, place).not.to.include(SECRET);
    expect(places["files of the hub's image"]).to.equal("");
    // The same search finds it where it belongs, and a server has no such file.
    expect(await search("/run/secrets")).to.equal("/run/secrets/sign-in.env\n");
    await expectMissing(hub.view.exec(server, ["cat", "/run/secrets/sign-in.env"]));
    noteFigure(this, `${Object.keys(places).length} places without the secret`);
  });
});

async function expectMissing(promise: Promise<unknown>): Promise<void> {
  const outcome = await promise.then(
    () => "done",
    (error: unknown) => String(error),
  );
  expect(outcome).to.include("No such file");
}

/** Starts a program that keeps running after this one has exited, and waits until it answers. */
const BEHIND = `
import socket, subprocess, sys, time
subprocess.Popen(sys.argv[1:], start_new_session=True, stdin=-3, stdout=-3, stderr=-3)
while socket.socket().connect_ex(("127.0.0.1", int(sys.argv[4]))):
    time.sleep(0.05)
`;
