import { setTimeout as sleep } from "node:timers/promises";
import { Browser, type Answer } from "./browser.ts";
import { Notebook } from "./notebook.ts";

/** The result of an attempt to sign in. */
export interface SignIn {
  readonly status: number;
  /** What the page says to the person; empty when they are in. */
  readonly message: string;
  /** The person, when they are in. */
  readonly person: SignedIn | undefined;
}

interface Servers {
  readonly servers?: { readonly [name: string]: { readonly pending: string | null } };
}

interface Progress {
  readonly message?: string;
  readonly ready?: boolean;
  readonly failed?: boolean;
}

/**
 * Fills in the sign-in form of a hub.
 *
 * @param place - The hub's path: `/math`.
 * @param browser - One that knows the server's certificate, for instance.
 */
export async function trySignIn(
  origin: string,
  place: string,
  name: string,
  password: string,
  browser = new Browser(origin),
): Promise<SignIn> {
  const login = `${place}/hub/login?next=${encodeURIComponent(`${place}/hub/home`)}`;
  const page = await browser.open(login);
  if (page.status !== 200) throw new Error(`${login}: ${page.status} ${page.text}`);
  const answer = await browser.submit(login, { username: name, password });
  const isIn = answer.status === 200 && answer.path === `${place}/hub/home`;
  return {
    status: answer.status,
    message: isIn ? "" : said(answer.text),
    person: isIn ? new SignedIn(browser, place, name, password) : undefined,
  };
}

/** A person who is signed in to a hub. */
export class SignedIn {
  readonly browser: Browser;
  readonly place: string;
  readonly name: string;
  /** Empty if a sign-in service knows it, not the hub. */
  readonly password: string;
  readonly #idleKernels: string[] = [];

  constructor(browser: Browser, place: string, name: string, password = "") {
    this.browser = browser;
    this.place = place;
    this.name = name;
    this.password = password;
  }

  /** Asks the hub's API as its pages do. */
  api(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.browser.call(method, `${this.place}/hub/api${path}`, body);
  }

  /** Creates an API token, their own unless another person is named, as the token page does: an admin types the password. */
  makeToken(asked: object = {}, of = this.name): Promise<Answer> {
    return this.api("POST", `/users/${encodeURIComponent(of)}/tokens`, { ...asked, password: this.password });
  }

  /** Types the password on the page with everyone's passwords: the answer is the list, as a page or as a table. */
  loginList(format: "" | "csv" = ""): Promise<Answer> {
    return this.browser.submit(`${this.place}/hub/login_list`, { password: this.password, format });
  }

  /** Waits for a server that is about to stop, as JupyterHub's page has people do: its container may be gone a moment before. */
  async #untilStopped(person: string): Promise<void> {
    for (;;) {
      const { status, text } = await this.api("GET", `/users/${person}`);
      if (status !== 200) return;
      if ((JSON.parse(text) as Servers).servers?.[""]?.pending !== "stop") return;
      await sleep(200);
    }
  }

  /** Starts a server if it is not running, their own unless another is named, and waits until it is ready. */
  async startServer(of = this.name): Promise<void> {
    const person = encodeURIComponent(of);
    const answer = await this.api("POST", `/users/${person}/server`);
    const isRunning = answer.status === 400 && answer.text.includes("is already running");
    if (answer.status === 201 || isRunning) return;
    if (answer.status === 400 && answer.text.includes("is pending stop")) {
      await this.#untilStopped(person);
      return this.startServer(of);
    }
    if (answer.status !== 202) throw new Error(`The server of ${of} does not start: ${answer.status} ${answer.text}`);
    const events = await this.browser.events<Progress>(`${this.place}/hub/api/users/${person}/server/progress`, isOver);
    const last = events.at(-1);
    if (last?.ready !== true) throw new Error(`The server of ${of} did not start: ${last?.message ?? "no word"}`);
  }

  /** Stops a server, and waits until it is gone, even if the hub is already stopping it. */
  async stopServer(of = this.name): Promise<void> {
    const person = encodeURIComponent(of);
    for (;;) {
      const { status, text } = await this.api("DELETE", `/users/${person}/server`);
      if (status === 204) return;
      if (status !== 202) throw new Error(`The server of ${of} does not stop: ${status} ${text}`);
      await this.#untilStopped(person);
    }
  }

  /** Their notebook, started if it is not running, and opened as a page, which sets its cookies. */
  async notebook(): Promise<Notebook> {
    await this.startServer();
    // JupyterHub leaves this one sign of an address as it is, and the server knows its own path in that spelling only.
    const place = `${this.place}/user/${encodeURIComponent(this.name).replaceAll("%40", "@")}`;
    return Notebook.open(this.browser, place, this.#idleKernels);
  }
}

function isOver({ ready, failed }: Progress): boolean {
  return ready === true || failed === true;
}

/** The sentence of an error page, or of the sign-in form. */
function said(page: string): string {
  const found = /class="[^"]*(?:login_error|error)[^"]*">([\s\S]*?)<\/(?:p|div)>/.exec(page)?.[1] ?? page.slice(0, 500);
  const text = found
    .replace(/<[^>]*>/g, " ")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  return text.replace(/\s+/g, " ").trim();
}
