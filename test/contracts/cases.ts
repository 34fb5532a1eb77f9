import { readFileSync } from "node:fs";
import { effectiveAccess } from "../../src/access/effective-access.ts";
import { resolveMounts } from "../../src/access/mounts-for.ts";
import { notebookFor } from "../../src/access/notebook-for.ts";
import { staffReach } from "../../src/access/open-to-staff.ts";
import type { Diagnostic } from "../../src/model/problem/diagnostic.ts";
import { sayHint } from "../../src/model/problem/format-problem.ts";
import type { GroupMap } from "../../src/model/roster/group-map.ts";
import { defineHub, type HubDefinition } from "../../src/model/hub/hub.ts";
import type { Images, ResolvedLimits } from "../../src/model/hub/notebook.ts";
import { bytesOf, memorySize } from "../../src/model/hub/quantity.ts";
import type { ResolvedPolicy } from "../../src/model/hub/resolved-policy.ts";
import type { ResolvedStaff } from "../../src/model/hub/staff.ts";

/** The part of hub.json that decides mounts. */
export interface CaseHub {
  readonly hub: string;
  readonly volumes: readonly ResolvedPolicy[];
}

/** The part of hub.json that decides whose servers staff open. */
export interface CaseStaff {
  readonly volumes: readonly ResolvedPolicy[];
  readonly staff: ResolvedStaff;
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

/** Whom staff look after, as the cases write it. */
export function reachAsCase({ staff, ...hub }: CaseHub & CaseStaff, people: GroupMap): unknown {
  return Object.fromEntries(staffReach({ ...hubOf(hub), staff }, people));
}

/** What decides who can really use what, besides the list. */
export interface CaseEffective extends CaseStaff {
  /** `"math"` if left out. */
  readonly hub?: string;
  readonly admins: { readonly access: boolean };
  /** Whether people sign in with passwords that the hub derives. */
  readonly passwords: boolean;
  readonly timezone: string;
  readonly now: string;
}

/** Who can really use what, in the order of the list: each volume with its access, way, server and reason. */
export function effectiveAsCase(
  { hub: name = "math", staff, admins, passwords, timezone, now, volumes }: CaseEffective,
  people: GroupMap,
) {
  const usual = defineHub(
    passwords ? { name: "math" } : { name: "math", signIn: { kind: "custom", authenticator: "x.Y" } },
  );
  const hub = { ...usual, ...hubOf({ hub: name, volumes }), signIn: usual.signIn, staff, timezone };
  const found = effectiveAccess({ ...hub, admins: { ...hub.admins, ...admins } }, people, { now: new Date(now) });
  return [...found].map(
    (one) =>
      [
        one.person,
        one.volumes.map(({ volume, access, way, server, because }) => [volume, access, way, server, because] as const),
      ] as const,
  );
}

/** The part of hub.json that decides what a server is made of, without what is no person's. */
export interface CaseNotebook {
  readonly hub: string;
  readonly notebook: CaseLimits & {
    readonly images: Images;
    readonly groups: {
      readonly [group: string]: {
        readonly limits: Partial<CaseLimits>;
        readonly image: string | null;
        readonly images: Images;
      };
    };
  };
}

/** Limits with memory in bytes, a whole number of MiB. */
export interface CaseLimits {
  readonly memory: number | null;
  readonly cpus: number | null;
  readonly gpus: number | "all";
}

/** Limits and images as the cases write them. */
export function notebookAsCase({ hub, notebook }: CaseNotebook, people: GroupMap, person: string): unknown {
  const { images, groups, ...limits } = notebook;
  const definition = defineHub({ name: "math" });
  const found = notebookFor(
    {
      ...definition,
      name: hub,
      notebook: {
        ...definition.notebook,
        limits: { ...definition.notebook.limits, ...limitsOf(limits) },
        images,
        groups: Object.fromEntries(
          Object.entries(groups).map(([group, given]) => [group, { ...given, limits: limitsOf(given.limits) }]),
        ),
      },
    },
    people,
    person,
  );
  const { memory } = found.limits;
  return {
    limits: { ...found.limits, memory: memory === null ? null : (bytesOf(memory) ?? null) },
    images: found.images,
  };
}

function limitsOf({ memory, cpus, gpus }: Partial<CaseLimits>): Partial<ResolvedLimits> {
  return {
    ...(memory === undefined ? {} : { memory: memory === null ? null : memorySize(memory / 2 ** 20, "MiB") }),
    ...(cpus === undefined ? {} : { cpus }),
    ...(gpus === undefined ? {} : { gpus }),
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

/** Diagnostics as the hub's Python writes them in full. */
export function diagnosticsAsCase(diagnostics: readonly Diagnostic[]): readonly CaseDiagnostic[] {
  return diagnostics.map((diagnostic) => ({
    ...placeAsCase(diagnostic),
    message: diagnostic.message,
    hint: sayHint(diagnostic.hint),
  }));
}

/** A diagnostic as both languages write it. */
export interface CaseDiagnostic extends Pick<Diagnostic, "code" | "severity" | "line" | "word" | "message"> {
  readonly hint: string;
}

/** A diagnostic without its texts, as most cases write it: `texts.json` has one case for each text. */
export function placeAsCase({
  code,
  severity,
  line,
  word,
}: Diagnostic): Pick<Diagnostic, "code" | "severity" | "line" | "word"> {
  return {
    code,
    severity,
    ...(line === undefined ? {} : { line }),
    ...(word === undefined ? {} : { word }),
  };
}

/** Mounts as the cases write them. */
export function mountsAsCase(
  hub: HubDefinition,
  people: GroupMap,
  person: string,
  closed: readonly string[] = [],
): { mounts: unknown; lost: unknown } {
  const { mounts, lost } = resolveMounts(hub, people, person, { closed });
  return {
    mounts: mounts.map(({ volume, at, access, because }) => ({ volume, at, access, because })),
    lost: lost.map(({ volume, at, takenBy }) => ({ volume, at, takenBy })),
  };
}
