import { formatPath } from "../../../model/problem/format-problem.ts";
import { shown } from "../../../model/problem/diagnostic.ts";
import { problem } from "../../../model/problem/problem.ts";
import type { PlannedEdits } from "../../../model/settings/add-packages.ts";
import { keepingDefaults, withDefaults } from "../../../model/settings/default-volumes.ts";
import type { DefinitionEdit } from "../../../model/settings/definition-edit.ts";
import { type Field, findField } from "../../../model/settings/field-path.ts";
import { MANAGERS, packageName } from "../../../model/settings/package-name.ts";
import { valueAt } from "../../../model/settings/value-at.ts";
import type { Context, ExitCode } from "../../context.ts";
import { editDefinition, type EditFlags } from "./edit-definition.ts";

/** `hubwright unset FIELD [ITEM…]`: removes a field of the definition, so that its default applies, or items of a list. */
export async function unset(
  context: Context,
  options: EditFlags & { readonly field: string; readonly items: readonly string[] },
): Promise<ExitCode> {
  const { terminal } = context;
  const { items } = options;
  const field = findField(options.field);
  if ("code" in field) {
    terminal.report(field);
    return 1;
  }
  const { at, type } = field;
  if (items.length > 0 && type.takes?.includes("texts") !== true) {
    terminal.report(
      problem(
        "bad-usage",
        `${formatPath(at)} is not a list, so there is nothing to remove from it.`,
        "Write only the field.",
      ),
    );
    return 64;
  }
  return editDefinition(context, options, (input, { file }) =>
    items.length > 0 ? withoutItems(input, field, items, file) : withoutField(input, field, file),
  );
}

function withoutField(input: unknown, { at }: Field, file: string): PlannedEdits {
  if (valueAt(withDefaults(input, at), at) === undefined)
    return { edits: [], notes: [`${formatPath(at)} is not set in ${file}.`] };
  return keepingDefaults(input, { do: "unset", at });
}

/** Removes texts of a list. A package may be named without its version. */
function withoutItems(input: unknown, { at }: Field, items: readonly string[], file: string): PlannedEdits {
  const value = valueAt(input, at);
  const list = Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  const manager = MANAGERS.find((one) => one === at.at(-1));
  const edits: DefinitionEdit[] = [];
  const notes: string[] = [];
  for (const item of items) {
    const found = list.includes(item)
      ? [item]
      : list.filter(
          (one) => manager !== undefined && packageName(manager, one) === packageName(manager, item) && isName(item),
        );
    for (const one of found) edits.push({ do: "remove-item", at, item: one });
    if (found.length === 0) notes.push(`${shown(item)} is not in ${formatPath(at)} in ${file}.`);
  }
  return { edits, notes };
}

function isName(item: string): boolean {
  return /^[\w.-]+$/.test(item);
}
