import type { TraitValue } from "../../model/hub/sign-in.ts";

/** How a definition is written. hub.ts, hub.mjs and so on are all TypeScript here. */
export type Language = "typescript" | "yaml" | "json";

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

/** How an edit treats what it cannot change where it is written. */
export interface EditOptions {
  /**
   * `"refuse"`, the default, changes nothing. `"override"` is for a copy of a definition, and only for fields of the hub itself: it writes the new
   * value over a computed one, and after whatever could set the field too.
   */
  readonly otherwise?: "refuse" | "override";
}

/** Why a definition was not edited, and where. */
export interface Refused {
  /** Both counted from 1. */
  readonly line: number;
  readonly column: number;
  /** What is there, as a sentence. */
  readonly reason: string;
  /** What to write by hand. */
  readonly byHand: string;
}

/** The language of a definition's file, from its name. */
export function languageOf(file: string): Language {
  if (/\.ya?ml$/.test(file)) return "yaml";
  return file.endsWith(".json") ? "json" : "typescript";
}
