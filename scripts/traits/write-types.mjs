// Writes the types of traits, with ts-morph: an interface for each class, in a file for each package.
import { IndentationText, Project, StructureKind } from "ts-morph";
import { alternativesOf, parseTraitType } from "../../src/model/traits/trait-type.ts";
import { CLASSES, nameOf } from "./classes.mjs";
import { familyOf, instead } from "./refusals.mjs";
import { classMaps } from "./write-class-maps.mjs";

/** @typedef {import("./committed-facts.mjs").Facts} Facts */
/** @typedef {import("./committed-facts.mjs").Fact} Fact */
/** @typedef {import("./committed-facts.mjs").ClassFacts} ClassFacts */

const NOTICE = "// Written by npm run traits. Do not edit.\n\n";
const GENERIC = "V extends Generation = Generation";
/** The values that generated types may use, in trait-value.ts. */
const VALUES = [
  "ByteSize",
  "CommandLine",
  "Dict",
  "Generation",
  "NamedFunction",
  "OnlyIn",
  "PythonObject",
  "SecretTrait",
  "SetByHubwright",
  "TraitValue",
];

/**
 * The text of each file in src/model/traits/classes, by its name.
 *
 * @param {Facts} facts
 * @returns {{ readonly [file: string]: string }}
 */
export function typeFiles(facts) {
  const project = new Project({
    useInMemoryFileSystem: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces },
  });
  const packages = [...new Set(Object.values(facts.classes).map((each) => each.package))];
  const files = packages.map((name) => {
    const file = project.createSourceFile(`${name}.ts`);
    for (const [className, each] of Object.entries(facts.classes))
      if (each.package === name) file.addInterface(interfaceOf(className, each, facts));
    importWhatIsUsed(file, facts, name);
    return file;
  });
  files.push(project.createSourceFile("known-classes.ts", classMaps(facts)));
  return Object.fromEntries(files.map((file) => [file.getBaseName(), `${NOTICE}${file.getFullText()}`]));
}

/**
 * @param {string} className
 * @param {ClassFacts} each
 * @param {Facts} facts
 * @returns {import("ts-morph").OptionalKind<import("ts-morph").InterfaceDeclarationStructure>}
 */
function interfaceOf(className, each, facts) {
  return {
    name: `${className}Traits`,
    isExported: true,
    typeParameters: [GENERIC],
    docs: [{ description: `Traits of ${each.paths[0]}.` }],
    extends: nearestBases(each, facts).map((base) => extended(base, className, facts)),
    properties: Object.entries(each.traits).map(([trait, fact]) => ({
      kind: StructureKind.PropertySignature,
      name: trait,
      isReadonly: true,
      hasQuestionToken: true,
      type: typeOf(className, trait, fact, facts),
      docs: [{ description: docOf(className, trait, fact) }],
    })),
  };
}

/**
 * The known bases that no other base is made from.
 *
 * @param {ClassFacts} each
 * @param {Facts} facts
 */
function nearestBases({ bases }, facts) {
  const known = bases.filter((name) => name in facts.classes);
  return known.filter((name) => !known.some((other) => facts.classes[other]?.bases.includes(name)));
}

/**
 * A base without the traits that the class does not have or has with another type.
 *
 * @param {string} base
 * @param {string} className
 * @param {Facts} facts
 */
function extended(base, className, facts) {
  const whole = `${base}Traits<V>`;
  const { without = [] } = facts.classes[className] ?? {};
  const inherited = new Set(lineOf(base, facts).flatMap((name) => Object.keys(facts.classes[name]?.traits ?? {})));
  const left = [...inherited]
    .filter(
      (trait) => without.includes(trait) || factOf(base, trait, facts)?.type !== factOf(className, trait, facts)?.type,
    )
    .sort();
  return left.length === 0 ? whole : `Omit<${whole}, ${left.map((trait) => JSON.stringify(trait)).join(" | ")}>`;
}

/**
 * A class and its bases, the nearest first.
 *
 * @param {string} className
 * @param {Facts} facts
 */
function lineOf(className, facts) {
  return [className, ...(facts.classes[className]?.bases ?? [])];
}

/**
 * @param {string} className
 * @param {string} trait
 * @param {Facts} facts
 * @returns {Fact | undefined}
 */
function factOf(className, trait, facts) {
  const found = lineOf(className, facts).map((name) => facts.classes[name]?.traits[trait]);
  return found.find((fact) => fact !== undefined);
}

/**
 * @param {string} className
 * @param {string} trait
 * @param {Fact} fact
 * @param {Facts} facts
 */
function typeOf(className, trait, { type, definedBy = className, only }, facts) {
  const { owner, secret } = instead(familyOf(className, facts), definedBy, trait);
  if (owner !== undefined) return `SetByHubwright<${JSON.stringify(owner)}>`;
  if (secret !== undefined) return `SecretTrait<${JSON.stringify(secret)}>`;
  const written = typeText(parseTraitType(type));
  return only === undefined ? written : `OnlyIn<${JSON.stringify(only)}, V, ${written}>`;
}

/** @type {{ readonly [kind: string]: string }} */
const NAMES = {
  any: "TraitValue",
  bool: "boolean",
  class: "string",
  command: "CommandLine",
  false: "false",
  float: "number",
  function: "NamedFunction",
  int: "number",
  null: "null",
  size: "ByteSize",
  text: "string",
};

/**
 * @param {import("../../src/model/traits/trait-type.ts").TraitType} type
 * @returns {string}
 */
function typeText(type) {
  if ("value" in type) return JSON.stringify(type.value);
  const of = type.of.map((each) => typeText(each));
  switch (type.kind) {
    case "union": {
      // No plain data is a Python object, so an alternative to it is what can be written.
      const plain = alternativesOf(type).filter(({ kind }) => kind !== "bytes" && kind !== "object");
      const hasOther = plain.some(({ kind }) => kind !== "null");
      const written = [...(hasOther ? [] : ["PythonObject"]), ...plain.map((each) => typeText(each))];
      return [...new Set(written)].join(" | ");
    }
    case "list":
    case "set":
      return `readonly ${(of[0] ?? "").includes("|") ? `(${of[0]})` : of[0]}[]`;
    case "tuple":
      return `readonly [${of.join(", ")}]`;
    case "dict":
      return `Dict<${of[1]}>`;
    default:
      return NAMES[type.kind] ?? "PythonObject";
  }
}

/**
 * @param {string} className
 * @param {string} trait
 * @param {Fact} fact
 */
function docOf(className, trait, { definedBy = className, default: value, computed, deprecated, only }) {
  const { see, anchor } = pageOf(definedBy);
  const page =
    anchor === undefined ? see : `${only === "5.5" ? see.replace("/stable/", "/5.5.4/") : see}#${anchor}.${trait}`;
  return [
    "",
    ...(only === undefined ? [] : [`Only in JupyterHub ${only}.`]),
    ...(deprecated ? ["@deprecated"] : []),
    `@defaultValue ${computed ? "computed" : `\`${inComment(value)}\``}`,
    `@see ${page}`,
  ].join("\n");
}

/** @param {unknown} value */
function inComment(value) {
  return JSON.stringify(value).replaceAll("*/", "*\\/").replaceAll("`", "'");
}

/** @param {string} className */
function pageOf(className) {
  const known = CLASSES.find(({ paths }) => nameOf(paths[0] ?? "") === className);
  if (known === undefined) throw new Error(`classes.mjs has no class ${className}.`);
  return known;
}

/**
 * @param {import("ts-morph").SourceFile} file
 * @param {Facts} facts
 * @param {string} own - The package of the file.
 */
function importWhatIsUsed(file, facts, own) {
  const text = file.getFullText();
  const uses = (/** @type {string} */ name) =>
    new RegExp(`\\b${name}\\b`).test(text.replaceAll(/\/\*\*[^]*?\*\//g, ""));
  file.addImportDeclaration({
    isTypeOnly: true,
    moduleSpecifier: "../trait-value.ts",
    namedImports: VALUES.filter((name) => uses(name)),
  });
  /** @type {Map<string, string[]>} */
  const others = new Map();
  for (const [name, each] of Object.entries(facts.classes))
    if (each.package !== own && uses(`${name}Traits`))
      others.set(each.package, [...(others.get(each.package) ?? []), `${name}Traits`]);
  for (const [name, namedImports] of others)
    file.addImportDeclaration({ isTypeOnly: true, moduleSpecifier: `./${name}.ts`, namedImports });
}
