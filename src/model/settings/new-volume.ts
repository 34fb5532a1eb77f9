import type { TraitValue } from "../traits/trait-value.ts";
import { type Problem, problem } from "../problem/problem.ts";

/** What people type to describe a volume. */
export interface VolumeFlags {
  readonly per?: string;
  readonly at?: string;
  readonly access?: string;
  readonly groups?: string;
  readonly scope?: string;
  readonly collectAt?: string;
  readonly closes?: string;
  readonly volumeName?: string;
}

/** The policy that some options describe, as data. Whether its values are right is checked with the rest of the definition. */
export function policyOf(flags: VolumeFlags): { readonly [field: string]: TraitValue } | Problem {
  const { per, at, collectAt, closes, scope, volumeName } = flags;
  if (per === undefined || at === undefined)
    return problem(
      "bad-usage",
      "A volume needs --per and --at.",
      "For example, for a folder for each group: --per group --at '/home/jovyan/{group}'",
    );
  const access = flags.access === undefined ? undefined : accessOf(flags.access);
  if (access === null)
    return problem(
      "bad-usage",
      `--access must be a list such as member=ro,staff=rw, not ${JSON.stringify(flags.access)}.`,
      "Write member, staff or admin, then = and rw, ro or none.",
    );
  const groups = flags.groups?.split(",").map((group) => group.trim());
  const fields = { per, at, collectAt, closes, access, groups, scope, volumeName };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    readonly [field: string]: TraitValue;
  };
}

/** `member=ro,staff=rw` as an object; null if it is not written like that. */
function accessOf(text: string): { readonly [standing: string]: string } | null {
  const pairs = text.split(",").map((pair) => /^\s*(\w+)=(\w+)\s*$/.exec(pair));
  const access = new Map(pairs.flatMap((pair) => (pair === null ? [] : [[pair[1] ?? "", pair[2] ?? ""] as const])));
  return access.size === pairs.length && !pairs.includes(null) ? Object.fromEntries(access) : null;
}
