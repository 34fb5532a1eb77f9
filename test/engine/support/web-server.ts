import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** A web server of a test: its own program, directory and ports, so that it never meets the machine's. */
abstract class WebServer {
  /** The program's path. */
  readonly program: string;
  readonly directory: string;
  #process: ChildProcess | undefined;
  #said = "";

  protected constructor(setup: string) {
    this.program = execFileSync(fileURLToPath(new URL(setup, import.meta.url)), { encoding: "utf8" }).trim();
    this.directory = mkdtempSync(join(tmpdir(), "hubwright-web-"));
    // Its workers run as nobody.
    chmodSync(this.directory, 0o755);
  }

  /** A PATH where the program is found first. */
  get env(): { readonly PATH: string } {
    return { PATH: `${dirname(this.program)}${delimiter}${process.env["PATH"] ?? ""}` };
  }

  /** Starts it, and waits until it takes connections at a port. */
  protected async launch(words: readonly string[], port: number): Promise<void> {
    const child = spawn(this.program, words, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, HOME: this.directory },
    });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (this.#said += text));
    this.#process = child;
    for (let tries = 0; !(await answers(port)); tries += 1) {
      if (tries > 100 || child.exitCode !== null) throw new Error(`${this.program} does not answer:\n${this.#said}`);
      await sleep(100);
    }
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (child !== undefined && child.exitCode === null) {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    }
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** An nginx laid out as Debian does it, with nothing to serve yet but a port that says that it is there. */
export class Nginx extends WebServer {
  constructor() {
    super("../../golden/setup/nginx.sh");
    for (const name of ["conf.d", "sites-available", "sites-enabled", "temporary"])
      mkdirSync(join(this.directory, name));
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
      (name) => `${name}_temp_path ${this.directory}/temporary/${name};`,
    );
    writeFileSync(
      join(this.directory, "nginx.conf"),
      `daemon off; pid ${this.directory}/nginx.pid; error_log ${this.directory}/error.log; worker_processes 1;
events {}
http {
  access_log off; ${temporary.join(" ")}
  include ${this.directory}/conf.d/*.conf;
  include ${this.directory}/sites-enabled/*;
}
`,
    );
  }

  /** @param port - A port that its configuration listens on in addition to what is installed. */
  async start(port: number): Promise<void> {
    await this.launch(["-c", join(this.directory, "nginx.conf")], port);
  }
}

/** A caddy with a Caddyfile. */
export class Caddy extends WebServer {
  constructor() {
    super("../setup/caddy.sh");
  }

  async start(caddyfile: string, port: number): Promise<void> {
    const path = join(this.directory, "Caddyfile");
    // All Caddy processes of a machine share one admin port.
    writeFileSync(path, caddyfile.replace(/^\{$/m, "{\n\tadmin off"));
    await this.launch(["run", "--adapter", "caddyfile", "--config", path], port);
  }
}

/** Waits until something of this machine takes connections at a port: a reload of nginx is done a moment after it was asked for. */
export async function untilListening(port: number): Promise<void> {
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (tries > 100) throw new Error(`Nothing listens on port ${port}.`);
    await sleep(100);
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
