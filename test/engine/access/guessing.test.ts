import { setInterval } from "node:timers/promises";
import { expect } from "chai";
import { Browser, untilItAnswers } from "../support/browser.ts";
import { inSeconds, noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { trySignIn } from "../support/signed-in.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";

const CLASS = Array.from({ length: 30 }, (_, index) => `s${index + 1}`);
const PEOPLE = ["hub-admin admin", "ann team-1", "eve team-1", ...CLASS.map((name) => `${name} team-1`), ""].join("\n");
const BURST = 2000;
/** How many requests of a burst are in progress at a time. */
const IN_FLIGHT = 200;

/** Removes the protection from a hub, by changing its own Python in its container. */
const OPENS = `
import hubwright_hub.sign_in.slow_down as slow_down
with open(slow_down.__file__, "a") as file:
    file.write("\\n\\nSlowDown.begin = lambda self, key: 0.0\\n")
`;

/**
 * Guesses from inside a server of the attacker's own, with another address in each request's headers: through the hub's proxy, and
 * at the hub itself. Prints the statuses.
 */
const FROM_INSIDE = (place: string, proxy: string) => `
import http.cookiejar, json, os, urllib.error, urllib.parse, urllib.request
hub = urllib.parse.urlsplit(os.environ["JUPYTERHUB_API_URL"])
found = {}
for origin in ("${proxy}", f"{hub.scheme}://{hub.netloc}"):
    statuses = found[origin] = []
    for number in range(60):
        address = f"198.51.100.{number}"
        headers = {"X-Real-IP": address, "X-Forwarded-For": address, "Forwarded": f"for={address}"}
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        login = origin + "${place}/hub/login"
        # A form belongs to the address that asked for it.
        opener.open(urllib.request.Request(login, None, headers)).read()
        xsrf = next(cookie.value for cookie in jar if cookie.name == "_xsrf")
        body = urllib.parse.urlencode({"username": "ann", "password": f"guess-{number}", "_xsrf": xsrf}).encode()
        try:
            opener.open(urllib.request.Request(login, body, headers)).read()
            statuses.append(200)
        except urllib.error.HTTPError as answer:
            if answer.code == 403 and b"Invalid username or password" not in answer.read():
                raise
            statuses.append(answer.code)
print(json.dumps(found))
`;

describe("guessing somebody's password", function () {
  this.timeout(600_000);
  let hub: TestHub;
  let login: string;

  before(async () => {
    hub = await TestHub.create({ name: hubName("guessing"), port: await freePort(), userlist: PEOPLE });
    await hub.up();
    login = `${hub.place}/hub/login`;
  });

  after(() => hub?.remove());

  /** A browser somewhere, as the web server in front of the hub passes its requests on. */
  const browserAt = (address: string) => new Browser(hub.origin, undefined, { "X-Forwarded-For": address });

  /** Wrong passwords, with this many in progress at a time. @returns the statuses: 403 means that the password was checked. */
  async function guess(browsers: readonly Browser[], count: number): Promise<readonly number[]> {
    for (const browser of browsers) await browser.open(login);
    const statuses: number[] = [];
    let next = 0;
    const guesser = async () => {
      while (next < count) {
        const number = next++;
        const browser = browsers[number % browsers.length] ?? new Browser(hub.origin);
        const { status, text } = await browser.submit(login, { username: "ann", password: `guess-${number}` });
        if (status === 403) expect(text).to.include("Invalid username or password");
        statuses.push(status);
      }
    };
    await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, count) }, guesser));
    return statuses;
  }

  const looked = (statuses: readonly number[]) => {
    expect(statuses.filter((status) => status !== 403 && status !== 429)).to.deep.equal([]);
    return statuses.filter((status) => status === 403).length;
  };

  /**
   * How many guesses may be checked in this many seconds: three at once, and one more after each pause. A guess waits for the end of
   * a pause from 6 seconds before it. The fifth is for the guesses that were under way while the owner got in.
   */
  function lookedAtWithin(seconds: number): number {
    let [most, end] = [3, 0];
    for (const pause of [4, 8, 16, 30, 30]) {
      if (seconds < end + pause - 6) break;
      most += 1;
      end += pause;
    }
    return Math.max(5, most);
  }

  async function signsIn(browser: Browser, name = "ann"): Promise<boolean> {
    const { person } = await trySignIn(hub.origin, hub.place, name, await hub.passwordOf(name), browser);
    return person !== undefined;
  }

  it("in a burst gets five of two thousand guesses checked, and keeps nobody else from signing in", async function () {
    const known = browserAt("203.0.113.7");
    expect(await signsIn(known)).to.equal(true);
    const begun = performance.now();
    const looking = guess([browserAt("203.0.113.7")], BURST);
    // The owner, in her own browser behind the same address, while the guessing continues.
    expect(await signsIn(known)).to.equal(true);
    const statuses = await looking;
    const took = performance.now() - begun;
    expect(statuses).to.have.length(BURST);
    expect(looked(statuses)).to.be.within(1, lookedAtWithin(took / 1000));
    noteFigure(this, `${looked(statuses)} of ${BURST} looked at, in ${inSeconds(took)}`);
  });

  it("from changing addresses, ten times a second, does not keep the owner out", async function () {
    let guessed = 0;
    const over = new AbortController();
    const attack = (async () => {
      const underWay: Promise<unknown>[] = [];
      for await (const _ of setInterval(100, undefined, { signal: over.signal })) {
        const address = `198.51.${guessed >> 8}.${guessed & 255}`;
        guessed += 1;
        underWay.push(guess([browserAt(address)], 1));
      }
      await Promise.all(underWay);
    })().catch((error: Error) => expect(error.name).to.equal("AbortError"));
    const tries: boolean[] = [];
    for (let number = 0; number < 10; number += 1) tries.push(await signsIn(browserAt("203.0.113.9")));
    over.abort();
    await attack;
    expect(tries).to.deep.equal(tries.map(() => true));
    expect(guessed).to.be.above(tries.length);
    noteFigure(this, `in ${tries.length} of ${tries.length} times, beside ${guessed} guesses`);
  });

  it("with made-up addresses gains nothing for a person who has a server of the hub", async function () {
    const eve = await hub.signIn("eve");
    const proxy = `http://${hub.name}-proxy:8000`;
    const printed = await (await eve.notebook()).run(FROM_INSIDE(hub.place, proxy));
    const found = Object.values(JSON.parse(printed) as { readonly [origin: string]: readonly number[] });
    expect(found.map((statuses) => statuses.length)).to.deep.equal([60, 60]);
    // Both ways count together: both come from the address of that server.
    const checked = looked(found.flat());
    expect(checked).to.be.within(1, 5);
    expect(await signsIn(browserAt("203.0.113.11"))).to.equal(true);
    noteFigure(this, `${checked} of 120 looked at`);
  });

  it("does not keep a class of thirty behind one address from signing in at once", async function () {
    await guess([browserAt("203.0.113.20")], 50);
    const signed: boolean[] = [];
    const printed = await hub.must("passwords", "--json");
    const given = JSON.parse(printed) as readonly { readonly name: string; readonly password: string }[];
    const passwordOf = new Map(given.map(({ name, password }) => [name, password]));
    await Promise.all(
      CLASS.map(async (name) => {
        const browser = browserAt("203.0.113.20");
        const { person } = await trySignIn(hub.origin, hub.place, name, passwordOf.get(name) ?? "", browser);
        signed.push(person !== undefined);
      }),
    );
    expect(signed).to.deep.equal(CLASS.map(() => true));
    noteFigure(this, `${signed.length} of ${CLASS.length} in`);
  });

  it("gets every guess checked where nothing slows it down", async function () {
    await hub.view.exec(hub.name, ["python3", "-c", OPENS]);
    await hub.view.docker.getContainer(hub.name).restart();
    await untilItAnswers(hub.loginPage);
    const statuses = await guess([browserAt("203.0.113.30")], 200);
    expect(looked(statuses)).to.equal(200);
    noteFigure(this, `${statuses.length} of ${statuses.length} looked at`);
  });
});
