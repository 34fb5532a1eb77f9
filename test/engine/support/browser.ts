import { type IncomingHttpHeaders, request } from "node:http";
import { request as requestByTls } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { CookieJar } from "./cookie-jar.ts";

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The path that answered, after redirections. */
  readonly path: string;
}

/** What is sent in addition to the path. */
interface Sent {
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
  /** Takes the text as it comes; true ends the request. */
  readonly until?: (text: string) => boolean;
  /** The certificate that an HTTPS server must have, or the one that signed it. */
  readonly ca?: string;
}

const AGENT = "hubwright-test";
/** How long a page may take. In milliseconds. */
const PATIENCE = 120_000;

/**
 * Asks a server as a browser does: cookies with their paths, redirections, the headers by which JupyterHub tells a page
 * from a script, and its `_xsrf` with everything that changes something.
 *
 * Node's `fetch` does not work here: it always sends `Sec-Fetch-Mode: cors`, and such a request gets no cookie.
 */
export class Browser {
  readonly #jar = new CookieJar();
  /** Scheme, host and port. */
  readonly origin: string;
  readonly #tls: { readonly ca?: string };
  readonly #headers: { readonly [name: string]: string };

  /**
   * @param ca - The certificate that this browser trusts, for an HTTPS server that no authority knows.
   * @param headers - Additional headers for each request, like those from a web server in front, or from an attacker.
   */
  constructor(origin: string, ca?: string, headers: { readonly [name: string]: string } = {}) {
    this.origin = origin;
    this.#tls = ca === undefined ? {} : { ca };
    this.#headers = headers;
  }

  /** Its cookies, each with whether it is sent only over HTTPS. */
  get cookies(): readonly { readonly name: string; readonly path: string; readonly isSecure: boolean }[] {
    return this.#jar.all;
  }

  /** Opens a page, through all redirections. */
  async open(path: string): Promise<Answer> {
    return this.#follow(await this.#navigate(path, {}));
  }

  /** Sends a form from a page, with the page's token, and follows all redirects. */
  async submit(path: string, fields: { readonly [name: string]: string } | URLSearchParams): Promise<Answer> {
    const form = new URLSearchParams(fields);
    if (!form.has("_xsrf")) form.set("_xsrf", this.#jar.valueFor(path, "_xsrf") ?? "");
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    return this.#follow(await this.#navigate(path, { method: "POST", headers, body: form.toString() }));
  }

  /** Sends a request like a script of a page. */
  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const { headers, ...rest } = jsonOf(body);
    return this.#send(path, { method, ...rest, headers: { ...this.#asScript(path), ...headers } });
  }

  /** Reads a stream of events until one of them is the last. */
  async events<T>(path: string, isLast: (event: T) => boolean): Promise<readonly T[]> {
    const { status, text } = await this.#send(path, {
      headers: { ...this.#asScript(path), Accept: "text/event-stream" },
      until: (soFar) => eventsIn<T>(soFar).some(isLast),
    });
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
    return eventsIn<T>(text);
  }

  /** Opens a websocket with this browser's cookies. */
  socket(path: string): WebSocket {
    return new WebSocket(`${this.origin.replace(/^http/, "ws")}${path}`, {
      ...this.#tls,
      headers: {
        Cookie: this.#jar.headerFor(path),
        Origin: this.origin,
        "User-Agent": AGENT,
        "Sec-Fetch-Mode": "websocket",
      },
    });
  }

  #asScript(path: string): { readonly [name: string]: string } {
    return {
      "Sec-Fetch-Mode": "cors",
      "Sec-Fetch-Site": "same-origin",
      "X-XSRFToken": this.#jar.valueFor(path, "_xsrf") ?? "",
    };
  }

  #navigate(path: string, sent: Sent): Promise<Answer> {
    const headers = { "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin", ...sent.headers };
    return this.#send(path, { ...sent, headers });
  }

  async #follow(first: Answer): Promise<Answer> {
    let answer = first;
    for (let redirections = 0; redirections < 20; redirections += 1) {
      const { location } = answer.headers;
      if (answer.status < 300 || answer.status >= 400 || location === undefined) return answer;
      const next = new URL(location, `${this.origin}${answer.path}`);
      answer = await this.#navigate(`${next.pathname}${next.search}`, {});
    }
    throw new Error(`${first.path} leads in a circle: ${answer.path}`);
  }

  async #send(path: string, sent: Sent): Promise<Answer> {
    const cookie = this.#jar.headerFor(path);
    const headers = {
      "User-Agent": AGENT,
      Referer: `${this.origin}${path}`,
      ...this.#headers,
      ...(cookie === "" ? {} : { Cookie: cookie }),
    };
    const answer = await ask(`${this.origin}${path}`, {
      ...sent,
      ...this.#tls,
      headers: { ...headers, ...sent.headers },
    });
    this.#jar.store(answer.headers["set-cookie"] ?? []);
    return { ...answer, path };
  }
}

/** Sends one request with only the given headers, like a program with a token. */
export async function askWithToken(url: string, token: string, method = "GET", body?: unknown): Promise<Answer> {
  const { headers, ...rest } = jsonOf(body);
  return {
    ...(await ask(url, { method, ...rest, headers: { Authorization: `token ${token}`, ...headers } })),
    path: url,
  };
}

/** The status at an address; 0 where nothing answers. */
export async function statusOf(url: string): Promise<number> {
  try {
    return (await ask(url, {})).status;
  } catch {
    return 0;
  }
}

/** Waits until an address answers 200. @returns after how many seconds it did. */
export async function untilItAnswers(url: string, patience = 90): Promise<number> {
  const started = performance.now();
  for (;;) {
    const status = await statusOf(url);
    const waited = (performance.now() - started) / 1000;
    if (status === 200) return waited;
    if (waited > patience) throw new Error(`${url} does not answer within ${patience} seconds; it says ${status}`);
    await sleep(200);
  }
}

function ask(url: string, { method = "GET", headers = {}, body, until, ca }: Sent): Promise<Omit<Answer, "path">> {
  return new Promise((resolve, reject) => {
    // One connection for each request: none may be kept across a restart of the hub.
    const options = { method, headers: { ...headers }, agent: false, timeout: PATIENCE, ca } as const;
    const asked = (url.startsWith("https:") ? requestByTls : request)(url, options, (answer) => {
      let text = "";
      const done = () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => {
        text += chunk;
        if (until?.(text) === true) {
          done();
          asked.destroy();
        }
      });
      answer.on("end", done);
      answer.on("error", reject);
    });
    asked.on("timeout", () =>
      asked.destroy(new Error(`${method} ${url}: no answer within ${PATIENCE / 1000} seconds`)),
    );
    asked.on("error", reject);
    asked.end(body);
  });
}

function jsonOf(body: unknown): Pick<Sent, "headers" | "body"> {
  return body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

function eventsIn<T>(text: string): readonly T[] {
  // What follows the last empty line may be half an event.
  const whole = text.slice(0, text.lastIndexOf("\n\n") + 1);
  return [...whole.matchAll(/^data: ?(.*)$/gm)].map((match) => JSON.parse(match[1] ?? "null") as T);
}
