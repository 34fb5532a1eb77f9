import { isDeepStrictEqual } from "node:util";
import { shown } from "../../../model/problem/diagnostic.ts";
import { HubwrightError } from "../../../model/problem/hubwright-error.ts";
import { hint, hubwright, problem, type Problem } from "../../../model/problem/problem.ts";
import { addPackages, ambiguousPackages } from "../../../model/settings/add-packages.ts";
import { keepingDefaults } from "../../../model/settings/default-volumes.ts";
import { findField } from "../../../model/settings/field-path.ts";
import { type Manager, MANAGERS } from "../../../model/settings/package-name.ts";
import { policyOf, type VolumeFlags } from "../../../model/settings/new-volume.ts";
import { valueAt } from "../../../model/settings/value-at.ts";
import { nearest } from "../../../model/nearest.ts";
import type { Context, ExitCode } from "../../context.ts";
import { usage } from "../people/people.ts";
import { editDefinition, type EditFlags } from "./edit-definition.ts";

type Options = EditFlags & VolumeFlags & { readonly what: string; readonly names: readonly string[] };

/** `hubwright add pip|apt|conda PACKAGE…` and `hubwright add volume KEY`: adds packages or a volume to the definition. */
export async function add(context: Context, options: Options): Promise<ExitCode> {
  const { what, names } = options;
  const { per, at, access, groups, scope, collectAt, closes, volumeName } = options;
  const manager = MANAGERS.find((one) => one === what);
  if (manager !== undefined) {
    const flags = { per, at, access, groups, scope, collectAt, closes, volumeName };
    if (Object.values(flags).every((flag) => flag === undefined)) return addToImage(context, options, manager);
    context.terminal.report(
      problem(
        "bad-usage",
        "A package has no options such as --per and --at.",
        hint`For a volume: ${hubwright("add", "volume", "KEY")} --per group --at PATH`,
      ),
    );
    return 64;
  }
  const [key, ...others] = names;
  if (what === "volume" && key !== undefined && others.length === 0) return addVolume(context, options, key);
  const near = nearest(what, [...MANAGERS, "volume"]);
  if (what !== "volume") {
    const next = near === undefined ? "Write pip, apt, conda or volume." : `Did you mean ${near}?`;
    context.terminal.report(problem("bad-usage", `${shown(what)} cannot be added.`, next));
    return 64;
  }
  return usage(context, hint`${hubwright("add", "volume", "KEY")} --per group --at PATH`);
}

function addToImage(context: Context, options: Options, manager: Manager): Promise<ExitCode> {
  return editDefinition(context, options, (input, { file }) => {
    const [first] = ambiguousPackages(input, manager, options.names);
    if (first === undefined) return addPackages(input, manager, options.names);
    throw HubwrightError.of(
      "definition-not-editable",
      `notebook.${manager} in ${file} has the package ${first} more than once, so it is not clear which one to replace. Nothing was changed.`,
      "Make the change by hand.",
    );
  });
}

function isProblem(policy: ReturnType<typeof policyOf>): policy is Problem {
  return "code" in policy;
}

async function addVolume(context: Context, options: Options, key: string): Promise<ExitCode> {
  const policy = policyOf(options);
  if (isProblem(policy)) {
    context.terminal.report(
      problem("bad-usage", policy.message, hint`Usage: ${hubwright("add", "volume", key)} --per group --at PATH`),
    );
    return 64;
  }
  // A key that no object can have as a field of its own.
  const field = findField(`volumes[${JSON.stringify(key)}]`);
  if ("code" in field) {
    context.terminal.report(field);
    return 1;
  }
  return editDefinition(context, options, (input, { hub, file }) => {
    const at = ["volumes", key];
    const present = valueAt(input, at);
    if (isDeepStrictEqual(present, policy)) return { edits: [], notes: [`The volume ${key} is already in ${file}.`] };
    if (Object.hasOwn(hub.volumes, key))
      throw HubwrightError.of(
        "volume-exists",
        `The hub already has a volume with the key ${shown(key)}.`,
        hint`Change one of its fields: ${hubwright("set", `volumes.${key}.at`, "PATH")}`,
      );
    return keepingDefaults(input, { do: "set", at, value: policy });
  });
}
