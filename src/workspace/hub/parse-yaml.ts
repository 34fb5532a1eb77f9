import { parse } from "yaml";

/**
 * Reads YAML; an error names its line.
 *
 * In a file of its own, which is loaded when a definition is in YAML: bundled, `import("yaml")` would give no `parse`.
 */
export function parseYaml(text: string): unknown {
  return parse(text, { prettyErrors: true });
}
