import { foldName } from "../model/fold-name.ts";
import { encodePart } from "../model/names.ts";
import type { Mount } from "./mounts-for.ts";

/** A folder as somebody has it: what of a {@link Mount} decides what a change means for them. */
export type Held = Pick<Mount, "volume" | "at" | "access" | "key" | "group" | "owner">;

/** By person, what they have. */
export type HeldBy = ReadonlyMap<string, readonly Held[]>;

/** What becomes of a folder. */
export type Verb =
  | "gain"
  | "lose"
  /** It was to write in. */
  | "only-read"
  /** It was to read only. */
  | "may-write"
  /** The same folder at another path. */
  | "moves"
  /** Another volume is at the path: what was in it is not there. */
  | "other-volume";

/** One change of one folder, and everybody for whom it is the same. */
export interface AccessChange {
  readonly verb: Verb;
  /** The path; `{person}` stands for those whose boxes are collected. */
  readonly at: string;
  /** Of what has moved, the path before. */
  readonly from: string | null;
  readonly group: string | null;
  /** In the order of the alphabet. */
  readonly people: readonly string[];
}

/** What is different for whom between two moments; the same change of many people is one. Sorted by path, then verb. */
export function accessChanges(before: HeldBy, after: HeldBy): readonly AccessChange[] {
  const found = new Map<string, { change: Omit<AccessChange, "people">; people: Set<string> }>();
  for (const person of new Set([...before.keys(), ...after.keys()])) {
    for (const change of changesOf(person, before.get(person) ?? [], after.get(person) ?? [])) {
      const key = JSON.stringify([change.at, change.verb, change.from, change.group]);
      const same = found.get(key) ?? { change, people: new Set() };
      same.people.add(person);
      found.set(key, same);
    }
  }
  return [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { change, people }]) => ({ ...change, people: [...people].toSorted() }));
}

/** Who has less than before: whose server the hub stops, if it runs. */
export function whoLoses(before: HeldBy, after: HeldBy): readonly string[] {
  return [...before.keys()]
    .filter((person) => {
      const now = rightsOf(person, after.get(person) ?? []);
      return [...rightsOf(person, before.get(person) ?? [])].some(([right, isWritable]) => {
        const kept = now.get(right);
        return kept === undefined || (isWritable && !kept);
      });
    })
    .toSorted();
}

/** As the hub counts: by policy and group, own or collected, not by volume. The value says whether it is to write in. */
function rightsOf(person: string, held: readonly Held[]): ReadonlyMap<string, boolean> {
  const rights = new Map<string, boolean>();
  for (const { key, group, owner, access } of held) {
    const right = JSON.stringify([key, group, isOthers(person, owner)]);
    rights.set(right, rights.get(right) === true || access === "rw");
  }
  return rights;
}

function changesOf(
  person: string,
  before: readonly Held[],
  after: readonly Held[],
): readonly Omit<AccessChange, "people">[] {
  const was = new Map(before.map((held) => [held.at, held]));
  const is = new Map(after.map((held) => [held.at, held]));
  const gone = before.filter(({ at }) => !is.has(at));
  const come = after.filter(({ at }) => !was.has(at));
  const moved = come.flatMap((now) => {
    const old = gone.find(({ volume }) => volume === now.volume);
    return old === undefined ? [] : [{ old, now }];
  });
  const change = (verb: Verb, held: Held, from: Held | null = null) => ({
    verb,
    at: placeOf(person, held),
    from: from === null ? null : placeOf(person, from),
    group: held.group,
  });
  return [
    ...gone.filter((held) => !moved.some(({ old }) => old === held)).map((held) => change("lose", held)),
    ...come.filter((held) => !moved.some(({ now }) => now === held)).map((held) => change("gain", held)),
    ...moved.map(({ old, now }) => change("moves", now, old)),
    ...after.flatMap((now) => {
      const old = was.get(now.at) ?? moved.find((pair) => pair.now === now)?.old;
      if (old === undefined) return [];
      if (old.volume !== now.volume) return [change("other-volume", now)];
      if (old.access === now.access) return [];
      return [change(now.access === "ro" ? "only-read" : "may-write", now)];
    }),
  ];
}

/** Boxes that are collected end in their owner's name; thirty of them are one folder to whoever collects. */
function placeOf(person: string, { at, owner }: Held): string {
  return isOthers(person, owner) ? at.replace(/[^/]+$/, "{person}") : at;
}

function isOthers(person: string, owner: string | null): boolean {
  return owner !== null && owner !== person;
}

/**
 * What everybody has where the list of people has errors: a hub takes nothing from anybody by such a list. What a policy gave
 * that is no longer in the definition is gone all the same.
 *
 * @param policies - The keys of the definition's volumes.
 */
export function keptByErrors(before: HeldBy, listed: HeldBy, policies: readonly string[]): HeldBy {
  const after = new Map(listed);
  for (const [person, held] of before) {
    const now = listed.get(person) ?? [];
    const volumes = new Set(now.map(({ volume }) => volume));
    const kept = held.filter(({ key, volume }) => policies.includes(key) && !volumes.has(volume));
    after.set(person, [...now, ...kept]);
  }
  return after;
}

/**
 * What a hub says that everybody has, under composed names: whoever it knows by a decomposed name keeps what they have, so
 * that the spelling is no change.
 */
export function composedHeld(held: HeldBy): HeldBy {
  const found = new Map<string, readonly Held[]>();
  for (const [person, folders] of held) {
    const name = foldName(person);
    const composed = folders.map((folder) =>
      folder.owner === null ? folder : underComposedName(folder, folder.owner),
    );
    found.set(name, [...(found.get(name) ?? []), ...composed]);
  }
  return found;
}

function underComposedName(folder: Held, owner: string): Held {
  const name = foldName(owner);
  if (name === owner) return folder;
  const spelled = (text: string) => text.replaceAll(encodePart(owner), encodePart(name)).replaceAll(owner, name);
  return { ...folder, owner: name, volume: spelled(folder.volume), at: spelled(folder.at) };
}
