import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";

import { composeConfigHash } from "../../src/deployment/compose-hash.ts";
import type { ResolvedComposeService } from "../../src/deployment/compose-service.ts";
import { arbitraryComposeService } from "./arbitrary-compose-service.ts";

type RecordedHash = { says: string; service: ResolvedComposeService; hash: string };

const RECORDED = new URL("../unit/deployment/compose-hash.json", import.meta.url);

describe("the hash of a service, against the real compose", () => {
  let compose: string;
  let directory: string;

  before(function () {
    this.timeout(900_000);
    const paths = execFileSync(new URL("setup/docker-compose.sh", import.meta.url).pathname, { encoding: "utf8" });
    compose = /^V2=(.*)$/m.exec(paths)?.[1] ?? "";
    // Another version has another hash, so the test would say nothing about ours.
    expect(execFileSync(compose, ["version", "--short"], { encoding: "utf8" }).trim()).to.equal("2.40.3");
    directory = mkdtempSync(join(tmpdir(), "compose-hash-"));
  });

  after(() => rmSync(directory, { recursive: true, force: true }));

  /** The hashes from compose for these services in one compose.yaml. */
  function hashesOf(services: readonly ResolvedComposeService[]): string[] {
    writeFileSync(join(directory, "compose.yaml"), composeFile(services));
    const lines = execFileSync(compose, ["--project-directory", directory, "config", "--hash", "*"], {
      encoding: "utf8",
      cwd: directory,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const byName = new Map(
      lines
        .trim()
        .split("\n")
        .map((line) => line.split(" ") as [string, string]),
    );
    return services.map((_, index) => byName.get(`s${index}`) ?? "");
  }

  it("is what compose 2.40.3 computes for two hundred services, whatever they contain", () => {
    // All in one file, since a process each would take ten times as long; so no shrinking, but the seed brings a failure back.
    const seed = Math.floor(Math.random() * 2 ** 31);
    const services = fc.sample(arbitraryComposeService, { numRuns: 200, seed }).map(withOwnName);
    const real = hashesOf(services);
    const wrong = services.filter((service, index) => composeConfigHash(service) !== real[index]);
    expect(wrong, `seed ${seed}`).to.deep.equal([]);
  });

  it("was recorded from compose 2.40.3 in every case of the unit tests", () => {
    const cases = JSON.parse(readFileSync(RECORDED, "utf8")) as RecordedHash[];
    const real = hashesOf(cases.map(({ service }) => service));
    if (process.env["UPDATE_GOLDEN"] === "1" && process.env["CI"] === undefined) {
      const updated = cases.map((one, index) => ({ ...one, hash: real[index] }));
      writeFileSync(RECORDED, `${JSON.stringify(updated, null, 2)}\n`);
      return;
    }
    expect(cases.map(({ says, hash }) => `${says}: ${hash}`)).to.deep.equal(
      cases.map(({ says }, index) => `${says}: ${real[index]}`),
    );
  });
});

/** Two services of a project cannot have one container name. */
function withOwnName(service: ResolvedComposeService, index: number): ResolvedComposeService {
  return service.container_name === undefined
    ? service
    : { ...service, container_name: `${service.container_name}-${index}` };
}

/** A compose.yaml in JSON, which is YAML too, that declares whatever its services name. */
function composeFile(services: readonly ResolvedComposeService[]): string {
  const declared = (keys: Iterable<string>, as: object) => Object.fromEntries([...keys].map((key) => [key, as]));
  const file = {
    name: "compose-hash",
    services: Object.fromEntries(services.map((service, index) => [`s${index}`, written(service)])),
    networks: declared(
      services.flatMap(({ networks = {} }) => Object.keys(networks)),
      { external: true },
    ),
    volumes: declared(
      services.flatMap(({ volumes = [] }) =>
        volumes.flatMap((mount) => (mount.type === "volume" ? (mount.source ?? []) : [])),
      ),
      { external: true },
    ),
    secrets: declared(
      services.flatMap(({ secrets = [] }) => secrets.map(({ source }) => source)),
      { file: "/dev/null" },
    ),
    configs: declared(
      services.flatMap(({ configs = [] }) => configs.map(({ source }) => source)),
      { file: "/dev/null" },
    ),
  };
  return JSON.stringify(file).replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, escaped);
}

/** As it is written into compose.yaml: compose reads `$$` in a value as a dollar sign. Keys it leaves alone. */
function written(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("$", "$$$$");
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(inner)]));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
