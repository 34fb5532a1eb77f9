/** At most this many files are named; otherwise only their number is shown: `generate` and git show each. */
const MOST_NAMED = 5;

/**
 * Formats which generated files would be written.
 *
 * @param directory - Where they are written, below the definition.
 * @param stale - Paths below that directory. `missing` are those that do not exist yet.
 */
export function formatFiles(
  directory: string,
  { stale, missing }: { readonly stale: readonly string[]; readonly missing: readonly string[] },
): readonly string[] {
  const changed = stale.filter((path) => !missing.includes(path));
  return [
    ...linesOf("+", directory, missing, "not found"),
    ...linesOf("~", directory, changed, "the definition or hubwright changed"),
  ];
}

function linesOf(sign: string, directory: string, paths: readonly string[], because: string): readonly string[] {
  if (paths.length > MOST_NAMED) return [`${sign} ${paths.length} files in ${directory}/ (${because})`];
  return paths.map((path) => `${sign} file ${directory}/${path} (${because})`);
}
