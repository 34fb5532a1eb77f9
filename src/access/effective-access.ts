import type { GroupMap, Person } from "../model/roster/group-map.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { dayIn } from "../model/hub/day.ts";
import { hasEndedOn } from "./access-matrix.ts";
import { closedBoxes } from "./closed-boxes.ts";
import { type Mount, mountsOfAll } from "./mounts-for.ts";
import { lookedAfter } from "./open-to-staff.ts";

/** How somebody gets to a volume. */
export type Way =
  /** It is mounted in their own server. */
  | "mount"
  /** They open the server of someone else, as staff of one of their groups or as an admin. */
  | "server"
  /** They sign in as someone else, whose password an admin can look up. */
  | "password";

/** A volume that somebody can really use, and how. */
export interface ReachedVolume extends Pick<Mount, "volume" | "at" | "access" | "key" | "per" | "group" | "owner"> {
  /** How they get to it. If there are several ways, the most direct one with the strongest access. */
  readonly way: Way;
  /** Whose server it is mounted in: their own name if `way` is `"mount"`. */
  readonly server: string;
  /** Why, in words: `"member of team-1"`, `"staff of team-1, in the server of ann (their own)"`. */
  readonly because: string;
}

/** What one person can really use. */
export interface EffectiveAccess {
  /** The person's name as in the roster, in lower case. */
  readonly person: string;
  /** Whether the line of this person has the word `admin`. An admin whose access has ended can no longer use anything. */
  readonly admin: boolean;
  /** True after the last day of their `until=`: they cannot sign in, and their server cannot be started. */
  readonly hasEnded: boolean;
  /** Each volume once, with the strongest access and the most direct way to it; in the order of the volumes' names. */
  readonly volumes: readonly ReachedVolume[];
}

/** What decides access but is in neither the definition nor the roster. */
export interface EffectiveOptions {
  /** The moment: `until=` ends people's access, and drop-boxes close. */
  readonly now: Date;
}

/**
 * Who can really read and write what at a given moment: in their own server, and through the servers of others that they can open. A
 * server gives access to everything that is mounted in it.
 *
 * Staff open servers of their groups' members (`staff.open`), admins those of everybody (`admins.access`). With passwords that hubwright
 * derives, admins can also look up everyone's password, whatever `admins.access` says. People on the list whose access has ended can use
 * nothing, and nobody can open their servers; staff still have what they handed in.
 *
 * It does not count what is decided elsewhere: people whom an admin adds in JupyterHub's admin page, tokens that somebody hands out, and
 * whoever can use the Docker engine or the files of the hub's directory. Admins who can edit the list (`admins.roster`) can give themselves
 * anything; the list's own directory is no volume, so it is not listed. The hub computes the same in Python
 * (`test/contracts/effective.json`).
 *
 * @returns people one after another, in the order of the roster; nothing is computed before it is asked for.
 *
 * @example
 * ```ts
 * import { defineHub, effectiveAccess, GroupMap } from "hubwright";
 *
 * const people = GroupMap.parse("ann team-1\nbob team-1:staff\n");
 * for (const { person, volumes } of effectiveAccess(defineHub({ name: "math" }), people, { now: new Date() }))
 *   for (const { volume, access, because } of volumes) console.log(person, access, volume, because);
 * // bob rw math-user-ann staff of team-1, in the server of ann (their own)
 * ```
 */
export function* effectiveAccess(
  hub: HubDefinition,
  people: GroupMap,
  options: EffectiveOptions,
): Generator<EffectiveAccess, void, undefined> {
  const reach = new Reach(hub, people, options.now);
  for (const person of people.people) yield reach.of(person);
}

/** What one person can really use; see {@link effectiveAccess}. Undefined for a person who is not in the roster. */
export function effectiveAccessOf(
  hub: HubDefinition,
  people: GroupMap,
  name: string,
  options: EffectiveOptions,
): EffectiveAccess | undefined {
  return effectiveAccessBy(hub, people, options)(name);
}

/** Like {@link effectiveAccessOf}, for many questions about the same people: what they have in common is computed once. */
export function effectiveAccessBy(
  hub: HubDefinition,
  people: GroupMap,
  options: EffectiveOptions,
): (name: string) => EffectiveAccess | undefined {
  const reach = new Reach(hub, people, options.now);
  return (name) => {
    const person = people.person(name);
    return person === undefined ? undefined : reach.of(person);
  };
}

const WORDS = { server: "in the server of", password: "signed in as" } as const;

class Reach {
  readonly #hub: HubDefinition;
  readonly #people: GroupMap;
  readonly #today: string;
  readonly #computed: ReturnType<typeof mountsOfAll>;
  readonly #openTo: ReturnType<typeof lookedAfter>;
  /** By the line of the owner, which is faster than by name. A server is asked for by everybody who can open it. */
  readonly #mounts: (readonly Mount[])[] = [];

  readonly #bracketed = new Map<string, string>();

  constructor(hub: HubDefinition, people: GroupMap, now: Date) {
    this.#hub = hub;
    this.#people = people;
    this.#today = dayIn(hub.timezone, now);
    this.#computed = mountsOfAll(hub, people, { closed: closedBoxes(hub, now) });
    this.#openTo = lookedAfter(hub, people);
  }

  of(person: Person): EffectiveAccess {
    const { name, admin } = person;
    if (this.#hasEnded(person)) return { person: name, admin, hasEnded: true, volumes: [] };
    const reached: ReachedVolume[] = [];
    for (const mount of this.#mountsOf(person)) reached.push(volumeIn(mount, "mount", name, mount.because));
    this.#addServers(reached, person);
    return { person: name, admin, hasEnded: false, volumes: bestOfEach(reached) };
  }

  /** Adds what is mounted in the servers of others that a person can use. */
  #addServers(reached: ReachedVolume[], person: Person): void {
    // A volume of a group is in the servers of all its members.
    const written = new Set<string>();
    const add = (owner: Person, way: Exclude<Way, "mount">, lead: string) => {
      if (owner === person || this.#hasEnded(owner)) return;
      const how = lead + owner.name;
      for (const mount of this.#mountsOf(owner)) {
        if (mount.owner === null && written.has(mount.volume)) continue;
        if (mount.owner === null && mount.access === "rw") written.add(mount.volume);
        reached.push(volumeIn(mount, way, owner.name, how + this.#inBrackets(mount.because)));
      }
    };
    for (const { group, standing } of person.groups) {
      if (standing !== "staff") continue;
      const lead = `staff of ${group}, ${WORDS.server} `;
      for (const owner of this.#openTo.get(group)?.open ?? []) add(owner, "server", lead);
    }
    if (!person.admin) return;
    const { admins, signIn } = this.#hub;
    if (!admins.access && signIn.kind !== "derived-password") return;
    const way = admins.access ? "server" : "password";
    const lead = `hub admin, ${WORDS[way]} `;
    for (const owner of this.#people.people) add(owner, way, lead);
  }

  /** Reasons repeat, and an admin reaches everybody's volumes: each text is made once, because a new one for each would take most of the memory. */
  #inBrackets(because: string): string {
    const known = this.#bracketed.get(because);
    if (known !== undefined) return known;
    const text = ` (${because})`;
    this.#bracketed.set(because, text);
    return text;
  }

  #hasEnded(person: Person): boolean {
    return hasEndedOn(person, this.#today);
  }

  #mountsOf(person: Person): readonly Mount[] {
    const known = this.#mounts[person.line];
    if (known !== undefined) return known;
    const { mounts } = this.#computed(person);
    this.#mounts[person.line] = mounts;
    return mounts;
  }
}

function volumeIn(mount: Mount, way: Way, server: string, because: string): ReachedVolume {
  const { volume, at, access, key, per, group, owner } = mount;
  return { volume, at, access, key, per, group, owner, way, server, because };
}

/** Each volume once, in the order of their names, with the strongest access. Of equal ones the first counts, which is the most direct. */
function bestOfEach(reached: ReachedVolume[]): readonly ReachedVolume[] {
  if (reached.length < 2) return reached;
  const best: ReachedVolume[] = [];
  let last: ReachedVolume | undefined;
  for (const one of reached.sort((a, b) => (a.volume < b.volume ? -1 : a.volume === b.volume ? 0 : 1))) {
    if (last?.volume !== one.volume) best.push(one);
    else if (last.access === "ro" && one.access === "rw") best[best.length - 1] = one;
    else continue;
    last = one;
  }
  return best;
}
