import { DEFAULT_VOLUMES } from "../hub/hub.ts";
import type { TraitValue } from "../traits/trait-value.ts";
import type { PlannedEdits } from "./add-packages.ts";
import { type DefinitionEdit, edited } from "./definition-edit.ts";
import { valueAt, withValueAt } from "./value-at.ts";

/**
 * An edit of one volume. A definition without volumes has the default ones, which it would lose with its first own volume, so they are written
 * out with it.
 */
export function keepingDefaults(input: unknown, edit: DefinitionEdit): PlannedEdits {
  const complete = withDefaults(input, edit.at);
  if (complete === input) return { edits: [edit], notes: [] };
  const volumes = valueAt(edited(complete, edit), ["volumes"]) as TraitValue;
  return {
    edits: [{ do: "set", at: ["volumes"], value: volumes }],
    notes: [
      `The definition had no volumes of its own, so the hub has the default ones: ${Object.keys(DEFAULT_VOLUMES).join(" and ")}. They are now written out.`,
    ],
  };
}

/** A definition with the default volumes, if it has no volumes and `at` is about one of them. */
export function withDefaults(input: unknown, at: readonly string[]): unknown {
  const isOwn = (valueAt(input, ["volumes"]) ?? null) !== null;
  return at[0] !== "volumes" || at.length === 1 || isOwn ? input : withValueAt(input, ["volumes"], DEFAULT_VOLUMES);
}
