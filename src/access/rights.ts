import { isStronger } from "./claims.ts";
import type { Given, Held, HeldBy } from "./held.ts";

/**
 * Who has less than before, or is no longer on the list: the hub stops their servers if they are running. It computes the same in
 * Python (`test/contracts/rights.json`).
 */
export function whoLoses(before: HeldBy, after: Given): readonly string[] {
  return [...before]
    .filter(([person, held]) => {
      if (!after.held.has(person)) return true;
      const left = rightsLeft(person, after);
      return [...rightsOf(person, held)].some(([right, access]) => {
        const kept = left.get(right);
        return kept === undefined || isStronger(access, kept);
      });
    })
    .map(([person]) => person)
    .toSorted();
}

/** By policy, group, and own, collected or copy: the strongest access. All boxes that a person collects from one group are one right. */
type Rights = Map<string, "rw" | "ro">;

function rightsOf(person: string, held: readonly Held[]): Rights {
  const rights: Rights = new Map();
  for (const one of held) {
    const right = rightTo(one.key, one.group, whoseOf(person, one));
    if (isStronger(one.access, rights.get(right) ?? "none")) rights.set(right, one.access);
  }
  return rights;
}

/**
 * What a running server may have: what its owner would mount now, and what they collect even if it is not there.
 *
 * Boxes disappear with the members who leave, which takes nothing away from the staff. Neither does closing the boxes or opening
 * them again: the copy counts as the most one can have, and who collects boxes may have their copy.
 */
function rightsLeft(person: string, { held, collects }: Given): Rights {
  const rights = rightsOf(person, held.get(person) ?? []);
  for (const { key, group, access } of collects.get(person) ?? []) {
    const copy = rightTo(key, group, "copy");
    rights.set(rightTo(key, group, "collected"), rights.has(copy) ? "rw" : access);
    rights.set(copy, "ro");
  }
  return rights;
}

/** Whether a folder is a person's own, a box that they collect from someone else, or the copy of closed boxes. */
export function whoseOf(person: string, { per, owner }: Held): "own" | "collected" | "copy" {
  if (per !== "drop-box" || owner === person) return "own";
  return owner === null ? "copy" : "collected";
}

function rightTo(key: string, group: string | null, whose: ReturnType<typeof whoseOf>): string {
  return JSON.stringify([key, group, whose]);
}
