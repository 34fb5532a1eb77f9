import { expect } from "chai";
import { Ajv } from "ajv";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { pythonAnswers } from "../contracts/python-answers.ts";
import { allFilesOf, CASES } from "./cases.ts";

const SCHEMA = JSON.parse(
  readFileSync(new URL("../../docs/reference/hub-json.schema.json", import.meta.url), "utf8"),
) as object;
const NGINX_SETUP = fileURLToPath(new URL("setup/nginx.sh", import.meta.url));

describe("each generated file, read by what it is for:", () => {
  let scratch: string;
  let nginx: string;

  before(function () {
    this.timeout(300_000);
    nginx = execFileSync(NGINX_SETUP, { encoding: "utf8" }).trim();
    scratch = mkdtempSync(join(tmpdir(), "golden-"));
  });
  after(() => rmSync(scratch, { recursive: true, force: true }));

  for (const [name, hub] of Object.entries(CASES)) {
    describe(name, function () {
      this.timeout(30_000);
      const files = allFilesOf(hub);
      const text = (path: string) => files[path] ?? "";
      let directory: string;

      before(() => {
        directory = join(scratch, name, "deploy");
        for (const [path, content] of Object.entries(files)) {
          mkdirSync(dirname(join(directory, path)), { recursive: true });
          writeFileSync(join(directory, path), content);
        }
      });

      it("Python compiles every .py", () => {
        const sources = Object.entries(files).filter(([path]) => path.endsWith(".py"));
        expect(sources.length).to.be.greaterThan(20);
        const program =
          'import ast, json, sys\nfor line in sys.stdin.buffer: print(json.dumps(type(ast.parse(json.loads(line), "x")).__name__))';
        expect(
          new Set(
            pythonAnswers(
              ["-W", "error", "-c", program],
              sources.map(([, source]) => source),
            ),
          ),
        ).to.deep.equal(new Set(["Module"]));
      });

      it("jupyterhub_config.py sets what the definition says, as data", () => {
        const [told] = pythonAnswers<{ settings: Record<string, unknown>; loaded: string[] }>(
          ["test/golden/read_config.py"],
          [text("jupyterhub_config.py")],
        );
        for (const [className, traits] of Object.entries(hub.traits)) {
          for (const [trait, value] of Object.entries(traits))
            expect(told?.settings[`${className}.${trait}`]).to.deep.equal(value);
        }
        if (hub.signIn.kind === "custom") {
          const className = hub.signIn.authenticator.split(".").at(-1);
          for (const [trait, value] of Object.entries(hub.signIn.traits))
            expect(told?.settings[`${className}.${trait}`]).to.deep.equal(value);
          for (const [trait, name] of Object.entries(hub.signIn.secretTraits))
            expect(told?.settings[`${className}.${trait}`]).to.equal(`secret ${name}`);
          expect(told?.settings["secrets.names"] ?? []).to.deep.equal(hub.signIn.secrets);
        }
        expect(told?.settings["JupyterHub.base_url"]).to.equal(`/${hub.name}/`);
        expect(told?.settings).not.to.have.property("JupyterHub.admin_users");
        expect(told?.loaded).to.deep.equal(hub.extraConfig.map((file) => `/srv/hubwright/extra/${file}`));
      });

      it("hub.json is what its schema says, and the hub's Python takes it", () => {
        const validate = new Ajv({ allErrors: true, strictTypes: false }).compile(SCHEMA);
        expect(validate(JSON.parse(text("hub.json"))), JSON.stringify(validate.errors)).to.equal(true);
        const program =
          'import json, sys\nsys.path.insert(0, "python-templates")\nfrom hubwright_hub.hub_json import hub_of\nprint(json.dumps(len(hub_of(json.loads(json.loads(sys.stdin.readline()))).volumes)))';
        expect(pythonAnswers(["-c", program], [text("hub.json")])).to.deep.equal([Object.keys(hub.volumes).length]);
      });

      for (const version of ["1.1", "1.2"] as const) {
        it(`YAML ${version} reads compose.yaml as it was meant`, () => {
          const compose = parse(text("compose.yaml"), { version }) as {
            services: Record<string, { container_name: string; labels: object; image: string }>;
            networks: object;
            volumes: object;
          };
          const hasDatabase = hub.database === "postgres";
          expect(Object.keys(compose.services)).to.deep.equal(hasDatabase ? ["proxy", "db", "hub"] : ["proxy", "hub"]);
          expect(compose.services["hub"]?.container_name).to.equal(hub.name);
          expect(compose.services["hub"]?.labels).to.include({ "hubwright.hub": hub.name });
          const named = (...kinds: readonly string[]) => kinds.map((kind) => `${hub.name}-${kind}`);
          const networks = hasDatabase ? named("network", "db-network") : named("network");
          expect(Object.keys(compose.networks)).to.deep.equal(networks);
          const sent = hub.engine.remote ? named("data.proxy", "data.roster", "data.secrets") : [];
          const volumes = [...(hasDatabase ? named("data", "db-data") : named("data")), ...sent];
          expect(compose.volumes).to.deep.equal(
            Object.fromEntries(volumes.map((volume) => [volume, { external: true, name: volume }])),
          );
        });
      }

      it("nginx takes the block, pasted into a server of its own", () => {
        const server = `daemon off; pid ${directory}/nginx.pid; error_log stderr;
          events {}
          http {
            access_log off; client_body_temp_path ${directory}/t1; proxy_temp_path ${directory}/t2; fastcgi_temp_path ${directory}/t3; uwsgi_temp_path ${directory}/t4; scgi_temp_path ${directory}/t5;
            server {
              listen unix:${scratch}/${name}.sock;
              include ${directory}/nginx.conf;
            }
          }`;
        writeFileSync(join(directory, "server.conf"), server);
        const { status, stderr } = spawnSync(
          nginx,
          ["-t", "-q", "-p", directory, "-c", join(directory, "server.conf")],
          { encoding: "utf8" },
        );
        expect(stderr).to.equal("");
        expect(status).to.equal(0);
      });

      it("make understands the Makefile, and sh what make would run", () => {
        const { status, stdout, stderr } = spawnSync(
          "make",
          ["--dry-run", "--always-make", "all", "network", "login"],
          { cwd: directory, encoding: "utf8" },
        );
        expect(stderr).to.equal("");
        expect(status).to.equal(0);
        expect(stdout).to.include(`--tag ${hub.name}-notebook:latest`);
        expectShell(stdout);
      });

      it("sh understands every RUN", () => {
        const runs = ["Dockerfile.jupyterhub", "singleuser/Dockerfile"].flatMap((path) => runsOf(text(path)));
        expect(runs.length).to.be.greaterThan(5);
        for (const run of runs) expectShell(run);
      });

      it(".env says the same to a shell and to make", () => {
        const shell = execFileSync("env", ["-i", "sh", "-c", `set -a; . ${directory}/.env; env`], { encoding: "utf8" });
        expect(shell).to.include(`COMPOSE_PROJECT_NAME=${hub.name}\n`);
        expect(shell).to.include(`PORT_NUM=${hub.port}\n`);
      });
    });
  }
});

function expectShell(script: string): void {
  const { status, stderr } = spawnSync("sh", ["-n"], { input: script, encoding: "utf8" });
  expect(stderr, script).to.equal("");
  expect(status).to.equal(0);
}

/** What a shell would run of a Dockerfile: RUN lines, and the scripts that one is given as its argument. */
function runsOf(dockerfile: string): readonly string[] {
  const instructions = dockerfile
    .replaceAll(/\\\n/g, "")
    .split("\n")
    .filter((line) => line.startsWith("RUN "));
  return instructions.map((line) => {
    const command = line.slice("RUN ".length);
    if (!command.startsWith("[")) return command;
    const words = JSON.parse(command) as string[];
    return words[0] === "sh" && words[1] === "-c" ? (words[2] ?? "") : "";
  });
}
