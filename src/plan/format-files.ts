/** So many files are named; of more, their number says enough: `generate` and git show each. */
const MOST_NAMED = 5;

/**
 * Says which generated files would be written, for people.
 *
 * @param directory - Where they go, below the definition.
 * @param stale - Below that directory. `missing` are those of them that are not there yet.
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
