/** How a definition is written. hub.ts, hub.mjs and so on are all TypeScript here. */
export type Language = "typescript" | "yaml" | "json";

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
