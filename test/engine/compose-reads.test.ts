import { expect } from "chai";
import * as fc from "fast-check";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Deployment, Labels } from "../../src/deployment/deployment.ts";
import { emitCompose } from "../../src/emit/compose.ts";
import { generateAll } from "../../src/emit/generate.ts";
import { defineHub } from "../../src/model/hub/hub.ts";
import { HOSTILE } from "../contracts/arbitrary-roster.ts";
import { allFilesOf, CASES } from "../golden/cases.ts";
import { NASTY } from "../hubs.ts";

const SETUP = fileURLToPath(new URL("setup/docker-compose.sh", import.meta.url));

describe("compose.yaml, read by both generations of compose", function () {
  this.timeout(120_000);
  let scratch: string;
  const compose = new Map<string, string>();

  before(function () {
    this.timeout(900_000);
    const told = execFileSync(SETUP, { encoding: "utf8" });
    for (const [, version = "", path = ""] of told.matchAll(/^(V[12])=(.*)$/gm)) compose.set(version, path);
    scratch = mkdtempSync(join(tmpdir(), "compose-reads-"));
  });
  after(() => rmSync(scratch, { recursive: true, force: true }));

  function config(version: string, files: Readonly<Record<string, string>>): Read {
    const directory = mkdtempSync(join(scratch, "hub-"));
    const deploy = join(directory, "deploy");
    for (const place of ["deploy", "secrets", "roster", "people"]) mkdirSync(join(directory, place));
    for (const name of ["oauth", "hub", "proxy"]) writeFileSync(join(directory, `secrets/${name}.env`), "");
    for (const path of ["compose.yaml", ".env"]) writeFileSync(join(deploy, path), files[path] ?? "");
    const command = compose.get(version) ?? "";
    const { status, stdout, stderr } = spawnSync(
      command,
      ["-f", "compose.yaml", "config", ...(version === "V2" ? ["--format", "json"] : [])],
      { cwd: deploy, encoding: "utf8" },
    );
    return {
      status,
      stderr,
      project:
        status === 0 ? (JSON.parse(version === "V2" ? stdout : asJson(stdout, command)) as Project) : { services: {} },
    };
  }

  /** What 1.29 prints is for its own parser of YAML, which it brought along if it was unpacked. */
  function asJson(yaml: string, command: string): string {
    const program = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer)))";
    return execFileSync("/usr/bin/python3", ["-c", program], {
      input: yaml,
      encoding: "utf8",
      env: { PYTHONPATH: join(command, "../root/usr/lib/python3/dist-packages") },
    });
  }

  for (const version of ["V2", "V1"]) {
    for (const [name, hub] of Object.entries(CASES)) {
      it(`of ${name} is accepted by ${version}, without a warning`, () => {
        const { status, stderr, project } = config(version, allFilesOf(hub));
        expect(stderr).to.equal("");
        expect(status).to.equal(0);
        expect(project.services["hub"]?.container_name).to.equal(hub.name);
        expect(project.services["hub"]?.labels["hubwright.hub"]).to.equal(hub.name);
      });
    }

    it(`gives ${version} every label and variable unchanged, whatever it contains`, () => {
      // No process can hold a NUL, and 1.29 prints these line ends in a way that its own parser reads as others.
      const text = fc
        .oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE, NASTY))
        .map((value) => value.replaceAll(version === "V1" ? /[\0\u0085\u2028\u2029]/g : "\0", ""));
      const seed = Math.floor(Math.random() * 2 ** 31);
      const values: Labels = Object.fromEntries(
        fc.sample(text, { numRuns: 500, seed }).map((value, index) => [`k${index}`, value]),
      );
      const { deployment, files } = generateAll(defineHub({ name: "math" }));
      const { status, stderr, project } = config(version, {
        ...files,
        "compose.yaml": emitCompose(withValues(deployment, values)),
      });
      expect(status, `seed ${seed}: ${stderr}`).to.equal(0);
      for (const place of ["environment", "labels"] as const) {
        // What compose prints is a compose.yaml again, so a dollar sign is two.
        const given = project.services["hub"]?.[place] ?? {};
        const wrong = Object.entries(values).filter(([key, value]) => given[key] !== value.replaceAll("$", "$$$$"));
        expect(
          wrong.map(([key, value]) => [value, given[key]]),
          `seed ${seed}`,
        ).to.deep.equal([]);
      }
    });
  }
});

interface Read {
  readonly status: number | null;
  readonly stderr: string;
  readonly project: Project;
}

interface Project {
  readonly services: Readonly<
    Record<string, { readonly container_name: string; readonly labels: Labels; readonly environment: Labels }>
  >;
}

function withValues(deployment: Deployment, values: Labels): Deployment {
  return {
    ...deployment,
    services: deployment.services.map((service) =>
      service.key === "hub" ? { ...service, labels: { ...service.labels, ...values }, environment: values } : service,
    ),
  };
}
