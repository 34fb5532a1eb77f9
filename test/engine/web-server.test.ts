import { expect } from "chai";
import { existsSync, lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { AttackPage } from "./access/attack-page.ts";
import { Browser } from "./support/browser.ts";
import { signInWith, startChromium } from "./support/chromium.ts";
import type { CommandOptions, Ended } from "./support/command.ts";
import { EngineProxy } from "./support/engine-proxy.ts";
import { inSeconds, noteFigure } from "./support/figure.ts";
import { Heartbeat } from "./support/heartbeat.ts";
import { freePort } from "./support/free-port.ts";
import { asOrdinaryUser, giveToOrdinaryUser } from "./support/ordinary-user.ts";
import { type SignedIn, trySignIn } from "./support/signed-in.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";
import { Caddy, Nginx, untilListening } from "./support/web-server.ts";

const CLASS = Array.from({ length: 40 }, (_, index) => `student-${index + 1}`);
const [MATH, LOGIC] = [hubName("web-math"), hubName("web-logic")] as const;
const PORT = {
  math: await freePort(),
  logic: await freePort(),
  http: await freePort(),
  https: await freePort(),
  seed: await freePort(),
  ready: await freePort(),
  caddy: await freePort(),
  caddyHttp: await freePort(),
};
const MEGABYTE = 1024 * 1024;

describe("the web server in front", function () {
  this.timeout(600_000);
  const origin = `https://localhost:${PORT.https}`;
  let math: TestHub;
  let logic: TestHub;
  let nginx: Nginx;
  /** A web server is configured for every hub on the engine: here for these two, whatever other tests have there. */
  let engine: EngineProxy;
  let certificate: { readonly crt: string; readonly key: string; readonly pem: string };

  before(async () => {
    nginx = new Nginx();
    math = await TestHub.create({
      name: MATH,
      port: PORT.math,
      userlist: `hub-admin admin\n${CLASS.join("\n")}\n`,
    });
    logic = await TestHub.create({ name: LOGIC, port: PORT.logic });
    await math.up();
    await logic.up();
    engine = await EngineProxy.start(math.engine, [MATH, LOGIC]);
    await math.must("self-signed", "localhost", "127.0.0.1");
    const [crt, key] = ["secrets/localhost.crt", "secrets/localhost.key"].map((path) => join(math.directory, path));
    certificate = { crt: crt ?? "", key: key ?? "", pem: readFileSync(crt ?? "", "utf8") };
    writeFileSync(
      join(nginx.directory, "conf.d", "ready.conf"),
      `server { listen 127.0.0.1:${PORT.ready}; return 204; }\n`,
    );
    await nginx.start(PORT.ready);
  });

  after(async () => {
    await nginx?.stop();
    await engine?.stop();
    await math?.remove();
    await logic?.remove();
  });

  const site = () => ["--server", "localhost", "--certificate", certificate.crt, "--key", certificate.key];
  const ports = ["--http-port", String(PORT.http), "--https-port", String(PORT.https)];

  function install(hub: TestHub, words: readonly string[], options: CommandOptions = {}): Promise<Ended> {
    const all = ["nginx", "install", "--nginx-root", nginx.directory, ...words];
    return hub.run(all, { ...options, env: { ...nginx.env, DOCKER_HOST: engine.dockerHost, ...options.env } });
  }

  /** Every file of nginx's directory with its text; a link with where it leads. */
  function configuration(): Readonly<Record<string, string>> {
    const paths = readdirSync(nginx.directory, { recursive: true, encoding: "utf8" }).toSorted();
    return Object.fromEntries(
      paths
        .filter((path) => path.includes("hubwright") && !statSync(join(nginx.directory, path)).isDirectory())
        .map((path) => [path, readFileSync(join(nginx.directory, path), "utf8")]),
    );
  }

  async function signIn(hub: TestHub, name: string, at = origin): Promise<SignedIn> {
    const browser = new Browser(at, certificate.pem);
    const { person, status, message } = await trySignIn(at, hub.place, name, await hub.passwordOf(name), browser);
    if (person === undefined) throw new Error(`${name} is not let in: ${status} ${message}`);
    return person;
  }

  /** The cookies of a signed-in person. `_xsrf` is not one of them: JupyterHub shows it to scripts, and it opens nothing. */
  function signedInBy({ browser }: SignedIn) {
    const keys = browser.cookies.filter(({ name }) => name !== "_xsrf");
    const named = (isSecure: boolean) => keys.filter((key) => key.isSecure === isSecure).map(({ name }) => name);
    return { secure: named(true), open: named(false) };
  }

  it("is installed for all hubs, twice is once, and the second hub shares the first one's server", async () => {
    const first = await install(math, [...site(), ...ports, "--body-size", "100m", "--hsts"]);
    expect(first.output).to.include(`https://localhost:${PORT.https}/${MATH}`);
    expect(first.exitCode).to.equal(0);
    await untilListening(PORT.https);
    const there = configuration();
    expect(Object.keys(there)).to.include.members([
      "conf.d/hubwright.conf",
      `hubwright/${LOGIC}.conf`,
      `hubwright/${MATH}.conf`,
      "sites-available/hubwright-localhost.conf",
      "sites-enabled/hubwright-localhost.conf",
    ]);
    expect(lstatSync(join(nginx.directory, "sites-enabled/hubwright-localhost.conf")).isSymbolicLink()).to.be.true;

    const written = () => statSync(join(nginx.directory, "sites-available/hubwright-localhost.conf")).mtimeMs;
    const before = written();
    const second = await install(logic, [...site(), ...ports, "--body-size", "100m", "--hsts"]);
    expect(second.exitCode, second.output).to.equal(0);
    expect(second.stdout).to.include("Nothing to change");
    expect(configuration()).to.deep.equal(there);
    expect(written()).to.equal(before);
    expect(existsSync(join(nginx.directory, "hubwright/backup"))).to.be.false;
  });

  it("redirects from HTTP to HTTPS, and from a hub's name to its page", async () => {
    const asked = await new Browser(`http://localhost:${PORT.http}`).call("GET", `/${MATH}/hub/login?next=x`);
    expect(asked.status).to.equal(301);
    expect(asked.headers.location).to.equal(`${origin}/${MATH}/hub/login?next=x`);
    const browser = new Browser(origin, certificate.pem);
    for (const hub of [math, logic]) {
      const page = await browser.open(hub.place);
      expect(page.status).to.equal(200);
      expect(page.path).to.include(`${hub.place}/hub/login`);
      expect(page.headers["strict-transport-security"]).to.equal("max-age=31536000");
    }
    expect((await browser.open("/")).status).to.equal(404);
  });

  it("lets the hub see HTTPS: a session is valid only over HTTPS, which the seed's block did not do", async function () {
    const person = await signIn(math, "student-1");
    await person.notebook();
    const { secure, open } = signedInBy(person);
    expect(open).to.deep.equal([]);
    // Who they are to the hub, the session, who they are to their own server.
    expect(secure.length).to.be.at.least(3);

    // The walkthrough's headers, with the word for HTTPS that most texts add.
    writeFileSync(
      join(nginx.directory, "sites-enabled", "seed.conf"),
      `server {
  listen ${PORT.seed} ssl; ssl_certificate ${certificate.crt}; ssl_certificate_key ${certificate.key};
  location /${MATH} {
    proxy_pass http://127.0.0.1:${PORT.math};
    proxy_set_header X-Real-IP $remote_addr; proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;
  }
}\n`,
    );
    expect((await install(math, [])).exitCode).to.equal(0);
    await untilListening(PORT.seed);
    const seed = await signIn(math, "student-1", `https://localhost:${PORT.seed}`);
    const before = signedInBy(seed);
    expect(before.open).to.include("jupyterhub-hub-login");
    noteFigure(
      this,
      `${secure.length} cookies, all of them secure; by the seed's headers not ${before.open.join(" and ")}`,
    );
  });

  it("carries a kernel's websocket, also while another configuration is installed", async () => {
    const person = await signIn(math, "student-1");
    const notebook = await person.notebook();
    const heartbeat = await Heartbeat.start(notebook);
    const began = Date.now();
    const changed = await install(math, [...site(), ...ports, "--body-size", "100m"]);
    const ended = Date.now();
    expect(changed.stdout).to.include("kept");
    const { isWhole, between } = await heartbeat.stop();
    expect(isWhole, "numbers in order").to.equal(true);
    expect(between(began, ended), "numbers meanwhile").to.be.greaterThan(0);
  });

  it("accepts an upload of 60 MB if the limit is 100, and refuses 120", async () => {
    const notebook = await (await signIn(math, "student-2")).notebook();
    const text = "x".repeat(60 * MEGABYTE);
    await notebook.save("large.txt", text);
    expect((await notebook.run("import os; print(os.path.getsize('large.txt'))")).trim()).to.equal(String(text.length));
    const refused = await notebook.trySave("larger.txt", "x".repeat(120 * MEGABYTE)).then(
      ({ status }) => status,
      // It may close while the rest is still being sent.
      (error: NodeJS.ErrnoException) => error.code,
    );
    expect([413, "EPIPE", "ECONNRESET"]).to.include(refused);
  });

  it("lets a class of 40 in from one address within a minute, and stops a hammer", async function () {
    const listed = JSON.parse(await math.must("passwords", "--json")) as { name: string; password: string }[];
    const passwords = new Map(listed.map(({ name, password }) => [name, password]));
    const started = performance.now();
    const came = await Promise.all(
      CLASS.map((name) =>
        trySignIn(origin, math.place, name, passwords.get(name) ?? "", new Browser(origin, certificate.pem)),
      ),
    );
    const took = performance.now() - started;
    expect(came.map(({ status }) => status)).to.deep.equal(CLASS.map(() => 200));
    expect(took).to.be.lessThan(60_000);

    const hammered = performance.now();
    const browser = new Browser(origin, certificate.pem);
    const statuses: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      const answers = Array.from({ length: 40 }, () =>
        browser.submit(`${math.place}/hub/login`, { username: "x", password: "y", _xsrf: "z" }),
      );
      statuses.push(...(await Promise.all(answers)).map(({ status }) => status));
    }
    const refused = statuses.filter((status) => status === 429).length;
    // Allowed: the initial burst, plus those that the elapsed time allows.
    const allowed = 101 + ((performance.now() - hammered) / 60_000) * 100;
    expect(statuses.length - refused).to.be.at.most(Math.ceil(allowed));
    expect(refused).to.be.greaterThan(0);
    // Reading the page is not an attempt, and people who are signed in stay signed in.
    expect((await browser.open(`${math.place}/hub/login`)).status).to.equal(200);
    noteFigure(this, `40 people in ${inSeconds(took)}; of ${statuses.length} tries after that ${refused} answered 429`);
  });

  it("undoes what nginx refuses; the previous configuration stays in use", async () => {
    const there = configuration();
    const bad = await install(math, [
      ...ports,
      "--server",
      "localhost",
      "--certificate",
      "none.crt",
      "--key",
      "none.key",
    ]);
    expect(bad.exitCode).to.equal(1);
    expect(bad.stderr).to.include("nginx rejected the configuration").and.include("none.crt").and.include("hint:");
    expect(configuration()).to.deep.equal(there);
    expect((await new Browser(origin, certificate.pem).open(math.place)).status).to.equal(200);
  });

  it("never overwrites a file that someone edited, and keeps a copy when told to", async () => {
    const path = join(nginx.directory, "sites-available/hubwright-localhost.conf");
    const edited = `${readFileSync(path, "utf8")}# mine\n`;
    writeFileSync(path, edited);
    const refused = await install(math, [...site(), ...ports]);
    expect(refused.exitCode).to.equal(1);
    expect(refused.stderr).to.include(path).and.include("--overwrite");
    expect(readFileSync(path, "utf8")).to.equal(edited);
    const forced = await install(math, [...site(), ...ports, "--overwrite"]);
    expect(forced.exitCode, forced.output).to.equal(0);
    const copy = /kept\s+(\S*sites-available\S*)/.exec(forced.stdout)?.[1] ?? "";
    expect(readFileSync(copy, "utf8")).to.equal(edited);
    expect(readFileSync(path, "utf8")).not.to.equal(edited);
  });

  it("refuses a port that another program uses, and users other than root", async () => {
    const there = configuration();
    const other = createServer().listen(PORT.caddy, "127.0.0.1");
    try {
      const taken = await install(math, [
        ...site(),
        "--http-port",
        String(PORT.http),
        "--https-port",
        String(PORT.caddy),
      ]);
      expect(taken.exitCode).to.equal(1);
      expect(taken.stderr).to.match(new RegExp(`Port ${PORT.caddy} is used by .+hint: `, "s"));
    } finally {
      other.close();
    }
    const words = ["nginx", "install", "--nginx-root", nginx.directory, "--dir", math.directory];
    giveToOrdinaryUser(join(math.directory, ".."));
    const ordinary = await asOrdinaryUser(words, {
      cwd: "/",
      env: { ...nginx.env, DOCKER_HOST: math.engine.dockerHost },
    });
    expect(ordinary.exitCode).to.equal(1);
    expect(ordinary.stderr).to.include("belongs to root").and.include("sudo");
    expect(configuration()).to.deep.equal(there);
  });

  it("lets no page of a person's server put a script between browsers and the hub, which the hub alone cannot prevent", async () => {
    // A worker needs a secure context, and an exception for a certificate is not enough.
    const chromium = await startChromium(["--ignore-certificate-errors"]);
    try {
      const visited = async (attack: AttackPage, admin: SignedIn) => {
        const context = await signInWith(chromium, admin);
        const said = await attack.takesOverHub(context);
        const page = await context.newPage();
        await page.goto(`${admin.browser.origin}${admin.place}/hub/home`);
        const title = await page.title();
        await context.close();
        return { said, title };
      };
      const inFront = await AttackPage.on(await signIn(math, "student-2"), "hub-admin");
      const kept = await visited(inFront, await signIn(math, "hub-admin"));
      expect(kept.said).to.include("SecurityError");
      expect(kept.title).to.not.equal("Not the hub");
      // For a browser, this machine itself is a secure context, even without HTTPS.
      const alone = AttackPage.of(await math.signIn("student-2"));
      const taken = await visited(alone, await math.signIn("hub-admin"));
      expect(taken).to.deep.equal({ said: "registered", title: "Not the hub" });
    } finally {
      await chromium.close();
    }
  });

  it("may be Caddy: the same sign-in, cookies, websocket and limit", async () => {
    const caddy = new Caddy();
    try {
      const httpPort = String(PORT.caddyHttp);
      const words = ["caddy", ...site(), "--http-port", httpPort, "--https-port", String(PORT.caddy)];
      await caddy.start(await math.must(...words, "--body-size", "100m"), PORT.caddy);
      const person = await signIn(math, "student-3", `https://localhost:${PORT.caddy}`);
      const notebook = await person.notebook();
      expect((await notebook.run("print(6 * 7)")).trim()).to.equal("42");
      expect(signedInBy(person).open).to.deep.equal([]);
      const worker = `/${MATH}/user/student-2/worker`;
      expect((await person.browser.call("GET", worker)).headers).to.not.have.property("service-worker-allowed");
      expect((await (await math.signIn("student-3")).browser.call("GET", worker)).headers).to.have.property(
        "service-worker-allowed",
      );
      await notebook.save("large.txt", "x".repeat(60 * MEGABYTE));
      // Caddy 2.6 says 502 there, later ones 413.
      expect((await notebook.trySave("larger.txt", "x".repeat(120 * MEGABYTE))).status).to.be.oneOf([413, 502]);
      expect((await notebook.list()).map(({ name }) => name))
        .to.include("large.txt")
        .and.not.include("larger.txt");
      expect((await signIn(logic, "halljord", `https://localhost:${PORT.caddy}`)).name).to.equal("halljord");
      const http = await new Browser(`http://localhost:${httpPort}`).call("GET", `/${MATH}/`);
      expect(http.status).to.equal(308);
    } finally {
      await caddy.stop();
    }
  });
});
