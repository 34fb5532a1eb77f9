import type { DefinitionEdit } from "./definition-edit.ts";
import { isOnlyName, type Manager, packageName } from "./package-name.ts";
import { valueAt } from "./value-at.ts";

/** The edits that something takes, and what to say about it. */
export interface PlannedEdits {
  readonly edits: readonly DefinitionEdit[];
  readonly notes: readonly string[];
}

/**
 * Adds packages to those of the hub's image. One that is there in another version is replaced; one that is there already stays, also if no version is
 * asked for.
 */
export function addPackages(input: unknown, manager: Manager, packages: readonly string[]): PlannedEdits {
  const at = ["notebook", manager];
  const field = at.join(".");
  const list = textsAt(input, at);
  const edits: DefinitionEdit[] = [];
  const notes: string[] = [];
  for (const one of packages) {
    const name = packageName(manager, one);
    const same = list.filter((other) => packageName(manager, other) === name);
    const [present] = same;
    const isThere = same.includes(one) || (isOnlyName(manager, one) && present !== undefined);
    if (isThere) notes.push(`${same.includes(one) ? one : present} is already in ${field}.`);
    else if (present === undefined) {
      edits.push({ do: "append", at, value: one });
      list.push(one);
    } else {
      // With several of one name, such as one for each version of Python, all would have to be replaced.
      edits.push({ do: "replace-item", at, item: present, value: one });
      notes.push(`${present} in ${field} is replaced by ${one}.`);
      list[list.indexOf(present)] = one;
    }
  }
  return { edits, notes };
}

/** The packages of a list that has several of the same name as one that is added; which of them is meant is not clear. */
export function ambiguousPackages(input: unknown, manager: Manager, packages: readonly string[]): readonly string[] {
  const list = textsAt(input, ["notebook", manager]);
  return packages.flatMap((one) => {
    const same = list.filter((other) => packageName(manager, other) === packageName(manager, one));
    return same.length > 1 && !same.includes(one) && !isOnlyName(manager, one) ? same : [];
  });
}

function textsAt(input: unknown, at: readonly string[]): string[] {
  const value = valueAt(input, at);
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
