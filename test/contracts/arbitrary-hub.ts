import * as fc from "fast-check";
import type { VolumePolicy } from "../../src/index.ts";
import { group } from "./arbitrary-roster.ts";
import type { CaseNotebook } from "./cases.ts";

/** Names of hubs, made of the very words that our names are made of where that is allowed. */
export const hubName = fc.oneof(
  fc.constantFrom(
    "math",
    "m",
    "math8660",
    "mathuser",
    "users",
    "a-b",
    "on",
    "no",
    "null",
    "x-shareds",
    "h",
    "e1-2e3",
    "a".repeat(32),
  ),
  fc
    .stringMatching(/^[a-z][a-z0-9]{0,7}(-[a-z0-9]{1,4}){0,2}$/)
    .filter(
      (name) =>
        !name
          .split("-")
          .some((part) =>
            ["user", "shared", "db", "data", "proxy", "network", "jupyterhub", "notebook"].includes(part),
          ),
    ),
);

const access = fc.constantFrom("rw" as const, "ro" as const, "none" as const);
const common = {
  access: fc.record({ member: access, staff: access, admin: access }, { requiredKeys: [] }),
  groups: fc.oneof(
    { weight: 2, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.uniqueArray(group, { maxLength: 3 }) },
  ),
  scope: fc.constantFrom("hub" as const, "server" as const),
};
const optional = { requiredKeys: ["per", "at"] as ["per", "at"] };
const top = fc.constantFrom("/home/jovyan", "/data", "/srv/x");

const perPerson = fc.record(
  {
    per: fc.constant("person" as const),
    at: fc.constantFrom("/home/jovyan", "/home/jovyan/work", "/scratch//x/"),
    volumeName: fc.constantFrom(null, "hub-user-{person}"),
    ...common,
  },
  optional,
);
const perGroup = fc.record(
  {
    per: fc.constant("group" as const),
    at: fc
      .tuple(top, fc.constantFrom("{group}", "{group}-handouts", "g/{group}", "{group}/{group}"))
      .map(([a, b]) => `${a}/${b}` as `/${string}{group}`),
    volumeName: fc.constantFrom(null, null, "old-{group}", "{group}.{group}"),
    ...common,
    groups: fc.oneof(common.groups, fc.uniqueArray(fc.oneof(group, fc.constant("admin")), { maxLength: 3 })),
  },
  optional,
);
const perHub = fc.record(
  {
    per: fc.constant("hub" as const),
    at: fc.constantFrom("/data", "/home/jovyan/course", "/home/jovyan/x", "/srv/x/y"),
    volumeName: fc.constantFrom(null, "datasets"),
    ...common,
  },
  optional,
);
const dropBox = fc.record(
  {
    per: fc.constant("drop-box" as const),
    at: fc.constantFrom("/home/jovyan/{group}-submit" as const, "/home/jovyan/{group}" as const, "/b/{group}" as const),
    collectAt: fc.constantFrom(
      "/home/jovyan/{group}-submitted/{person}" as const,
      "/c/{person}-{group}" as const,
      "/home/jovyan/{group}-{person}" as const,
    ),
    closes: fc.constantFrom(
      null,
      "2026-12-11T23:59" as const,
      "2026-12-11T23:59:00" as const,
      "2027-01-01T00:00:01" as const,
    ),
    volumeName: fc.constantFrom(null, null, "box-{group}.{person}"),
    ...common,
  },
  { requiredKeys: ["per", "at", "collectAt"] },
);

/** Policies of all four kinds under keys that people and groups are called, too. What two of them collide on is not filtered out. */
export const volumes: fc.Arbitrary<Record<string, VolumePolicy>> = fc.dictionary(
  fc.constantFrom("home", "shared", "course", "inbox", "user", "data", "k", "k2", "work"),
  fc.oneof(perPerson, perGroup, perGroup, perHub, dropBox, dropBox) as fc.Arbitrary<VolumePolicy>,
  { minKeys: 1, maxKeys: 4 },
);

const limits = {
  memory: fc.oneof(
    fc.constant(null),
    fc.integer({ min: 1, max: 9 }).map((gibibytes) => gibibytes * 2 ** 30),
  ),
  cpus: fc.constantFrom(null, 0.5, 1, 2),
  gpus: fc.constantFrom("all" as const, 0, 1, 2),
};
const images = fc.dictionary(fc.constantFrom("R", "Julia", "x/a:1", "standard", "1"), fc.constantFrom("x/a:1", "x/b"));

/** Limits and images as in hub.json, for everyone and for groups. */
export const notebook: fc.Arbitrary<CaseNotebook["notebook"]> = fc.record({
  ...limits,
  idleAfter: fc.constant(null),
  maxAge: fc.constant(null),
  images,
  groups: fc.dictionary(
    fc.oneof(group, fc.constant("admin")),
    fc.record({
      limits: fc.record(limits, { requiredKeys: [] }),
      image: fc.constantFrom(null, null, "x/a:1", "x/c:1"),
      images,
    }),
    { maxKeys: 5 },
  ),
});
