import type { Answer, Browser } from "./browser.ts";
import { Kernel } from "./kernel.ts";

/** One line of a folder in the file browser. */
export interface Entry {
  readonly name: string;
  readonly path: string;
  readonly type: "file" | "directory" | "notebook";
  readonly writable: boolean;
}

interface Model extends Entry {
  readonly content: unknown;
}

/** A running notebook server, as the page in the browser talks to it. Paths begin at the root of the file browser. */
export class Notebook {
  readonly #browser: Browser;
  /** The server's own path: `/math/user/halljord`. */
  readonly place: string;
  /** The IDs of kernels that a test has used and left. */
  readonly #idle: string[];

  private constructor(browser: Browser, place: string, idle: string[]) {
    this.#browser = browser;
    this.place = place;
    this.#idle = idle;
  }

  /**
   * Opens the page, by way of the hub, which knows who is asking.
   *
   * @param idle - Kernels that this person has used before. The server may have lost them since.
   */
  static async open(browser: Browser, place: string, idle: string[] = []): Promise<Notebook> {
    const page = await browser.open(`${place}/lab`);
    if (page.status !== 200 || !page.path.startsWith(`${place}/`)) {
      throw new Error(`${place}/lab: ${page.status} at ${page.path}\n${page.text.slice(0, 2000)}`);
    }
    return new Notebook(browser, place, idle);
  }

  /**
   * Opens the page of someone else's server: JupyterHub asks the visitor once whether it may tell that server who they are.
   *
   * @returns the page that it led to, and the notebook where that is its own page.
   */
  static async visit(
    browser: Browser,
    place: string,
  ): Promise<{ readonly page: Answer; readonly notebook?: Notebook }> {
    const first = await browser.open(`${place}/lab`);
    const asked = first.text.matchAll(/name="scopes" value="([^"]*)"/g);
    const scopes = [...asked].map(([, scope = ""]): [string, string] => ["scopes", scope]);
    const isAsked = first.status === 200 && first.path.includes("/hub/api/oauth2/authorize");
    const page = isAsked ? await browser.submit(first.path, new URLSearchParams(scopes)) : first;
    const isIn = page.status === 200 && page.path.startsWith(`${place}/`);
    return isIn ? { page, notebook: new Notebook(browser, place, []) } : { page };
  }

  /** Asks the server's API. */
  api(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.#browser.call(method, `${this.place}/api${path}`, body);
  }

  /** What the file browser shows in a folder. */
  async list(folder = ""): Promise<readonly Entry[]> {
    return (await this.#get(folder)).content as readonly Entry[];
  }

  async read(path: string): Promise<string> {
    return (await this.#get(path)).content as string;
  }

  /** Tries to save a text file. */
  trySave(path: string, text: string): Promise<Answer> {
    return this.api("PUT", `/contents/${encoded(path)}`, { type: "file", format: "text", content: text });
  }

  async save(path: string, text: string): Promise<void> {
    expectDone(await this.trySave(path, text), `save ${path}`);
  }

  async makeFolder(path: string): Promise<void> {
    expectDone(await this.api("PUT", `/contents/${encoded(path)}`, { type: "directory" }), `make ${path}`);
  }

  async rename(path: string, to: string): Promise<void> {
    expectDone(await this.api("PATCH", `/contents/${encoded(path)}`, { path: to }), `rename ${path}`);
  }

  async remove(path: string): Promise<void> {
    expectDone(await this.api("DELETE", `/contents/${encoded(path)}`), `remove ${path}`);
  }

  /** Every folder that the file browser leads to, the root (`""`) first. */
  async folders(): Promise<readonly string[]> {
    const found = [""];
    // It grows while it is walked.
    for (const folder of found) {
      const entries = await this.list(folder);
      found.push(...entries.filter(({ type }) => type === "directory").map(({ path }) => path));
    }
    return found;
  }

  /** @param name - Its language, as the server names it: `ir` is R. */
  async startKernel(name = "python3"): Promise<Kernel> {
    const answer = await this.api("POST", "/kernels", { name });
    expectDone(answer, "start a kernel");
    return this.#connect((JSON.parse(answer.text) as { id: string }).id);
  }

  /** A kernel that nothing else uses: one that was left, if the server still has it, or a new one. It costs a second to start one. */
  async idleKernel(): Promise<Kernel> {
    for (let id = this.#idle.pop(); id !== undefined; id = this.#idle.pop())
      if ((await this.api("GET", `/kernels/${id}`)).status === 200) return this.#connect(id);
    return this.startKernel();
  }

  /** Makes a kernel whose program has ended available to anyone who asks for an idle one. */
  leave(kernel: Kernel): void {
    kernel.disconnect();
    this.#idle.push(kernel.id);
  }

  /** Runs a program in a kernel that nothing else uses. @returns what it printed. */
  async run(code: string): Promise<string> {
    const kernel = await this.idleKernel();
    const printed = await kernel.run(code);
    this.leave(kernel);
    return printed;
  }

  async #connect(id: string): Promise<Kernel> {
    return Kernel.connect(id, this.#browser.socket(`${this.place}/api/kernels/${id}/channels?session_id=test-${id}`));
  }

  async #get(path: string): Promise<Model> {
    const answer = await this.api("GET", `/contents/${encoded(path)}`);
    expectDone(answer, `read ${path === "" ? "the root" : path}`);
    return JSON.parse(answer.text) as Model;
  }
}

function encoded(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function expectDone({ status, text }: Answer, what: string): void {
  if (status < 200 || status >= 300) throw new Error(`Could not ${what}: ${status} ${text}`);
}
