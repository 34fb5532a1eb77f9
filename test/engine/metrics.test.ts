import { expect } from "chai";
import { existsSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { askWithToken, statusOf } from "./support/browser.ts";
import { noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

/** What a person who found the token would try. */
const TRIES: readonly (readonly [method: string, path: string, body?: unknown])[] = [
  ["GET", "/users"],
  ["GET", "/users/hub-admin"],
  ["POST", "/users/eve"],
  ["DELETE", "/users/halljord"],
  ["POST", "/users/hub-admin/tokens", {}],
  ["POST", "/users/hub-admin/server"],
  ["DELETE", "/users/hub-admin/server"],
  ["GET", "/groups"],
  ["POST", "/groups/eve"],
  ["GET", "/services"],
  ["GET", "/proxy"],
  ["POST", "/shutdown", {}],
];

for (const jupyterhub of ["6.1", "5.5"] as const) {
  describe(`a token for Prometheus, on JupyterHub ${jupyterhub}`, function () {
    this.timeout(600_000);
    let hub: TestHub;
    const secret = () => join(hub.directory, "secrets/metrics.env");
    const token = () => /^METRICS_TOKEN=([0-9a-f]{64})$/m.exec(hub.read("secrets/metrics.env"))?.[1] ?? "";
    const metrics = () => `${hub.origin}${hub.place}/hub/metrics`;

    before(async () => {
      hub = await TestHub.create({
        name: hubName(`metrics-${jupyterhub.replace(".", "")}`),
        port: await freePort(),
        definition: { jupyterhub },
      });
      await hub.up();
    });
    after(() => hub?.remove());

    it("does not exist unless hub.ts asks for it", async () => {
      expect(existsSync(secret())).to.equal(false);
      expect(await statusOf(metrics())).to.equal(403);
    });

    it("is created once by one line of hub.ts, readable only by its owner, and reads the metrics", async function () {
      hub.redefine({ metrics: true });
      await hub.up();
      expect((statSync(secret()).mode & 0o777).toString(8)).to.equal("600");
      expect(await statusOf(metrics())).to.equal(403);
      expect((await askWithToken(metrics(), "0".repeat(64))).status).to.equal(403);
      const { status, text } = await askWithToken(metrics(), token());
      expect(status).to.equal(200);
      expect(text).to.match(/^jupyterhub_total_users(\{.*\})? \d/m);
      const made = token();
      expect(await hub.must("up")).to.match(/^Nothing to do/);
      expect(token()).to.equal(made);
      noteFigure(this, `403 without, 200 with it, ${text.split("\n").length} lines`);
    });

    it("is where deploy/prometheus.yml says", async () => {
      const [job] = parse(hub.read("deploy/prometheus.yml")) as {
        metrics_path: string;
        authorization: { type: string };
        static_configs: { targets: string[] }[];
      }[];
      const target = job?.static_configs[0]?.targets[0] ?? "";
      const answer = await fetch(`http://${target}${job?.metrics_path}`, {
        headers: { Authorization: `${job?.authorization.type} ${token()}` },
      });
      expect(answer.status).to.equal(200);
    });

    it("can do nothing else", async function () {
      const answers: number[] = [];
      for (const [method, path, body] of TRIES) {
        const { status } = await askWithToken(`${hub.origin}${hub.place}/hub/api${path}`, token(), method, body);
        answers.push(status);
      }
      expect(answers).to.deep.equal(TRIES.map(() => 403));
      // A page that needs a person redirects requests that have only a token to the sign-in page.
      const pages = await Promise.all(
        ["/hub/admin", "/hub/home", "/user/hub-admin/"].map(
          async (page) => (await askWithToken(`${hub.origin}${hub.place}${page}`, token())).status,
        ),
      );
      expect(pages).to.deep.equal(pages.map(() => 302));
      noteFigure(this, `${answers.length + pages.length} tries: ${[...new Set([...answers, ...pages])].join(", ")}`);
    });

    it("is refused once the line is removed, even if there is another token", async () => {
      const old = token();
      hub.redefine({});
      await hub.up();
      expect((await askWithToken(metrics(), old)).status).to.equal(403);
      expect(existsSync(secret())).to.equal(true);
      rmSync(secret());
      hub.redefine({ metrics: true });
      await hub.up();
      expect(token()).not.to.equal(old);
      expect((await askWithToken(metrics(), token())).status).to.equal(200);
      expect((await askWithToken(metrics(), old)).status).to.equal(403);
    });

    it("is replaced by removing the file: the previous one is refused once the hub has restarted", async () => {
      const old = token();
      rmSync(secret());
      await hub.must("up");
      await hub.must("restart");
      expect(token()).not.to.equal(old);
      expect((await askWithToken(metrics(), token())).status).to.equal(200);
      expect((await askWithToken(metrics(), old)).status).to.equal(403);
    });
  });
}
