/**
 * The rules of a living roster, written a second time and from their description alone.
 *
 * This imports nothing from the software: the hub's behavior is compared with it.
 */

type Standing = "member" | "staff";
type Access = "rw" | "ro";

interface Listed {
  readonly admin: boolean;
  readonly groups: ReadonlyMap<string, Standing>;
  /** The last day of access, `YYYY-MM-DD`. */
  readonly until: string | null;
}

type List = ReadonlyMap<string, Listed>;

/** What a person's server gets, and must not keep once it is taken away. */
export interface Right {
  /** `shared of math`, `box of math`, `boxes of math`: the same right whatever volumes it leads to. */
  readonly right: string;
  readonly access: Access;
  /** The volumes by the path where they are seen. */
  readonly mounts: ReadonlyMap<string, string>;
}

const LARGEST = 1024 * 1024;
/** More than this many people, and more than a third of everyone, are not removed without a confirmation. */
const MANY = 10;
/** The group that has handouts and a drop-box in {@link RULED_VOLUMES}. */
const COURSE = "math";

/** Who may do what at this moment, after every save so far. */
export class RosterModel {
  #holds: List = new Map();
  #waiting: List | undefined;
  readonly #hub: string;
  readonly #today: () => string;
  readonly #strangers = new Set<string>();

  /** @param today - The day in the hub's time zone, `YYYY-MM-DD`. */
  constructor(hub: string, today: () => string) {
    this.#hub = hub;
    this.#today = today;
  }

  /** The file is this now; null where there is none. */
  saved(bytes: Buffer | null): void {
    this.#waiting = undefined;
    const { list, hasErrors } = read(bytes);
    if (![...list.values()].some(({ admin }) => admin)) return;
    if (hasErrors) {
      this.#holds = together(this.#holds, list);
      return;
    }
    const gone = [...this.#holds.keys()].filter((name) => !list.has(name)).length;
    if (gone > MANY && gone * 3 > this.#holds.size) this.#waiting = list;
    else this.#holds = list;
  }

  /** An admin accepts that many people are gone. */
  accepted(): void {
    if (this.#waiting === undefined) throw new Error("no list waits to be accepted");
    this.#holds = this.#waiting;
    this.#waiting = undefined;
  }

  /** An admin adds a person on JupyterHub's own page. */
  strangerAdded(name: string): void {
    this.#strangers.add(name);
  }

  mayEnter(name: string): boolean {
    const person = this.#holds.get(name);
    if (person === undefined) return this.#strangers.has(name);
    return person.until === null || person.until >= this.#today();
  }

  isAdmin(name: string): boolean {
    return this.mayEnter(name) && this.#holds.get(name)?.admin === true;
  }

  groupsOf(name: string): readonly string[] {
    return this.mayEnter(name) ? [...(this.#holds.get(name)?.groups.keys() ?? [])].toSorted() : [];
  }

  /** The people whom a person sees as staff: ordinary members of their groups who are not admins. */
  staffSees(name: string): readonly string[] {
    const groups = this.mayEnter(name) ? [...(this.#holds.get(name)?.groups ?? [])] : [];
    const ruled = groups.filter(([, standing]) => standing === "staff").map(([group]) => group);
    return [...this.#holds]
      .filter(([other, { admin, groups }]) => {
        const isMember = ruled.some((group) => groups.get(group) === "member");
        return other !== name && isMember && !admin && this.mayEnter(other);
      })
      .map(([other]) => other)
      .toSorted();
  }

  mayOpen(visitor: string, owner: string): boolean {
    if (!this.mayEnter(visitor)) return false;
    return visitor === owner || this.isAdmin(visitor) || this.#staffOpens(visitor, owner);
  }

  /** What a server of this person gets if it starts now. */
  rightsOf(name: string): readonly Right[] {
    const rights: Right[] = [one("home", "rw", "/home/jovyan", `${this.#hub}-user-${name}`)];
    if (!this.mayEnter(name)) return rights;
    const { admin, groups } = this.#holds.get(name) ?? { admin: false, groups: new Map<string, Standing>() };
    for (const [group, standing] of groups) {
      rights.push(one(`shared of ${group}`, "rw", `/home/jovyan/${group}`, `${this.#hub}-shared-${group}`));
      if (group !== COURSE) continue;
      const access = standing === "staff" || admin ? "rw" : "ro";
      const volume = `${this.#hub}-shared.course-${group}`;
      rights.push(one(`course of ${group}`, access, `/home/jovyan/${group}-handouts`, volume));
      if (standing === "staff") rights.push(this.#collected(group));
      else rights.push(one(`box of ${group}`, "rw", `/home/jovyan/${group}-submit`, this.#box(group, name)));
    }
    return rights;
  }

  /** Whether a server that started with these rights may keep running. */
  mayGoOn(name: string, started: readonly Right[]): boolean {
    if (!this.mayEnter(name)) return false;
    const now = new Map(this.rightsOf(name).map(({ right, access }) => [right, access]));
    return started.every(({ right, access }) => now.get(right) === "rw" || now.get(right) === access);
  }

  /** Staff open the server of a member who is in no other group: each group has a folder here. */
  #staffOpens(visitor: string, owner: string): boolean {
    return this.staffSees(visitor).includes(owner) && this.groupsOf(owner).length === 1;
  }

  #collected(group: string): Right {
    const members = [...this.#holds].filter(([, { groups }]) => groups.get(group) === "member");
    const places = members.map(
      ([name]) => [`/home/jovyan/${group}-submitted/${name}`, this.#box(group, name)] as const,
    );
    return { right: `boxes of ${group}`, access: "ro", mounts: new Map(places) };
  }

  #box(group: string, name: string): string {
    return `${this.#hub}-shared.inbox-${group}.${name}`;
  }
}

function one(right: string, access: Access, at: string, volume: string): Right {
  return { right, access, mounts: new Map([[at, volume]]) };
}

/** What stays in force with a file with errors: nobody loses what they had. */
function together(before: List, now: List): List {
  const names = new Set([...before.keys(), ...now.keys()]);
  return new Map(
    [...names].map((name) => {
      const [had, has] = [before.get(name), now.get(name)];
      const groups = new Map([...(had?.groups ?? []), ...(has?.groups ?? [])]);
      for (const [group, standing] of had?.groups ?? []) if (standing === "staff") groups.set(group, standing);
      const until = (has ?? had)?.until ?? null;
      return [name, { admin: had?.admin === true || has?.admin === true, groups, until }];
    }),
  );
}

function read(bytes: Buffer | null): { readonly list: List; readonly hasErrors: boolean } {
  const list = new Map<string, Listed>();
  if (bytes === null || bytes.length > LARGEST) return { list, hasErrors: true };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { list, hasErrors: true };
  }
  let hasErrors = false;
  for (const line of text.split("\n")) {
    const [name, ...words] = line
      .replace(/(^|\s)#.*/, "")
      .split(/[ \t]+/)
      .filter((word) => word !== "");
    if (name === undefined) continue;
    // oxlint-disable-next-line no-control-regex -- a line with one of them is lost
    if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(line)) {
      hasErrors = true;
      continue;
    }
    const { listed, isWhole } = readWords(words);
    hasErrors ||= !isWhole;
    list.set(name.toLowerCase(), listed);
  }
  return { list, hasErrors };
}

function readWords(words: readonly string[]): { readonly listed: Listed; readonly isWhole: boolean } {
  const groups = new Map<string, Standing>();
  let admin = false;
  let until: string | null = null;
  let isWhole = true;
  for (const word of words) {
    const [, group, standing] = /^([A-Za-z0-9][A-Za-z0-9._-]*)(?::(staff|member))?$/.exec(word) ?? [];
    if (word === "admin") admin = true;
    else if (/^until=\d{4}-\d\d-\d\d$/.test(word)) until = word.slice("until=".length);
    else if (group !== undefined) groups.set(group, standing === "staff" ? "staff" : "member");
    else isWhole = false;
  }
  return { listed: { admin, groups, until }, isWhole };
}
