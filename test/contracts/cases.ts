import { readFileSync } from "node:fs";
import { resolveMounts } from "../../src/access/mounts-for.ts";
import type { GroupMap } from "../../src/model/group-map.ts";
import { defineHub, type HubDefinition } from "../../src/model/hub.ts";
import type { ResolvedPolicy } from "../../src/model/volume-policy.ts";

/** The part of hub.json that decides mounts. */
export interface CaseHub {
  readonly hub: string;
  readonly volumes: readonly ResolvedPolicy[];
}

/** Reads a list of cases that both languages run. */
export function casesOf<T>(name: string): readonly (T & { readonly says: string })[] {
  return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), "utf8")) as (T & { says: string })[];
}

/** A definition with exactly the policies of a case; a case may hold what `defineHub` would refuse. */
export function hubOf({ hub, volumes }: CaseHub): HubDefinition {
  return {
    ...defineHub({ name: "math" }),
    name: hub,
    volumes: Object.fromEntries(volumes.map((policy) => [policy.key, policy])),
  };
}

/** People as the cases write them. */
export function peopleAsCase(map: GroupMap): unknown {
  return map.people.map(({ name, admin, groups, until, pw }) => ({
    name,
    admin,
    groups: Object.fromEntries(groups.map(({ group, standing }) => [group, standing])),
    until,
    pw,
  }));
}

/** Diagnostics as the cases write them: without the words, which may be said better one day. */
export function diagnosticsAsCase(map: GroupMap): unknown {
  return map.diagnostics.map(({ code, severity, line, word }) => ({
    code,
    severity,
    ...(line === undefined ? {} : { line }),
    ...(word === undefined ? {} : { word }),
  }));
}

/** Mounts as the cases write them. */
export function mountsAsCase(hub: HubDefinition, people: GroupMap, person: string): { mounts: unknown; lost: unknown } {
  const { mounts, lost } = resolveMounts(hub, people, person);
  return {
    mounts: mounts.map(({ volume, at, access, because }) => ({ volume, at, access, because })),
    lost: lost.map(({ volume, at, takenBy }) => ({ volume, at, takenBy })),
  };
}
