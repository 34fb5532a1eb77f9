import { expect } from "chai";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HubwrightError } from "../../../../src/model/problem/hubwright-error.ts";
import { findEndpoints } from "../../../../src/engine/docker/find-endpoints.ts";

describe("looking for a Docker engine", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "find-endpoints-"));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const addresses = (environment: Record<string, string>, dockerHost?: string) =>
    findEndpoints({ HOME: home, ...environment }, dockerHost).map(({ address }) => address);
  const refusal = (environment: Record<string, string>) => {
    try {
      findEndpoints({ HOME: home, ...environment });
    } catch (error) {
      if (error instanceof HubwrightError) return error;
      throw error;
    }
    throw new Error("Nothing was refused.");
  };

  function context(name: string, host: string, tls: readonly string[] = []): void {
    const id = createHash("sha256").update(name).digest("hex");
    const meta = join(home, ".docker/contexts/meta", id);
    mkdirSync(meta, { recursive: true });
    writeFileSync(
      join(meta, "meta.json"),
      JSON.stringify({ Name: name, Metadata: {}, Endpoints: { docker: { Host: host, SkipTLSVerify: false } } }),
    );
    if (tls.length === 0) return;
    const directory = join(home, ".docker/contexts/tls", id, "docker");
    mkdirSync(directory, { recursive: true });
    for (const file of tls) writeFileSync(join(directory, file), `text of ${file}`);
  }
  const config = (text: string) => {
    mkdirSync(join(home, ".docker"), { recursive: true });
    writeFileSync(join(home, ".docker/config.json"), text);
  };

  it("tries the system's socket, then those of a person's own engines", () => {
    expect(addresses({ XDG_RUNTIME_DIR: "/run/user/1000" })).to.deep.equal([
      "unix:///var/run/docker.sock",
      "unix:///run/user/1000/docker.sock",
      `unix://${home}/.docker/run/docker.sock`,
      `unix://${home}/.docker/desktop/docker.sock`,
    ]);
  });

  it("tries only what was named: the argument, then DOCKER_HOST, then the context", () => {
    context("math", "unix:///run/math.sock");
    const environment = { DOCKER_HOST: "tcp://10.0.0.1", DOCKER_CONTEXT: "math" };
    expect(addresses(environment, "ssh://ada@server")).to.deep.equal(["ssh://ada@server"]);
    expect(addresses(environment)).to.deep.equal(["tcp://10.0.0.1"]);
    expect(addresses({ DOCKER_CONTEXT: "math" })).to.deep.equal(["unix:///run/math.sock"]);
  });

  it("takes the context that config.json says, and DOCKER_CONTEXT before it", () => {
    context("math", "unix:///run/math.sock");
    context("stats", "unix:///run/stats.sock");
    config('{"currentContext":"math"}');
    expect(addresses({})).to.deep.equal(["unix:///run/math.sock"]);
    expect(addresses({ DOCKER_CONTEXT: "stats" })).to.deep.equal(["unix:///run/stats.sock"]);
    expect(addresses({ DOCKER_CONTEXT: "default" })).to.have.length(3);
  });

  it("reads another directory when DOCKER_CONFIG says so", () => {
    context("math", "unix:///run/math.sock");
    expect(addresses({ HOME: "/nowhere", DOCKER_CONFIG: join(home, ".docker"), DOCKER_CONTEXT: "math" })).to.deep.equal(
      ["unix:///run/math.sock"],
    );
  });

  it("reads what a context brings for TLS", () => {
    context("math", "tcp://math.example:2376", ["ca.pem", "cert.pem", "key.pem"]);
    const [endpoint] = findEndpoints({ HOME: home, DOCKER_CONTEXT: "math" });
    expect(endpoint).to.deep.include({
      kind: "tcp",
      host: "math.example",
      port: 2376,
      named: "the Docker context math",
    });
    expect(endpoint?.kind === "tcp" && endpoint.tls?.key?.toString()).to.equal("text of key.pem");
  });

  it("says that a context is not there, and how to see which are", () => {
    const error = refusal({ DOCKER_CONTEXT: "gone" });
    expect(error.code).to.equal("engine-missing");
    expect(error.message).to.equal("There is no Docker context gone, but DOCKER_CONTEXT asks for it.");
    expect(error.hint).to.contain("docker context ls");
  });

  it("ignores a config.json that cannot be read", () => {
    for (const text of ["{", "[]", "null", '"x"', '{"currentContext":7}', ""]) {
      config(text);
      expect(addresses({}), text).to.have.length(3);
    }
  });

  it("uses TLS if DOCKER_TLS_VERIFY says so, with the certificates of DOCKER_CERT_PATH", () => {
    writeFileSync(join(home, "ca.pem"), "the authority");
    const [verified] = findEndpoints({
      HOME: home,
      DOCKER_HOST: "tcp://10.0.0.1",
      DOCKER_TLS_VERIFY: "1",
      DOCKER_CERT_PATH: home,
    });
    expect(verified).to.deep.include({ kind: "tcp", port: 2376 });
    expect(verified?.kind === "tcp" && verified.tls?.ca?.toString()).to.equal("the authority");
    const [plain] = findEndpoints({ HOME: home, DOCKER_HOST: "tcp://10.0.0.1", DOCKER_CERT_PATH: home });
    expect(plain).to.deep.include({ kind: "tcp", port: 2375, tls: null });
  });

  it("takes addresses apart as Docker does", () => {
    const one = (address: string) => findEndpoints({ HOME: home }, address)[0];
    expect(one("ssh://ada@server.example:2222")).to.deep.include({
      kind: "ssh",
      user: "ada",
      host: "server.example",
      port: 2222,
    });
    expect(one("ssh://server")).to.deep.include({ kind: "ssh", user: null, host: "server", port: null });
    expect(one("tcp://[::1]:2375")).to.deep.include({ kind: "tcp", host: "::1", port: 2375 });
    expect(one("unix://")).to.deep.include({ kind: "socket", path: "/var/run/docker.sock" });
    expect(one("unix:///tmp/a b.sock")).to.deep.include({ kind: "socket", path: "/tmp/a b.sock" });
  });

  for (const address of [
    "/var/run/docker.sock",
    "unix://var/run/docker.sock",
    "10.0.0.1:2375",
    "npipe:////./pipe/docker_engine",
    "tcp://",
    "ftp://server",
    "ssh://",
    "ssh://%zz@server",
    "tcp://host:99999",
    "\u0007",
  ]) {
    it(`refuses ${JSON.stringify(address)} and says how an address is written`, () => {
      const error = refusal({ DOCKER_HOST: address });
      expect(error.code).to.equal("engine-missing");
      expect(error.message).to.contain(JSON.stringify(address)).and.contain("DOCKER_HOST");
      expect(error.hint).to.contain("unix:///var/run/docker.sock");
    });
  }
});
