import { foldName } from "../model/hub/fold-name.ts";
import { encodePart } from "../model/hub/names.ts";
import type { Held, HeldBy } from "./held.ts";
import { whoseOf } from "./rights.ts";

/** What happens to a folder. */
export type Verb =
  | "gain"
  | "lose"
  /** It was writable. */
  | "only-read"
  /** It was read-only. */
  | "may-write"
  /** The same folder at another path. */
  | "moves"
  /** A different volume is at the path, without the old files. */
  | "other-volume";

/** One change of one folder, and everybody whom it affects in the same way. */
export interface AccessChange {
  readonly verb: Verb;
  /** The path; `{person}` means the people whose boxes are collected. */
  readonly at: string;
  /** The previous path of a moved folder. */
  readonly from: string | null;
  readonly group: string | null;
  /** In the order of the alphabet. */
  readonly people: readonly string[];
}

/** What changes for whom between two moments; the same change for many people is one entry. Sorted by path, then verb. */
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
    at: pathForEveryone(person, held),
    from: from === null ? null : pathForEveryone(person, from),
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

/** Paths of collected boxes end in their owner's name; for the staff who collect them, thirty of them are one folder. */
function pathForEveryone(person: string, held: Held): string {
  return whoseOf(person, held) === "collected" ? held.at.replace(/[^/]+$/, "{person}") : held.at;
}

/**
 * What everybody has if the user list has errors: with such a list, a hub takes nothing away from anybody. Folders of a policy
 * that is no longer in the definition are gone anyway.
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
 * What everybody has according to a hub, under composed names: people whom it knows by a decomposed name keep what they have,
 * so a different spelling is not a change.
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
