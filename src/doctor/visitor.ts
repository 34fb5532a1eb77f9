import { IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Duplex } from "node:stream";
import { text } from "node:stream/consumers";

/** Longer than a web server waits for its hub, in milliseconds. */
const PATIENCE = 20_000;
const REDIRECTIONS = 20;

/** An answer, read to its end. */
export interface Answered {
  readonly status: number;
  readonly text: string;
  /** The path that answered, after redirections. */
  readonly path: string;
}

/** What is sent besides a path. */
interface Sent {
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
}

/**
 * Asks a hub as someone's browser does, cookies and redirections included; or, with a token, as a program of theirs.
 *
 * Written with node:http: fetch always sends `Sec-Fetch-Mode: cors`, and such a request gets no cookie.
 */
export class Visitor {
  readonly origin: string;
  readonly #token: string | undefined;
  readonly #cookies = new Map<string, { readonly name: string; readonly value: string; readonly path: string }>();

  constructor(origin: string, token?: string) {
    this.origin = origin;
    this.#token = token;
  }

  /** Opens a page, through all redirections. */
  async open(path: string): Promise<Answered> {
    return this.#follow(path, {});
  }

  /** Sends a form from a page, through all redirections. */
  async submit(path: string, fields: { readonly [name: string]: string }): Promise<Answered> {
    const body = new URLSearchParams({ ...fields, _xsrf: this.#cookie(path, "_xsrf") ?? "" }).toString();
    return this.#follow(path, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
    });
  }

  /** Asks as a script of a page does. */
  async call(method: string, path: string, body?: unknown): Promise<Answered> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = {
      "Content-Type": "application/json",
      "Sec-Fetch-Mode": "cors",
      "Sec-Fetch-Site": "same-origin",
      "X-XSRFToken": this.#cookie(path, "_xsrf") ?? "",
    };
    return { ...(await this.#read(await this.#send(path, { method, headers, ...sent }))), path };
  }

  /** Asks for a websocket. @returns the open connection, or the answer of a server that gives none. */
  async upgrade(path: string): Promise<Duplex | Answered> {
    const headers = {
      Connection: "Upgrade",
      Upgrade: "websocket",
      Origin: this.origin,
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": "aHVid3JpZ2h0IGRvY3Rvcg==",
    };
    const answer = await this.#send(path, { headers });
    return answer instanceof IncomingMessage ? { ...(await this.#read(answer)), path } : answer;
  }

  async #follow(path: string, sent: Sent): Promise<Answered> {
    const navigates = { "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin" };
    let [at, what] = [path, sent];
    for (let redirections = 0; redirections < REDIRECTIONS; redirections += 1) {
      const answer = await this.#send(at, { ...what, headers: { ...navigates, ...what.headers } });
      if (!(answer instanceof IncomingMessage)) break;
      const { location } = answer.headers;
      const read = await this.#read(answer);
      if (read.status < 300 || read.status >= 400 || location === undefined) return { ...read, path: at };
      const next = new URL(location, `${this.origin}${at}`);
      if (next.origin !== this.origin) throw new Error(`${at} redirects away, to ${next.origin}`);
      [at, what] = [`${next.pathname}${next.search}`, {}];
    }
    throw new Error(`${path.split("?")[0]} redirects in a loop`);
  }

  #send(path: string, { method = "GET", headers = {}, body }: Sent): Promise<IncomingMessage | Duplex> {
    const url = `${this.origin}${path}`;
    const cookie = this.#header(path);
    const all = {
      "User-Agent": "hubwright-doctor",
      Referer: url,
      ...(this.#token === undefined ? {} : { Authorization: `token ${this.#token}` }),
      ...(cookie === "" ? {} : { Cookie: cookie }),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const options = { method, headers: all, agent: false, signal: AbortSignal.timeout(PATIENCE) } as const;
      const asked = (url.startsWith("https:") ? requestHttps : requestHttp)(url, options, (answer) => {
        this.#store(answer.headers["set-cookie"] ?? []);
        resolve(answer);
      });
      asked.on("upgrade", (_, socket, head: Buffer) => {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
      });
      asked.on("error", reject);
      asked.end(body);
    });
  }

  async #read(answer: IncomingMessage | Duplex): Promise<{ readonly status: number; readonly text: string }> {
    if (answer instanceof IncomingMessage) return { status: answer.statusCode ?? 0, text: await text(answer) };
    answer.destroy();
    return { status: 101, text: "" };
  }

  #store(headers: readonly string[]): void {
    for (const header of headers) {
      const [pair = "", ...attributes] = header.split(";").map((part) => part.trim());
      const at = pair.indexOf("=");
      const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice("path=".length) ?? "/";
      const name = pair.slice(0, at);
      this.#cookies.set(`${path} ${name}`, { name, value: pair.slice(at + 1), path });
    }
  }

  /** The cookies that a page at a path is sent, the most specific first. */
  #at(path: string) {
    const [place = ""] = path.split(/[?#]/);
    return [...this.#cookies.values()]
      .filter((cookie) => place === cookie.path || place.startsWith(cookie.path.replace(/\/?$/, "/")))
      .toSorted((a, b) => b.path.length - a.path.length);
  }

  #header(path: string): string {
    return this.#at(path)
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
  }

  #cookie(path: string, name: string): string | undefined {
    return this.#at(path).find((cookie) => cookie.name === name)?.value;
  }
}
