import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { HubInput } from "../../../src/model/hub/hub.ts";
import { untilItAnswers } from "./browser.ts";
import { type CommandOptions, type Ended, hubwright } from "./command.ts";
import { ENGINE, type EngineUnderTest } from "./engine-under-test.ts";
import { EngineView } from "./engine-view.ts";
import { type SignedIn, type SignIn, trySignIn } from "./signed-in.ts";
import { removeLeftovers } from "./test-run.ts";

/** The four people of the walkthrough. */
export const SEED_PEOPLE = `hub-admin shared admin
mpilosov admin shared team-1
halljord team-1
tbutler admin team-1
`;

export interface TestHubOptions {
  /** Made by `hubName`, so that it is no other test's, nor that of a hub in use. */
  readonly name: string;
  readonly port: number;
  /** The fields of hub.ts other than name and port. */
  readonly definition?: Partial<HubInput>;
  readonly userlist?: string;
  /** Further files next to hub.ts. */
  readonly files?: { readonly [path: string]: string };
  readonly engine?: EngineUnderTest;
}

/** A test hub: a directory with hub.ts and a userlist, and everything that hubwright creates from it on a real engine. */
export class TestHub {
  readonly name: string;
  readonly directory: string;
  readonly engine: EngineUnderTest;
  readonly view: EngineView;
  readonly #definition: HubInput;
  readonly #options: TestHubOptions;
  readonly #parent: string;
  /** Passwords that were printed, by what they are made of. */
  readonly #printed = new Map<string, string>();

  private constructor(options: TestHubOptions, parent: string, directory = join(parent, options.name)) {
    const { name, port, definition = {}, engine = ENGINE } = options;
    this.name = name;
    this.engine = engine;
    this.view = new EngineView(engine);
    this.#options = options;
    this.#parent = parent;
    this.directory = directory;
    // Published for this machine only, unless the engine is on another machine.
    const listen = engine.host === "127.0.0.1" ? {} : { listen: "0.0.0.0" };
    // As in the definition that init writes, so that whatever is tried is tried without privileges.
    const notebook = { privileges: "none", ...definition.notebook } as const;
    this.#definition = { name, port, timezone: "America/Denver", ...listen, ...definition, notebook };
  }

  /** Makes the hub's files by `hubwright init`. On the engine there is nothing of it yet, because its name is new. */
  static async create(options: TestHubOptions): Promise<TestHub> {
    const parent = mkdtempSync(join((options.engine ?? ENGINE).directory, "hubwright-test-"));
    const hub = new TestHub(options, parent);
    await removeLeftovers(hub.view, hub.engine);
    const { exitCode, output } = await hub.run(
      ["init", hub.name, "--dir", hub.directory, "--port", String(options.port)],
      { cwd: parent },
    );
    if (exitCode !== 0) throw new Error(`hubwright init ended with ${exitCode}:\n${output}`);
    hub.redefine({});
    for (const [path, text] of Object.entries(options.files ?? {})) hub.write(path, text);
    hub.write("roster/userlist", options.userlist ?? SEED_PEOPLE);
    return hub;
  }

  /** The same hub in the same directory under another name, which hub.ts has to say. What the engine has of that name is removed. */
  async called(name: string): Promise<TestHub> {
    const hub = new TestHub({ ...this.#options, name }, this.#parent, this.directory);
    await hub.view.removeHub(name);
    return hub;
  }

  /** The address that the proxy is published at. */
  get origin(): string {
    return `http://${this.engine.host}:${this.#definition.port ?? 8000}`;
  }

  /** Its path on the server. */
  get place(): string {
    return `/${this.name}`;
  }

  get loginPage(): string {
    return `${this.origin}${this.place}/hub/login`;
  }

  /** Rewrites hub.ts with some fields changed. */
  redefine(fields: Partial<HubInput>): void {
    this.write("hub.ts", hubTs({ ...this.#definition, ...fields }));
  }

  write(path: string, text: string): void {
    const full = join(this.directory, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
  }

  read(path: string): string {
    return readFileSync(join(this.directory, path), "utf8");
  }

  /** Runs a command of hubwright in the hub's directory. */
  run(words: readonly string[], options: CommandOptions = {}): Promise<Ended> {
    return hubwright(words, {
      cwd: this.directory,
      ...options,
      env: { DOCKER_HOST: this.engine.dockerHost, ...this.engine.environment, ...options.env },
    });
  }

  /** Runs a command that must end with 0. */
  async must(...words: readonly string[]): Promise<string> {
    const { exitCode, output, stdout } = await this.run(words);
    if (exitCode !== 0) throw new Error(`hubwright ${words.join(" ")} ended with ${exitCode}:\n${output}`);
    return stdout;
  }

  /** Brings the hub up and waits for its sign-in page, asked from where its people are. */
  async up(): Promise<string> {
    const printed = await this.must("up");
    await untilItAnswers(this.loginPage);
    return printed;
  }

  /** The password that `hubwright passwords` prints. */
  async passwordOf(name: string): Promise<string> {
    const printed = await this.must("passwords", name);
    const row = printed.split("\n").find((line) => line.split(/\s+/)[0] === name);
    return row?.trim().split(/\s+/).at(-1) ?? "";
  }

  trySignIn(name: string, password: string): Promise<SignIn> {
    return trySignIn(this.origin, this.place, name, password);
  }

  /** Signs a person in with the password that hubwright prints, or has printed for the same key and line of the list. */
  async signIn(name: string): Promise<SignedIn> {
    const line = this.read("roster/userlist")
      .split("\n")
      .find((each) => each.split(" ")[0] === name);
    const madeOf = JSON.stringify([name, line, this.read("secrets/oauth.env")]);
    const password = this.#printed.get(madeOf) ?? (await this.passwordOf(name));
    this.#printed.set(madeOf, password);
    const { person, status, message } = await this.trySignIn(name, password);
    if (person === undefined) throw new Error(`${name} is not let in: ${status} ${message}`);
    return person;
  }

  /** Removes everything again, from the engine and from the disk. */
  async remove(): Promise<void> {
    await this.view.removeHub(this.name);
    rmSync(this.#parent, { recursive: true, force: true });
  }
}

function hubTs(definition: HubInput): string {
  return `import { defineHub } from "hubwright";\n\nexport default defineHub(${JSON.stringify(definition, null, 2)});\n`;
}
