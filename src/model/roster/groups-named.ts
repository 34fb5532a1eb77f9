import type { HubDefinition } from "../hub/hub.ts";
import type { TraitValue } from "../traits/trait-value.ts";

/** The groups that a definition names: if one of them is renamed, the definition must be changed too. */
export function groupsNamedIn({ notebook, volumes, traits }: HubDefinition): ReadonlySet<string> {
  return new Set([
    ...Object.keys(notebook.groups),
    ...Object.values(volumes).flatMap(({ groups }) => groups ?? []),
    ...Object.values(traits).flatMap((settings) => overriddenIn(settings["group_overrides"])),
  ]);
}

/** JupyterHub's own way to give a group different settings: `{ "01": { groups: ["team-1"], spawner_override: { … } } }`. */
function overriddenIn(overrides: TraitValue | undefined): readonly string[] {
  return valuesIn(overrides)
    .flatMap((override) => (isObject(override) ? valuesIn(override["groups"]) : []))
    .filter((group) => typeof group === "string");
}

function valuesIn(value: TraitValue | undefined): readonly TraitValue[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}

function isObject(value: TraitValue): value is { readonly [key: string]: TraitValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
