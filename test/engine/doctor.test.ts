import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { mustRun } from "./support/command.ts";
import { TestHub } from "./support/test-hub.ts";

/** A real hub, broken in one way after the other. */
describe("hubwright doctor on an engine", () => {
  let hub: TestHub;

  before(async function () {
    this.timeout(900_000);
    hub = await TestHub.create({ name: "t-doc-ill", port: 18151 });
    await hub.up();
  });
  after(() => hub?.remove());

  async function codes(...words: string[]): Promise<readonly string[]> {
    const { stdout, exitCode } = await hub.run(["doctor", "--json", ...words]);
    const { findings } = JSON.parse(stdout) as { findings: { code: string }[] };
    expect(exitCode).to.equal(findings.length === 0 ? 0 : 1);
    return findings.map(({ code }) => code);
  }

  const docker = (...words: string[]) =>
    mustRun("docker", words, { env: { DOCKER_HOST: hub.engine.dockerHost ?? undefined } });

  it("finds nothing in one that is well", async () => {
    expect(await codes("--url", `${hub.origin}${hub.place}`)).to.deep.equal([]);
  }).timeout(60_000);

  it("names a proxy that was stopped, and is content once it is up", async () => {
    await docker("stop", `${hub.name}-proxy`);
    expect(await codes()).to.deep.equal(["proxy-stopped"]);
    await hub.up();
    expect(await codes()).to.deep.equal([]);
  }).timeout(120_000);

  it("names a generated file that was edited", async () => {
    const text = hub.read("deploy/compose.yaml");
    hub.write("deploy/compose.yaml", `${text}# mine\n`);
    expect(await codes()).to.deep.equal(["files-edited"]);
    hub.write("deploy/compose.yaml", text);
  }).timeout(60_000);

  it("names a web server in front that drops the headers of websockets", async () => {
    const front = await withoutUpgrade(hub.origin);
    const { port } = front.address() as AddressInfo;
    try {
      expect(await codes("--url", `http://127.0.0.1:${port}${hub.place}`)).to.deep.equal(["web-no-websockets"]);
      expect(await codes("--url", `http://127.0.0.1:${port}/elsewhere`)).to.deep.equal(["web-not-this-hub"]);
    } finally {
      front.close();
    }
  }).timeout(60_000);
});

/** A web server as nginx is without the two lines: it passes everything on but Upgrade and Connection. */
async function withoutUpgrade(origin: string): Promise<Server> {
  const server = createServer((asked, answer) => {
    const { upgrade: _, connection: __, ...headers } = asked.headers;
    const onward = request(`${origin}${asked.url ?? "/"}`, { method: asked.method, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    asked.pipe(onward);
  });
  await new Promise<void>((listening) => server.listen(18152, "127.0.0.1", listening));
  return server;
}
