// Which traits the types do not offer: those that hubwright sets itself, and secrets. `check` uses the same tables.
import { ownerOf, ROOTS } from "../../src/model/traits/owned.ts";
import { insteadOfSecret } from "../../src/model/traits/secret-traits.ts";

/** @typedef {import("../../src/model/traits/owned.ts").Family} Family */

/**
 * @param {string} className
 * @param {import("./committed-facts.mjs").Facts} facts
 * @returns {Family | undefined}
 */
export function familyOf(className, facts) {
  const line = [className, ...(facts.classes[className]?.bases ?? [])];
  const families = /** @type {readonly Family[]} */ (Object.keys(ROOTS));
  return families.find((family) => line.includes(ROOTS[family]));
}

/**
 * What to use instead of a trait.
 *
 * @param {Family | undefined} family - Of its class.
 * @param {string} definedBy
 * @param {string} trait
 */
export function instead(family, definedBy, trait) {
  const owner = family === undefined ? undefined : ownerOf([family], trait);
  return { owner, secret: insteadOfSecret(definedBy, trait) };
}
