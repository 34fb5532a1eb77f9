import type { GroupMap, Person } from "../model/roster/group-map.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { dayIn } from "../model/hub/day.ts";
import { hasEndedOn } from "./access-matrix.ts";
import { closedBoxes } from "./closed-boxes.ts";
import { type Mount, mountsFor } from "./mounts-for.ts";
import { staffReach } from "./open-to-staff.ts";

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
  readonly way: Way;
  /** Whose server it is mounted in: their own name if `way` is `"mount"`. */
  readonly server: string;
  /** Why, in words: `"member of team-1"`, `"staff of team-1, in the server of ann (their own)"`. */
  readonly because: string;
}

/** What one person can really use. */
export interface EffectiveAccess {
  readonly person: string;
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
 * for (const { person, volumes } of effectiveAccess(hub, people, { now: new Date() }))
 *   for (const { volume, access, because } of volumes) console.log(person, access, volume, because);
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
  const person = people.person(name);
  return person === undefined ? undefined : new Reach(hub, people, options.now).of(person);
}

/** Another person's server that somebody can use. */
interface OtherServer {
  readonly owner: string;
  readonly way: Exclude<Way, "mount">;
  /** `"staff of team-1"`, `"hub admin"`. */
  readonly as: string;
}

const WORDS = { server: "in the server of", password: "signed in as" } as const;

class Reach {
  readonly #hub: HubDefinition;
  readonly #people: GroupMap;
  readonly #today: string;
  readonly #closed: readonly string[];
  readonly #openTo: ReturnType<typeof staffReach>;
  /** A server is asked for by everybody who can open it. */
  readonly #mounts = new Map<string, readonly Mount[]>();

  constructor(hub: HubDefinition, people: GroupMap, now: Date) {
    this.#hub = hub;
    this.#people = people;
    this.#today = dayIn(hub.timezone, now);
    this.#closed = closedBoxes(hub, now);
    this.#openTo = staffReach(hub, people);
  }

  of(person: Person): EffectiveAccess {
    const { name, admin } = person;
    if (this.#hasEnded(person)) return { person: name, admin, hasEnded: true, volumes: [] };
    const best = new Map<string, ReachedVolume>();
    const add = (mount: Mount, way: Way, server: string, because: string) => {
      const known = best.get(mount.volume);
      // Ways are added from the most direct one, so an equal one is no better.
      if (known !== undefined && (known.access === "rw" || mount.access === "ro")) return;
      const { volume, at, access, key, per, group, owner } = mount;
      best.set(volume, { volume, at, access, key, per, group, owner, way, server, because });
    };
    for (const mount of this.#mountsOf(name)) add(mount, "mount", name, mount.because);
    for (const { owner, way, as } of this.#serversFor(person))
      for (const mount of this.#mountsOf(owner))
        add(mount, way, owner, `${as}, ${WORDS[way]} ${owner} (${mount.because})`);
    const volumes = [...best.values()].toSorted((a, b) => (a.volume < b.volume ? -1 : 1));
    return { person: name, admin, hasEnded: false, volumes };
  }

  *#serversFor({ name, admin, groups }: Person): Generator<OtherServer, void, undefined> {
    for (const { group, standing } of groups) {
      if (standing !== "staff") continue;
      for (const owner of this.#openTo.get(group)?.open ?? [])
        if (this.#isOther(owner, name)) yield { owner, way: "server", as: `staff of ${group}` };
    }
    if (!admin) return;
    const { admins, signIn } = this.#hub;
    if (!admins.access && signIn.kind !== "derived-password") return;
    const way = admins.access ? "server" : "password";
    for (const { name: owner } of this.#people.people)
      if (this.#isOther(owner, name)) yield { owner, way, as: "hub admin" };
  }

  /** Whether it is another person's server, and can be running. */
  #isOther(owner: string, name: string): boolean {
    const person = this.#people.person(owner);
    return owner !== name && person !== undefined && !this.#hasEnded(person);
  }

  #hasEnded(person: Person): boolean {
    return hasEndedOn(person, this.#today);
  }

  #mountsOf(name: string): readonly Mount[] {
    const known = this.#mounts.get(name);
    if (known !== undefined) return known;
    const mounts = mountsFor(this.#hub, this.#people, name, { closed: this.#closed });
    this.#mounts.set(name, mounts);
    return mounts;
  }
}
