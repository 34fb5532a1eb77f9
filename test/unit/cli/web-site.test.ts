import { X509Certificate } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { EngineFailure, HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { caddy } from "../../../src/cli/commands/web/caddy.ts";
import { nginx } from "../../../src/cli/commands/web/nginx.ts";
import { selfSigned } from "../../../src/cli/commands/web/self-signed.ts";
import { hostOf, hubPlaces, webSiteOf, type WebSiteOptions } from "../../../src/cli/commands/web/web-site.ts";
import { LABEL } from "../../../src/deployment/deployment.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import type { Observed } from "../../../src/plan/observed.ts";
import { servedHubs } from "../../../src/plan/served-hubs.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";
import { contextIn } from "./fake-context.ts";
import { observedContainer } from "../plan/observed-container.ts";

/** A snapshot with proxies of these names, each with its published port. */
function serving(...proxies: readonly (readonly [name: string, address: string, port: number])[]): Observed {
  const containers = proxies.map(([name, address, published]) =>
    observedContainer(`${name}-proxy`, {
      labels: { [LABEL.hub]: name, [LABEL.kind]: "proxy" },
      ports: [{ address, published, target: 8000 }],
    }),
  );
  return { containers, networks: [], volumes: [], images: [] };
}

const engineWith = (observed: Observed) => Object.assign(new MemoryEngine(), { observe: async () => observed });

async function refusal(act: () => unknown): Promise<HubwrightError> {
  try {
    await act();
  } catch (error) {
    if (error instanceof HubwrightError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

describe("the web server's words", () => {
  const directory = temporaryDirectory();

  it("have defaults", () => {
    expect(webSiteOf({}, "/x")).to.deep.equal({
      name: null,
      tls: null,
      httpPort: 80,
      httpsPort: 443,
      hsts: false,
      bodySize: "512m",
      logins: 100,
    });
    const words = { server: "Hubs.Example.EDU", certificate: "a.crt", key: "/y/a.key", logins: "7", httpsPort: "8443" };
    expect(webSiteOf(words, "/x")).to.deep.include({
      name: "hubs.example.edu",
      tls: { certificate: "/x/a.crt", key: "/y/a.key" },
      logins: 7,
      httpsPort: 8443,
    });
  });

  const wrong: readonly WebSiteOptions[] = [
    { server: "" },
    { server: "https://hubs.example.edu" },
    { server: "hubs.example.edu/math" },
    { server: "hubs.example.edu; }" },
    { server: "hubs example" },
    { server: "-hubs.example" },
    { server: "a".repeat(64) },
    { server: "~^(.*)$" },
    { server: "$host" },
    { server: "*" },
    { certificate: "a.crt" },
    { key: "a.key" },
    { certificate: "a;b.crt", key: "a.key" },
    { certificate: "a.crt", key: "$host.key" },
    { certificate: "a b.crt", key: "a.key" },
    { certificate: "a\nb.crt", key: "a.key" },
    { bodySize: "0m" },
    { bodySize: "512" },
    { bodySize: "512MB" },
    { bodySize: "1m; deny all" },
    { httpPort: "0" },
    { httpsPort: "65536" },
    { httpsPort: "443 default_server" },
    { logins: "0" },
    { logins: "-1" },
    { logins: "1e3" },
  ];
  for (const words of wrong) {
    it(`are refused with a correct example: ${JSON.stringify(words).slice(0, 80)}`, async () => {
      const { message, hint } = await refusal(() => webSiteOf(words, "/x"));
      expect(message).to.match(/\.$/);
      expect(hint).to.not.equal("");
    });
  }

  it("accept addresses as names", () => {
    expect(["10.1.2.3", "::1", "hubs", "a.b"].map(hostOf)).to.deep.equal(["10.1.2.3", "::1", "hubs", "a.b"]);
  });

  describe("which hubs", () => {
    const defined = () => writeFileSync(join(directory(), "hub.ts"), `export default { name: "math", port: 18130 };\n`);
    const names = async (observed: Observed) =>
      (await hubPlaces(contextIn(directory(), { engine: engineWith(observed) }), {})).map(
        ({ name, upstream }) => `${name} ${upstream}`,
      );

    it("are all that are up, and the one here", async () => {
      defined();
      expect(await names(serving(["zeta", "0.0.0.0", 8002], ["alpha", "::", 8001]))).to.deep.equal([
        "alpha [::1]:8001",
        "math 127.0.0.1:18130",
        "zeta 127.0.0.1:8002",
      ]);
    });

    it("are those that are up if there is none here", async () => {
      expect(await names(serving(["alpha", "127.0.0.1", 8001]))).to.deep.equal(["alpha 127.0.0.1:8001"]);
      expect((await refusal(() => names(serving()))).message).to.include("No hub is up");
    });

    it("are never of a name that would be code", () => {
      const hostile = ["a; }", "../../etc/passwd", "$host", "a b", "A", "", "x\n}"].map(
        (name) => [name, "127.0.0.1", 1] as const,
      );
      expect(servedHubs(serving(...hostile, ["math", "127.0.0.1", 2])).map(({ name }) => name)).to.deep.equal(["math"]);
    });

    it("are the one here if no engine answers", async () => {
      defined();
      const context = {
        ...contextIn(directory()),
        engine: async () => Promise.reject(EngineFailure.of("engine-missing", "No engine.", "Install one.")),
      };
      expect(await caddy(context, { server: "hubs.example.edu" })).to.equal(0);
      expect(context.printed).to.include("\thandle /math/* {");
      expect(context.problems.join()).to.include("this covers only math");
    });

    it("are in the server that nginx --server prints", async () => {
      const context = contextIn(directory(), { engine: engineWith(serving(["alpha", "127.0.0.1", 8001])) });
      expect(await nginx(context, { server: "hubs.example.edu" })).to.equal(0);
      expect(context.printed).to.include.members(["    server_name hubs.example.edu;", "    location /alpha/ {"]);
    });
  });

  describe("self-signed", () => {
    const at = (path: string) => join(directory(), "secrets", path);

    it("makes a key for its owner alone, and a certificate for names and addresses", async () => {
      const context = contextIn(directory());
      expect(await selfSigned(context, { name: "hubs.local", others: ["10.1.2.3", "::1", "hubs.local"] })).to.equal(0);
      expect(statSync(at("hubs.local.key")).mode & 0o777).to.equal(0o600);
      const certificate = new X509Certificate(readFileSync(at("hubs.local.crt")));
      expect(certificate.subjectAltName).to.equal("DNS:hubs.local, IP Address:10.1.2.3, IP Address:0:0:0:0:0:0:0:1");
      expect(certificate.ca).to.equal(false);
      expect(context.printed.join("\n")).to.include(certificate.fingerprint256);
      expect(context.printed.join("\n")).to.include(
        `sudo hubwright nginx install --server hubs.local --certificate ${at("hubs.local.crt")} --key ${at("hubs.local.key")}`,
      );
    });

    it("accepts a name that is longer than a subject may be", async () => {
      const name = `${"a".repeat(60)}.${"b".repeat(60)}.example`;
      await selfSigned(contextIn(directory()), { name, others: [] });
      expect(new X509Certificate(readFileSync(at(`${name}.crt`))).checkHost(name)).to.equal(name);
    });

    for (const file of ["hubs.local.key", "hubs.local.crt"]) {
      it(`never overwrites ${file}`, async () => {
        await selfSigned(contextIn(directory()), { name: "other", others: [] });
        writeFileSync(at(file), "mine");
        const make = () => selfSigned(contextIn(directory()), { name: "hubs.local", others: [] });
        expect((await refusal(make)).message).to.include("never overwritten");
        expect(readFileSync(at(file), "utf8")).to.equal("mine");
      });
    }

    it("refuses anything but a name", async () => {
      const make = () => selfSigned(contextIn(directory()), { name: "hubs\nDNS.2 = bank.example", others: [] });
      expect((await refusal(make)).message).to.include("is not a server name");
    });
  });
});
