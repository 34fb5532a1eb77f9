// What is known about traits, as committed in facts.json.
import { readFileSync } from "node:fs";

/** @typedef {import("./packages.mjs").Generation} Generation */

/**
 * A trait: its type in the notation of src/model/traits/trait-type.ts, the base that defines it if its class does not, its default unless
 * it is computed, and the only generation that has it.
 * @typedef {{ readonly type: string, readonly definedBy?: string, readonly default?: unknown, readonly computed?: true, readonly deprecated?: true, readonly only?: Generation }} Fact
 */
/**
 * A class: all its bases with the nearest first, traits of its bases that it does not have (`without`), and the traits that it defines or
 * inherits with another type or default.
 * @typedef {{ readonly package: string, readonly paths: readonly string[], readonly bases: readonly string[], readonly only?: Generation, readonly without?: readonly string[], readonly traits: { readonly [trait: string]: Fact } }} ClassFacts
 */
/**
 * The versions that were read, by generation and package, and the classes by name.
 * @typedef {{ readonly versions: { readonly [generation: string]: { readonly [name: string]: string } }, readonly classes: { readonly [name: string]: ClassFacts } }} Facts
 */

/** @returns {Facts} */
export function committedFacts() {
  return JSON.parse(readFileSync(new URL("facts.json", import.meta.url), "utf8"));
}
