import { createHash } from "node:crypto";

/**
 * The names of Docker objects, derived so that two different owners never share one.
 *
 * The hub derives the same names in Python (`hubwright_hub/engine/names.py`) when a person starts a server;
 * `test/contracts/names.json` keeps the two languages in agreement.
 */

/** Docker allows 255 characters, but `docker ps` and DNS do not: longer names end in a digest instead. */
const LONGEST = 120;
const DIGEST_LENGTH = 16;

/**
 * Words that hubwright's own names are built from. A hub's name must not contain one as a part:
 * a hub `math-user` would own `math-user-db`, which is also the home of `db` in the hub `math`.
 */
export const RESERVED_HUB_WORDS = [
  "user",
  "shared",
  "db",
  "data",
  "proxy",
  "network",
  "jupyterhub",
  "notebook",
] as const;

/** Writes a person or group with letters, digits and hyphens only; every other byte of its UTF-8 becomes `_xx`. */
export function encodePart(part: string): string {
  if (/^[A-Za-z0-9-]*$/.test(part)) return part;
  let encoded = "";
  for (const byte of Buffer.from(part, "utf8")) {
    const character = String.fromCharCode(byte);
    encoded += /[A-Za-z0-9-]/.test(character) ? character : `_${byte.toString(16).padStart(2, "0")}`;
  }
  return encoded;
}

/** Cuts a name that is too long and adds a digest of the whole name, so that it stays unique. */
export function fitName(name: string): string {
  if (name.length <= LONGEST) return name;
  const digest = createHash("sha256").update(name, "utf8").digest("hex").slice(0, DIGEST_LENGTH);
  return `${name.slice(0, LONGEST - 2 - DIGEST_LENGTH)}_h${digest}`;
}

/** What the names of all notebook containers of a hub begin with. */
export function notebookPrefix(hub: string): string {
  return `${hub}-user-`;
}

/** The notebook container of a person; a named server adds its name after a dot. */
export function notebookName(hub: string, person: string, server = ""): string {
  return fitName(`${notebookPrefix(hub)}${encodePart(person)}${server === "" ? "" : `.${encodePart(server)}`}`);
}

/** What a volume's name depends on: a policy's key, kind, scope and, if the definition gives one, its pattern. */
export interface VolumeNaming {
  /** The policy's key in `volumes`. `home` and `shared` are left out of names. */
  readonly key: string;
  /** Who has a volume of this policy, and so whose name is part of the volume's. */
  readonly per: "person" | "group" | "hub" | "drop-box";
  /** Whether the hub's name is part of the volume's: `"server"` leaves it out, because all hubs share the volume. */
  readonly scope: "hub" | "server";
  /** A pattern with `{person}` and `{group}` that replaces the derived name; null if the definition gives none. */
  readonly volumeName: string | null;
}

/**
 * The Docker volume that a policy gives to a person, a group, or both.
 *
 * The policies that nearly every hub has (`home`, `shared`) get short names;
 * every other policy adds its key after a dot, which no encoded hub, group or person can contain.
 */
export function volumeName(hub: string, policy: VolumeNaming, owner: { person?: string; group?: string } = {}): string {
  const person = encodePart(owner.person ?? "");
  const group = encodePart(owner.group ?? "");
  if (policy.volumeName !== null) {
    const known = new Map([
      ["{person}", owner.person],
      ["{group}", owner.group],
    ]);
    return fitName(
      policy.volumeName.replace(/\{(?:person|group)\}/g, (place) => {
        const part = known.get(place);
        return part === undefined ? place : encodePart(part);
      }),
    );
  }
  const lead = policy.scope === "server" ? "" : `${hub}-`;
  switch (policy.per) {
    case "person":
      return fitName(`${lead}user${policy.key === "home" ? "" : `.${policy.key}`}-${person}`);
    case "group":
      return fitName(`${lead}shared${policy.key === "shared" ? "" : `.${policy.key}`}-${group}`);
    case "hub":
      return fitName(`${lead}shared.${policy.key}`);
    case "drop-box":
      return fitName(`${lead}shared.${policy.key}-${group}.${person}`);
  }
}

/**
 * The volume with the copy that a hub keeps of a group's boxes when they close.
 *
 * It is the hub's own, whatever the boxes are called. An encoded group or person is never empty and has no dot, so only
 * archives have two dots in a row in their names as well, followed by a word and not by a year.
 */
export function boxCopyName(hub: string, key: string, group: string, closes: string): string {
  return fitName(`${hub}-shared.${key}-${encodePart(group)}..${encodePart(closes)}`);
}

/**
 * The volume that archives a person's data when their name comes back as a different person.
 *
 * @param day - `"2026-11-23"`.
 * @param number - Counts the archives of one volume on one day, from 1.
 */
export function archiveName(volume: string, day: string, number: number): string {
  return fitName(`${volume}..archived-${day}${number === 1 ? "" : `.${number}`}`);
}

/**
 * The new name of a hub's object after the hub was renamed.
 *
 * For a name that was cut because it was too long, the result is unique but not the name that would be derived from its
 * owner: names that are derived from an owner must be derived again.
 *
 * @returns undefined for a name that does not begin with the hub's.
 */
export function nameUnder(name: string, from: string, to: string): string | undefined {
  return name.startsWith(`${from}-`) ? fitName(`${to}${name.slice(from.length)}`) : undefined;
}

/**
 * The names of the Docker objects that a hub has once each. They do not say whether the hub has them: only some hubs have a database.
 *
 * @param hub - The hub's name.
 */
export function hubNames(hub: string) {
  return {
    /** The container of JupyterHub. */
    hub,
    /** The container of the proxy that answers on the hub's port. */
    proxy: `${hub}-proxy`,
    /** The network of all of them and of people's servers. */
    network: `${hub}-network`,
    /** The volume with JupyterHub's own data. */
    data: `${hub}-data`,
    /** The container of PostgreSQL, if the hub has its own. */
    db: `${hub}-db`,
    /** The network in which only the hub reaches PostgreSQL. */
    dbNetwork: `${hub}-db-network`,
    /** The volume with PostgreSQL's data. */
    dbData: `${hub}-db-data`,
    /** The volume with the user list, if the engine is on another machine. */
    // No volume of people has a word starting with `data` there, and none of theirs has a dot there.
    roster: `${hub}-data.roster`,
    /** The volume with the hub's secrets, if the engine is on another machine. */
    secrets: `${hub}-data.secrets`,
    /** The volume with the proxy's secrets, if the engine is on another machine. */
    proxySecrets: `${hub}-data.proxy`,
    /** The volume with PostgreSQL's secrets, if the engine is on another machine. */
    dbSecrets: `${hub}-data.db`,
    /** The tags of the images that hubwright builds. */
    image: {
      hub: `${hub}-jupyterhub:latest`,
      proxy: `${hub}-proxy:latest`,
      db: `${hub}-db:latest`,
      notebook: `${hub}-notebook:latest`,
    },
  } as const;
}
