// Traits in the JSON schema of a hub: names to complete and values to check. Classes and traits that it does not know are allowed.
import { alternativesOf, parseTraitType } from "../../src/model/traits/trait-type.ts";
import { committedFacts } from "./committed-facts.mjs";
import { familyOf, instead } from "./refusals.mjs";
import { IN_EFFECT } from "./write-class-maps.mjs";

/** @typedef {import("ts-json-schema-generator").Schema} Schema */
/** @typedef {import("./committed-facts.mjs").Fact} Fact */
/** @typedef {import("./committed-facts.mjs").Facts} Facts */

/** @returns {{ readonly traits: Schema, readonly definitions: { readonly [name: string]: Schema } }} the field `traits`, and what it refers to. */
export function traitSchema() {
  const facts = committedFacts();
  const names = [...new Set([...Object.keys(facts.classes), ...Object.keys(IN_EFFECT)])].sort();
  const definitions = Object.keys(facts.classes).map((name) => [`${name}Traits`, classSchema(name, facts)]);
  return {
    traits: {
      type: "object",
      properties: Object.fromEntries(names.map((name) => [name, allOf(IN_EFFECT[name] ?? [name])])),
      additionalProperties: { type: "object" },
    },
    definitions: { ...Object.fromEntries(definitions), NamedFunction: NAMED_FUNCTION },
  };
}

/** @type {Schema} */
const NAMED_FUNCTION = {
  type: "object",
  properties: { function: { type: "string" } },
  required: ["function"],
  additionalProperties: false,
  description: "A function that one of the files in extraConfig defines.",
};

/**
 * @param {readonly string[]} names
 * @returns {Schema}
 */
function allOf(names) {
  const refs = names.map((name) => ({ $ref: `#/definitions/${name}Traits` }));
  const [only] = refs;
  return only !== undefined && refs.length === 1 ? only : { type: "object", allOf: refs };
}

/**
 * @param {string} name
 * @param {Facts} facts
 * @returns {Schema}
 */
function classSchema(name, facts) {
  const { bases = [], traits = {} } = facts.classes[name] ?? {};
  const family = familyOf(name, facts);
  const offered = Object.entries(traits).filter(([trait, { definedBy = name }]) => {
    const { owner, secret } = instead(family, definedBy, trait);
    return definedBy === name && owner === undefined && secret === undefined;
  });
  const nearest = bases.filter(
    (base) => base in facts.classes && !bases.some((other) => facts.classes[other]?.bases.includes(base)),
  );
  return {
    type: "object",
    ...(nearest.length > 0 ? { allOf: nearest.map((base) => ({ $ref: `#/definitions/${base}Traits` })) } : {}),
    properties: Object.fromEntries(
      offered.map(([trait, fact]) => [trait, traitOf(fact, !isOtherwiseInOthers(name, trait, fact, facts))]),
    ),
  };
}

/**
 * Whether a class that is made from this one accepts something else, which this class's part of the schema must then not refuse.
 *
 * @param {string} name
 * @param {string} trait
 * @param {Fact} fact
 * @param {Facts} facts
 */
function isOtherwiseInOthers(name, trait, { type }, { classes }) {
  return Object.values(classes).some(
    ({ bases, traits }) => bases.includes(name) && traits[trait] !== undefined && traits[trait].type !== type,
  );
}

/**
 * @param {Fact} fact
 * @param {boolean} isChecked
 * @returns {Schema}
 */
function traitOf({ type, default: value, computed, deprecated, only }, isChecked) {
  return {
    ...(isChecked ? valueOf(parseTraitType(type)) : {}),
    ...(only === undefined ? {} : { description: `Only in JupyterHub ${only}.` }),
    ...(computed ? {} : { default: /** @type {any} */ (value) }),
    ...(deprecated ? { deprecated: true } : {}),
  };
}

/** @type {{ readonly [kind: string]: Schema }} */
const VALUES = {
  any: {},
  bool: { type: "boolean" },
  class: { type: "string" },
  command: { type: ["string", "array"], items: { type: "string" } },
  false: { const: false },
  float: { type: "number" },
  function: { $ref: "#/definitions/NamedFunction" },
  int: { type: "integer" },
  null: { type: "null" },
  size: { type: ["number", "string"], pattern: "^[0-9]+([.][0-9]+)?[KMGT]$" },
  text: { type: "string" },
};

/**
 * @param {import("../../src/model/traits/trait-type.ts").TraitType} type
 * @returns {Schema}
 */
function valueOf(type) {
  if ("value" in type) return { const: type.value };
  switch (type.kind) {
    case "union": {
      const plain = alternativesOf(type).filter(({ kind }) => kind !== "bytes" && kind !== "object");
      const values = plain.flatMap((each) => ("value" in each ? [each.value] : []));
      const others = plain.filter((each) => !("value" in each)).map((each) => valueOf(each));
      return others.length === 0
        ? { enum: values }
        : { anyOf: [...(values.length > 0 ? [{ enum: values }] : []), ...others] };
    }
    case "list":
    case "set":
    case "tuple": {
      const [item, ...more] = type.of;
      return { type: "array", ...(item === undefined || more.length > 0 ? {} : { items: valueOf(item) }) };
    }
    case "dict": {
      const value = type.of[1];
      return { type: "object", ...(value === undefined ? {} : { additionalProperties: valueOf(value) }) };
    }
    default:
      return VALUES[type.kind] ?? { not: {} };
  }
}
