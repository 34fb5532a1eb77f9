import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { installNginx, type NginxInstallation } from "../../../src/apply/web/install-nginx.ts";
import { hasHttp2Directive, type Nginx, nginxIn } from "../../../src/machine/nginx.ts";
import type { RunProgram } from "../../../src/machine/run-program.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";

describe("installing for nginx", () => {
  const directory = temporaryDirectory();
  const readAll = () => [
    join(directory(), "conf.d/hubwright.conf"),
    join(directory(), "hubwright/math.conf"),
    join(directory(), "conf.d/hubwright-hubs.conf"),
  ];
  const written = () =>
    readdirSync(directory(), { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".conf"));

  beforeEach(() => {
    writeFileSync(join(directory(), "nginx.conf"), "");
    mkdirSync(join(directory(), "conf.d"));
  });

  const install = (nginx: Partial<Nginx> = {}, more: Partial<NginxInstallation> = {}) =>
    installNginx(
      {
        site: { name: "hubs", tls: null, httpPort: 80, httpsPort: 443, hsts: false, bodySize: "512m", logins: 100 },
        hubs: [{ name: "math", upstream: "127.0.0.1:8000" }],
        directory: directory(),
        hasIpv6: false,
        overwrite: false,
        now: new Date(0),
        ...more,
      },
      {
        version: async () => "1.26.3",
        test: async () => ({ isGood: true, said: [], files: readAll() }),
        reload: async () => ({ isDone: true, said: [] }),
        ...nginx,
      },
    );
  const refusal = async (nginx: Partial<Nginx>, more: Partial<NginxInstallation> = {}): Promise<HubwrightError> => {
    const error: unknown = await install(nginx, more).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (error instanceof HubwrightError) return error;
    throw new Error(`Expected a refusal, got ${String(error)}`);
  };
  /** A reload that must not be asked for. */
  const never = async () => Promise.reject(new Error("nginx was told to take it."));

  it("has nginx test what is in place, and then reload", async () => {
    const asked: string[] = [];
    const { changed, isServed } = await install({
      test: async () => {
        asked.push(`test ${written().length}`);
        return { isGood: true, said: [], files: readAll() };
      },
      reload: async () => {
        asked.push("reload");
        return { isDone: true, said: [] };
      },
    });
    expect(asked).to.deep.equal(["test 4", "reload"]);
    expect(changed).to.have.members(readAll());
    expect(isServed).to.equal(true);
  });

  it("puts everything back if nginx rejects it, and does not reload the running nginx", async () => {
    const said = ["nginx: [emerg] cannot load certificate", "nginx: configuration file test failed"];
    const { code, message } = await refusal({ test: async () => ({ isGood: false, said, files: [] }), reload: never });
    expect(code).to.equal("web-server-rejects");
    expect(message).to.include("nginx rejected the configuration").and.include(said[0]);
    expect(written()).to.deep.equal(["nginx.conf"]);
  });

  it("puts everything back if nginx would ignore it because another server has the name", async () => {
    const said = [`nginx: [warn] conflicting server name "hubs" on 0.0.0.0:443, ignored`];
    const { code, message, hint } = await refusal({
      test: async () => ({ isGood: true, said, files: readAll() }),
      reload: never,
    });
    expect(code).to.equal("web-server-rejects");
    expect(message).to.include("nginx already has a server for hubs");
    expect(hint).to.include("Leave out --server");
    expect(written()).to.deep.equal(["nginx.conf"]);
  });

  it("puts everything back if nginx does not read it", async () => {
    const { code, message, hint } = await refusal({
      test: async () => ({ isGood: true, said: [], files: readAll().slice(0, 1) }),
      reload: never,
    });
    expect(code).to.equal("web-server-rejects");
    expect(message).to.include(`nginx does not read ${directory()}/conf.d/hubwright-hubs.conf,`);
    expect(hint).to.include(`include ${directory()}/conf.d/*.conf;`);
    expect(written()).to.deep.equal(["nginx.conf"]);
  });

  it("puts everything back if nginx cannot be started for the test", async () => {
    const error: unknown = await install({
      test: async () => Promise.reject(new Error("EACCES")),
      reload: never,
    }).catch((error: unknown) => error);
    expect(String(error)).to.include("EACCES");
    expect(written()).to.deep.equal(["nginx.conf"]);
  });

  it("leaves valid files in place if nginx is not running", async () => {
    const said = ['nginx: [error] open() "/run/nginx.pid" failed'];
    const { code, message, hint } = await refusal({ reload: async () => ({ isDone: false, said }) });
    expect(code).to.equal("program-failed");
    expect(message).to.include("nginx accepts it").and.include(said[0]);
    expect(hint).to.include("systemctl start nginx");
    expect(written()).to.have.length(4);
  });

  it("writes nothing if there is no nginx", async () => {
    const { code, hint } = await refusal({ version: async () => undefined });
    expect(code).to.equal("program-missing");
    expect(hint).to.include("apt-get install nginx");
    expect(written()).to.deep.equal(["nginx.conf"]);
  });

  it("says that no server has the hubs yet, without a server of ours", async () => {
    const site = { name: null, tls: null, httpPort: 80, httpsPort: 443, hsts: false, bodySize: "1m", logins: 9 };
    const files = readAll().slice(0, 1);
    const { isServed } = await install({ test: async () => ({ isGood: true, said: [], files }) }, { site });
    expect(isServed).to.equal(false);
    expect(existsSync(readAll()[2] ?? "")).to.equal(false);
    expect((await install({}, { site })).isServed).to.equal(true);
  });
});

describe("the nginx of a directory", () => {
  const nginxThat = (exitCode: number, ...lines: readonly string[]) => {
    const commands: (readonly string[])[] = [];
    const run = Object.assign(
      async (command: readonly string[], on: (line: string) => void) => {
        commands.push(command);
        for (const line of lines) on(line);
        return exitCode;
      },
      { output: () => Promise.reject(new Error("Nobody reads its output.")) },
    ) as unknown as RunProgram;
    return { nginx: nginxIn("/etc/nginx", run), commands };
  };

  it("reports its version", async () => {
    expect(await nginxThat(0, "nginx version: nginx/1.22.1").nginx.version()).to.equal("1.22.1");
    expect(await nginxThat(0, "nginx version: openresty/1.27.1.2 (Ubuntu)").nginx.version()).to.equal("1.27.1.2");
    expect(await nginxThat(127).nginx.version()).to.equal(undefined);
  });

  for (const [version, has] of [
    [undefined, false],
    ["1.22.1", false],
    ["1.25.0", false],
    ["1.25.1", true],
    ["1.26.3", true],
    ["2.0.0", true],
  ] as const) {
    it(`${has ? "has" : "has no"} directive http2 in ${version ?? "an unknown version"}`, () => {
      expect(hasHttp2Directive(version)).to.equal(has);
    });
  }

  it("reports which files it read, and its messages about them", async () => {
    const { nginx, commands } = nginxThat(
      0,
      "nginx: the configuration file /etc/nginx/nginx.conf syntax is ok",
      '2026/11/24 03:10:36 [warn] 7216#7216: conflicting server name "hubs" on 0.0.0.0:443, ignored',
      "# configuration file /etc/nginx/nginx.conf:",
      "server {}",
      "# configuration file /etc/nginx/conf.d/a b.conf:",
    );
    expect(await nginx.test()).to.deep.equal({
      isGood: true,
      said: [
        "nginx: the configuration file /etc/nginx/nginx.conf syntax is ok",
        'nginx: [warn] conflicting server name "hubs" on 0.0.0.0:443, ignored',
      ],
      files: ["/etc/nginx/nginx.conf", "/etc/nginx/conf.d/a b.conf"],
    });
    expect(commands).to.deep.equal([["nginx", "-c", "/etc/nginx/nginx.conf", "-T"]]);
  });
});
