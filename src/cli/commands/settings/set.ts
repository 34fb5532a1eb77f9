import { isDeepStrictEqual } from "node:util";
import { formatPath } from "../../../model/problem/format-problem.ts";
import { shown } from "../../../model/problem/diagnostic.ts";
import { keepingDefaults } from "../../../model/settings/default-volumes.ts";
import { findField } from "../../../model/settings/field-path.ts";
import { readValue } from "../../../model/settings/field-value.ts";
import { valueAt } from "../../../model/settings/value-at.ts";
import type { Context, ExitCode } from "../../context.ts";
import { editDefinition, type EditFlags } from "./edit-definition.ts";

/** `hubwright set FIELD VALUE…`: sets a field of the definition, and leaves everything else in the file as it is. */
export async function set(
  context: Context,
  options: EditFlags & { readonly field: string; readonly values: readonly string[] },
): Promise<ExitCode> {
  const { terminal } = context;
  const field = findField(options.field);
  if ("code" in field) {
    terminal.report(field);
    return 1;
  }
  const read = readValue(field, options.values);
  if ("code" in read) {
    terminal.report(read);
    return 1;
  }
  const { at } = field;
  const { value } = read;
  return editDefinition(context, options, (input, { file }) => {
    if (isDeepStrictEqual(valueAt(input, at), value))
      return { edits: [], notes: [`${formatPath(at)} is already ${shown(value)} in ${file}.`] };
    return keepingDefaults(input, { do: "set", at, value });
  });
}
