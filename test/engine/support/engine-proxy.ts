import { mkdtempSync, rmSync } from "node:fs";
import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineUnderTest } from "./engine-under-test.ts";

/** What happens to one call: it never reaches the engine, or the engine acts on it and the answer is lost. */
export type Cut = "before" | "after";

/** Something done to the call of a number, counted from 1. */
interface Plan {
  readonly at: number;
  readonly cut: Cut | (() => void);
}

/** A container as a Docker engine lists it. */
interface Listed {
  readonly Labels?: { readonly [label: string]: string };
}

/**
 * Sits between a Docker engine and its callers, on its own socket: counts the calls, cuts the connection of one of
 * them, and can hide hubs.
 */
export class EngineProxy {
  readonly #server: Server;
  readonly #directory: string;
  readonly #engine: string;
  readonly #hubs: readonly string[] | undefined;
  readonly #passed = new Set<ClientRequest>();
  #calls: string[] = [];
  #plan: Plan | undefined;

  private constructor({ dockerHost = "unix:///var/run/docker.sock" }: EngineUnderTest, hubs?: readonly string[]) {
    this.#engine = dockerHost.replace(/^unix:\/\//, "");
    this.#hubs = hubs;
    this.#directory = mkdtempSync(join(tmpdir(), "hubwright-proxy-"));
    this.#server = createServer((asked, answer) => this.#take(asked, answer));
  }

  /** @param hubs - The only hubs whose containers are listed, so that those of other tests make no difference. */
  static async start(engine: EngineUnderTest, hubs?: readonly string[]): Promise<EngineProxy> {
    const proxy = new EngineProxy(engine, hubs);
    await new Promise<void>((resolve) => proxy.#server.listen(proxy.#socket, resolve));
    return proxy;
  }

  get #socket(): string {
    return join(this.#directory, "docker.sock");
  }

  /** The address in DOCKER_HOST's format. */
  get dockerHost(): string {
    return `unix://${this.#socket}`;
  }

  /** The calls since it was last reset, in the order in which they came: `"POST /containers/create"`. */
  get calls(): readonly string[] {
    return this.#calls;
  }

  /** Whether the call to cut has come. */
  get wasCut(): boolean {
    return this.#plan !== undefined && this.#calls.length >= this.#plan.at;
  }

  /** Starts counting again, and lets everything pass. */
  reset(): void {
    this.#calls = [];
    this.#plan = undefined;
  }

  /** Starts counting again, and cuts the connection of the call with a number. */
  cut(at: number, cut: Cut): void {
    this.#calls = [];
    this.#plan = { at, cut };
  }

  /** Starts counting again, and calls a function when the call with a number is on its way to the engine, which still handles it. */
  during(at: number, happens: () => void): void {
    this.#calls = [];
    this.#plan = { at, cut: happens };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    for (const passed of this.#passed) passed.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #take(asked: IncomingMessage, answer: ServerResponse): void {
    this.#calls.push(`${asked.method} ${(asked.url ?? "").replace(/^\/v[\d.]+/, "").replace(/\?.*/, "")}`);
    const cut = this.#plan?.at === this.#calls.length ? this.#plan.cut : undefined;
    const cutNow = () => asked.socket.destroy();
    if (cut === "before") {
      cutNow();
      return;
    }
    const { method, url, headers } = asked;
    // One connection for each call: none is kept across a restart of the engine.
    const passed = request({ socketPath: this.#engine, method, path: url, headers, agent: false }, (answered) => {
      if (cut === "after") {
        answered.resume().on("close", cutNow);
        return;
      }
      if (this.#hubs !== undefined && /\/containers\/json/.test(url ?? "")) {
        this.#list(answered, answer).catch(cutNow);
        return;
      }
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    this.#passed.add(passed);
    passed.on("close", () => this.#passed.delete(passed));
    passed.on("error", cutNow);
    // When a client disconnects, the engine is told, as it would be without a proxy.
    if (cut === undefined) answer.on("close", () => passed.destroy());
    asked.pipe(passed);
    if (typeof cut === "function") passed.on("finish", cut);
  }

  /** Passes on a list of containers without those of other hubs. */
  async #list(answered: IncomingMessage, answer: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of answered.setEncoding("utf8")) text += String(chunk);
    const containers = JSON.parse(text) as readonly Listed[];
    const shown = containers.filter(({ Labels }) => {
      const hub = Labels?.["hubwright.hub"];
      return hub === undefined || this.#hubs?.includes(hub) === true;
    });
    answer.writeHead(answered.statusCode ?? 502, { "content-type": "application/json" });
    answer.end(JSON.stringify(shown));
  }
}
