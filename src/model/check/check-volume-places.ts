import { shown } from "../problem/diagnostic.ts";
import { hubNames } from "../hub/names.ts";
import type { Findings, Unknown } from "./findings.ts";
import { copyPlace, tidyPath } from "../hub/resolved-policy.ts";

/** Checks whether two policies use the same path, or one is inside the other. */
export function checkVolumePlaces(
  policies: readonly (readonly [key: string, policy: unknown])[],
  findings: Findings,
): void {
  const places: Place[] = [];
  for (const [key, policy] of policies) {
    if (typeof policy !== "object" || policy === null) continue;
    for (const field of ["at", "collectAt", "closes"]) {
      const place = placeOf(key, policy as Unknown, field);
      if (place === undefined) continue;
      const problem = places
        .map((other) => (overlap(other, place) && !isInstead(other, place) ? rivalry(other, place) : undefined))
        .find((found) => found !== undefined);
      if (problem !== undefined) findings.error("volume-paths-collide", ["volumes", key, field], ...problem);
      places.push(place);
    }
  }
}

/** A place that a policy mounts something at. */
interface Place {
  readonly key: string;
  /** The field that gives the path. */
  readonly field: string;
  readonly path: string;
  readonly isPersonal: boolean;
  readonly groups: readonly unknown[] | null;
}

function placeOf(key: string, policy: Unknown, field: string): Place | undefined {
  const path = policy[field === "closes" ? "collectAt" : field];
  if (typeof path !== "string" || typeof policy[field] !== "string") return undefined;
  const groups = policy["groups"];
  return {
    key,
    field,
    path: field === "closes" ? copyPlace(tidyPath(path)) : tidyPath(path),
    isPersonal: policy["per"] === "person",
    groups: Array.isArray(groups) ? (groups as unknown[]) : null,
  };
}

/** Why two paths cannot be used together, as message and hint. */
function rivalry(a: Place, b: Place): readonly [message: string, hint: string] | undefined {
  if (a.path === b.path)
    return [`${shown(a.key)} is already mounted at ${shown(b.path)}.`, "Give each volume its own path."];
  const [outer, inner] = a.path.length < b.path.length ? [a, b] : [b, a];
  // A person's own home may hold other volumes. In a shared one, Docker would create the directory, owned by root.
  if (outer.isPersonal || !inner.path.startsWith(`${outer.path}/`)) return undefined;
  return [
    `${shown(inner.path)} of ${shown(inner.key)} is inside ${shown(outer.path)}, the folder that ${shown(outer.key)} shares.`,
    "Choose a path outside that folder.",
  ];
}

/** True for boxes and their copy: one is mounted before they close, the other after. */
function isInstead(a: Place, b: Place): boolean {
  return a.key === b.key && a.field === "collectAt" && b.field === "closes";
}

function overlap({ groups: a }: Place, { groups: b }: Place): boolean {
  return a === null || b === null || a.some((group) => b.includes(group));
}

/** Two patterns that differ only in their placeholders would give a person's volume to a group of the same name. */
export function checkVolumeNames(
  policies: readonly (readonly [key: string, policy: unknown])[],
  hub: unknown,
  findings: Findings,
): void {
  const seen = new Map<string, { readonly key: string; readonly name: string }>();
  for (const [key, policy] of policies) {
    const name = typeof policy === "object" && policy !== null ? (policy as Unknown)["volumeName"] : undefined;
    if (typeof name !== "string") continue;
    const own = typeof hub === "string" ? ownVolumes(hub).find((volume) => canBe(name, volume)) : undefined;
    if (own !== undefined) {
      findings.error(
        "volume-name-invalid",
        ["volumes", key, "volumeName"],
        `${shown(name)} can produce ${shown(own)}, the hub's own volume: people would find its data or keys in their servers.`,
        "Start the pattern with a different word.",
      );
    }
    const shape = name.replace(/\{\w+\}/g, "{}");
    const other = seen.get(shape);
    if (other !== undefined && other.name !== name) {
      findings.error(
        "volume-name-invalid",
        ["volumes", key, "volumeName"],
        `${shown(name)} and ${shown(other.name)} of ${shown(other.key)} can produce the same name.`,
        "Start each pattern with a different word.",
      );
    }
    seen.set(shape, { key, name });
  }
}

/** The hub's own volumes, including those that `engine: { remote: true }` sends files to. */
function ownVolumes(hub: string): readonly string[] {
  const { data, dbData, roster, secrets, proxySecrets, dbSecrets } = hubNames(hub);
  return [data, dbData, roster, secrets, proxySecrets, dbSecrets];
}

/** Whether a pattern gives this name for some person and group, which are encoded as letters, digits, hyphens and `_`. */
function canBe(pattern: string, name: string): boolean {
  const seen = new Set<string>();
  const expression = pattern
    .split(/(\{(?:group|person)\})/)
    .map((part) => {
      const place = /^\{(group|person)\}$/.exec(part)?.[1];
      if (place === undefined) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      if (seen.has(place)) return `\\k<${place}>`;
      seen.add(place);
      return `(?<${place}>[A-Za-z0-9_-]+)`;
    })
    .join("");
  return new RegExp(`^${expression}$`).test(name);
}
