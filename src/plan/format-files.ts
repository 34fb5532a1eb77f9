import type { Origin } from "../deployment/deployment.ts";

/** At most this many files are named; otherwise only their number is shown: `generate` and git show each. */
const MOST_NAMED = 5;

/**
 * Formats which generated files would be written.
 *
 * @param directory - Where they are written, below the definition.
 * @param stale - Paths below that directory. `missing` are those that do not exist yet. `changed`: which of their origins are different now;
 *   empty if that is not known.
 */
export function formatFiles(
  directory: string,
  {
    stale,
    missing,
    changed,
  }: {
    readonly stale: readonly string[];
    readonly missing: readonly string[];
    readonly changed: readonly (keyof Origin)[];
  },
): readonly string[] {
  const outdated = stale.filter((path) => !missing.includes(path));
  const because = changed.map((source) => CHANGED[source]).join(" and ") || "the definition or hubwright changed";
  return [...linesOf("+", directory, missing, "not found"), ...linesOf("~", directory, outdated, because)];
}

const CHANGED: { readonly [source in keyof Origin]: string } = {
  definition: "the definition changed",
  id: "the hub's ID changed",
  hubwright: "hubwright was updated",
};

function linesOf(sign: string, directory: string, paths: readonly string[], because: string): readonly string[] {
  if (paths.length > MOST_NAMED) return [`${sign} ${paths.length} files in ${directory}/ (${because})`];
  return paths.map((path) => `${sign} file ${directory}/${path} (${because})`);
}
