import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { Notebook } from "../support/notebook.ts";
import { type SignedIn, trySignIn } from "../support/signed-in.ts";
import type { TestHub } from "../support/test-hub.ts";
import type { RosterModel } from "./model.ts";
import { expectedInside, type OpenServer, seenFromInside } from "./open-server.ts";

/** Seconds from the save until everything must have taken effect. */
const IN_FORCE = 15;

interface Row {
  readonly name: string;
  readonly admin: boolean;
  readonly groups: readonly string[];
}

/** The people who act in the tests. */
export interface Cast {
  /** Everyone whose access is checked, including people who are on no list. */
  readonly names: readonly string[];
  /** An admin on every list, who reads the hub's database for the test. */
  readonly observer: string;
  /** People whose session is kept open as long as they have access. */
  readonly sessions: readonly string[];
  /** People whose server is kept running as long as it is allowed. */
  readonly servers: readonly string[];
  /** Staff who try to open every running server. */
  readonly visitor: string;
  /** Someone who must never sign in. */
  readonly quiet: string;
}

/** A hub with its people signed in and working, compared with the rules: from outside, and from inside the servers. */
export class Stage {
  readonly hub: TestHub;
  readonly model: RosterModel;
  readonly sessions = new Map<string, SignedIn>();
  readonly servers = new Map<string, OpenServer>();
  readonly #cast: Cast;
  readonly #passwords = new Map<string, string>();

  constructor(hub: TestHub, model: RosterModel, cast: Cast) {
    this.hub = hub;
    this.model = model;
    this.#cast = cast;
  }

  /** Gets everyone's password and signs in only the observer. */
  async begin(): Promise<void> {
    const printed = await this.hub.must("passwords", ...this.#cast.names);
    for (const line of printed.split("\n")) {
      const words = line.trim().split(/\s+/);
      this.#passwords.set(words[0] ?? "", words.at(-1) ?? "");
    }
    await this.signIn(this.#cast.observer);
  }

  async signIn(name: string): Promise<SignedIn> {
    const { person, status, message } = await this.#tryToSignIn(name);
    if (person === undefined) throw new Error(`${name} is not let in: ${status} ${message}`);
    this.sessions.set(name, person);
    return person;
  }

  session(name: string): SignedIn {
    const found = this.sessions.get(name);
    if (found === undefined) throw new Error(`${name} is not signed in`);
    return found;
  }

  server(name: string): OpenServer {
    const found = this.servers.get(name);
    if (found === undefined) throw new Error(`the server of ${name} does not run`);
    return found;
  }

  /** Signs in people and starts servers that are allowed and missing. */
  async fill(): Promise<void> {
    for (const name of this.#cast.sessions)
      if (this.model.mayEnter(name) && !this.sessions.has(name)) await this.signIn(name);
    for (const owner of this.#cast.servers)
      if (this.model.mayEnter(owner) && !this.servers.has(owner)) await this.#start(owner);
  }

  /** A person opens the page of another person's server; the caller knows whether that is allowed. */
  async visit(visitor: string, owner: string): Promise<Notebook | undefined> {
    const { notebook, page } = await Notebook.visit(this.session(visitor).browser, this.server(owner).notebook.place);
    if (notebook !== undefined) this.server(owner).visitors.add(visitor);
    expect(notebook !== undefined, `${visitor} opens the server of ${owner}: ${page.status} at ${page.path}`).to.equal(
      this.model.mayOpen(visitor, owner),
    );
    return notebook;
  }

  /**
   * Waits until rows, sessions, servers and what staff see are as the rules say.
   *
   * @returns how many seconds after the save the look began that saw all of it: on a busy machine its twenty questions take long.
   */
  async untilInForce(saved: number): Promise<number> {
    for (;;) {
      const expected = this.#expectedOutside();
      const seconds = (performance.now() - saved) / 1000;
      const seen = await this.#seenOutside();
      if (seen === expected) {
        expect(seconds, "seconds until it was in force").to.be.lessThan(IN_FORCE);
        this.#forgetTheLost();
        return seconds;
      }
      if (seconds > IN_FORCE) expect(seen, `${IN_FORCE} seconds after the save`).to.equal(expected);
      // Each check is about twenty requests, which keep the hub from its work.
      await sleep(250);
    }
  }

  /** The differences from the rules at this moment; empty if there are none. */
  async faults(): Promise<string> {
    const expected = new Set(this.#expectedOutside().split("\n"));
    return (await this.#seenOutside())
      .split("\n")
      .filter((line) => !expected.has(line))
      .join("\n");
  }

  /** Checks everything: the sign-in form for everyone, staff at every server, and every server from inside. */
  async lookClosely(): Promise<void> {
    for (const name of this.#cast.names.filter((name) => name !== this.#cast.quiet)) {
      const { status, message } = await this.#tryToSignIn(name);
      expect(status, `${name} signs in: ${message}`).to.equal(this.model.mayEnter(name) ? 200 : 403);
    }
    if (this.sessions.has(this.#cast.visitor))
      for (const owner of this.servers.keys())
        if (owner !== this.#cast.visitor) await this.visit(this.#cast.visitor, owner);
    for (const server of this.servers.values())
      expect(await seenFromInside(server), `inside the server of ${server.owner}`).to.deep.equal(
        expectedInside(server.rights),
      );
  }

  #tryToSignIn(name: string) {
    return trySignIn(this.hub.origin, this.hub.place, name, this.#passwords.get(name) ?? "");
  }

  async #start(owner: string): Promise<void> {
    // From just before: rights granted while it starts are not included.
    const rights = this.model.rightsOf(owner);
    const notebook = await this.session(owner).notebook();
    const kernel = await notebook.startKernel();
    const containerId = (await this.#running()).get(owner) ?? "";
    this.servers.set(owner, { owner, containerId, notebook, kernel, rights, visitors: new Set() });
  }

  #expectedOutside(): string {
    const { names } = this.#cast;
    const people = names.map((name) => {
      const row = this.model.mayEnter(name)
        ? rowText(this.model.isAdmin(name), this.model.groupsOf(name))
        : "nobody whom the hub knows";
      const session = this.sessions.has(name) ? (this.model.mayEnter(name) ? "open" : "closed") : "none";
      const server = this.servers.get(name);
      const runs = server === undefined ? "none" : this.#mayGoOn(server) ? server.containerId.slice(0, 12) : "gone";
      const sees = this.sessions.has(name) ? this.model.staffSees(name) : [];
      return personText(name, row, session, runs, this.model.isAdmin(name) ? [] : sees);
    });
    return people.join("\n");
  }

  async #seenOutside(): Promise<string> {
    const { names, observer } = this.#cast;
    const rows = new Map((await list(this.session(observer))).map((row) => [row.name, row]));
    const running = await this.#running();
    const people: string[] = [];
    for (const name of names) {
      const row = rows.get(name);
      const session = this.sessions.get(name);
      const isOpen = session !== undefined && (await session.api("GET", "/user")).status === 200;
      const server = this.servers.get(name);
      const id = running.get(name);
      const sees = isOpen && row?.admin !== true ? await list(session) : [];
      people.push(
        personText(
          name,
          row === undefined ? "nobody whom the hub knows" : rowText(row.admin, row.groups),
          session === undefined ? "none" : isOpen ? "open" : "closed",
          id === undefined ? (server === undefined ? "none" : "gone") : id.slice(0, 12),
          sees.map((row) => row.name).filter((other) => other !== name && names.includes(other)),
        ),
      );
    }
    return people.join("\n");
  }

  /** The ids of the containers of people's servers, by person. */
  async #running(): Promise<ReadonlyMap<string, string>> {
    const containers = [...(await this.hub.view.containers(this.hub.name))];
    const prefix = `${this.hub.name}-user-`;
    return new Map(
      containers
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, { Id }]) => [name.slice(prefix.length), Id] as const),
    );
  }

  #mayGoOn({ owner, rights, visitors }: OpenServer): boolean {
    const mayVisit = [...visitors].every((visitor) => this.model.mayOpen(visitor, owner));
    return this.model.mayGoOn(owner, rights) && mayVisit;
  }

  #forgetTheLost(): void {
    for (const [owner, server] of this.servers) if (!this.#mayGoOn(server)) this.servers.delete(owner);
    for (const name of this.sessions.keys()) if (!this.model.mayEnter(name)) this.sessions.delete(name);
  }
}

/** The people whom a person may list. */
async function list(person: SignedIn): Promise<readonly Row[]> {
  const { status, text } = await person.api("GET", "/users");
  // A person who may list nobody is refused the list.
  return status === 200 ? (JSON.parse(text) as readonly Row[]) : [];
}

/** The hub's own groups of members, which decide what staff see, are left out. */
function rowText(admin: boolean, groups: readonly string[]): string {
  const own = groups.filter((group) => !group.includes(":")).toSorted();
  return `${admin ? "admin" : "no admin"}, groups ${own.join(" ") || "none"}`;
}

function personText(name: string, row: string, session: string, server: string, sees: readonly string[]): string {
  return `${name}: ${row}; session ${session}; server ${server}; sees ${sees.toSorted().join(" ") || "nobody"}`;
}
