import type { Files } from "../deployment/deployment.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { namedFunctions } from "../model/hub/named-functions.ts";
import { namesDefinedIn } from "../model/hub/python-names.ts";
import { nearest } from "../model/nearest.ts";
import type { Diagnostic } from "../model/problem/diagnostic.ts";

/**
 * The functions that traits name and no extraConfig file defines: without one, the hub would not start.
 *
 * @param extraConfig - The content of each file that the definition names in `extraConfig`, by its name.
 */
export function missingFunctions(hub: HubDefinition, extraConfig: Files): readonly Diagnostic[] {
  const uses = namedFunctions(hub);
  if (uses.length === 0) return [];
  const defined = hub.extraConfig.map((file) => namesDefinedIn(extraConfig[file] ?? ""));
  if (defined.includes(undefined)) return [];
  const names = [...new Set(defined.flatMap((each) => [...(each ?? [])]))];
  return uses
    .filter(({ name }) => !names.includes(name))
    .map(({ at, name }) => ({
      code: "function-missing",
      severity: "error",
      at,
      message:
        hub.extraConfig.length === 0
          ? `There is no extraConfig file that could define ${name}.`
          : `${hub.extraConfig.join(" and ")} ${hub.extraConfig.length === 1 ? "does" : "do"} not define ${name}.`,
      hint: hintFor(name, names, hub.extraConfig[0]),
    }));
}

function hintFor(name: string, names: readonly string[], file: string | undefined): string {
  const near = nearest(name, names);
  if (near !== undefined) return `Did you mean ${near}?`;
  return file === undefined
    ? `Define it in a Python file next to the definition, and write the file's name in extraConfig: ["hooks.py"].`
    : `Define it at the top level of ${file}: def ${name}(…).`;
}
