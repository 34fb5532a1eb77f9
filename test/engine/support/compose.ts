import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A version of compose, and the command line that calls it. */
export interface Compose {
  readonly version: string;
  /** The words before those of compose: `docker compose`, or `docker-compose` before 2. */
  readonly words: readonly [string, ...string[]];
  /** An environment in which a person or a Makefile finds only this compose. */
  readonly env: { readonly [name: string]: string };
}

/** Both versions, from the cache of the tests. The first time on a machine takes some minutes. */
export class Composes {
  /** 2.40 or newer. */
  readonly now: Compose;
  /** 1.29, as Debian 12 has it. */
  readonly before: Compose;
  readonly #directory: string;

  constructor() {
    const script = fileURLToPath(new URL("../setup/docker-compose.sh", import.meta.url));
    const printed = execFileSync(script, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    const pathOf = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(printed)?.[1] ?? "";
    const versionOf = (path: string) => execFileSync(path, ["version", "--short"], { encoding: "utf8" }).trim();
    this.#directory = mkdtempSync(join(tmpdir(), "hubwright-compose-"));
    const empty = this.#place("none");
    this.now = {
      version: versionOf(pathOf("V2")),
      words: ["docker", "compose"],
      env: { DOCKER_CONFIG: this.#link("now/cli-plugins", pathOf("V2")), PATH: process.env["PATH"] ?? "" },
    };
    const bin = this.#link("before", pathOf("V1"));
    this.before = {
      version: versionOf(pathOf("V1")),
      words: ["docker-compose"],
      env: { DOCKER_CONFIG: empty, PATH: `${bin}:${process.env["PATH"] ?? ""}` },
    };
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #place(name: string): string {
    const path = join(this.#directory, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** @returns the first directory of the path, where a link to the program now is. */
  #link(path: string, program: string): string {
    symlinkSync(program, join(this.#place(path), "docker-compose"));
    return join(this.#directory, path.split("/")[0] ?? "");
  }
}
