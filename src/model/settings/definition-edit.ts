import type { TraitValue } from "../traits/trait-value.ts";
import { valueAt, withValueAt } from "./value-at.ts";

/** One change of a definition. `at` is the path of field names. */
export type DefinitionEdit =
  /** Sets a field. Objects around it that are missing are created. `after`: the field of the same object that a new one is written after. */
  | { readonly do: "set"; readonly at: readonly string[]; readonly value: TraitValue; readonly after?: string }
  /** Removes a field, and the objects around it that then have no meaning. */
  | { readonly do: "unset"; readonly at: readonly string[] }
  /** Adds a text to the end of a list, which is created if it is missing. */
  | { readonly do: "append"; readonly at: readonly string[]; readonly value: string }
  /** Replaces a text in a list. */
  | { readonly do: "replace-item"; readonly at: readonly string[]; readonly item: string; readonly value: string }
  /** Removes a text from a list; the list stays, even if it is empty then. */
  | { readonly do: "remove-item"; readonly at: readonly string[]; readonly item: string };

/** The definition that an edit makes of another one, as data. */
export function edited(input: unknown, edit: DefinitionEdit): unknown {
  const { at } = edit;
  if (edit.do === "set") return withValueAt(input, at, edit.value);
  if (edit.do === "unset") return withValueAt(input, at, undefined);
  const old = valueAt(input, at);
  const list: readonly unknown[] = Array.isArray(old) ? old : [];
  if (edit.do === "append") return withValueAt(input, at, [...list, edit.value]);
  if (!list.includes(edit.item)) return input;
  if (edit.do === "replace-item")
    return withValueAt(
      input,
      at,
      list.map((one) => (one === edit.item ? edit.value : one)),
    );
  return withValueAt(
    input,
    at,
    list.filter((one) => one !== edit.item),
  );
}

/** What an edit writes at one of the levels of its path: the value, and the objects around it from there on. */
export function valueFrom(edit: DefinitionEdit, level: number): TraitValue {
  const value = edit.do === "set" ? edit.value : edit.do === "append" ? [edit.value] : null;
  return edit.at.slice(level).reduceRight<TraitValue>((inner, key) => ({ [key]: inner }), value);
}

/** Whether an edit has nothing to do where there is nothing yet. */
export function needsSomething(edit: DefinitionEdit): boolean {
  return edit.do === "unset" || edit.do === "remove-item" || edit.do === "replace-item";
}
