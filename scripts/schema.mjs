// The JSON schema of a hub: the fields of a hub for editors, made from the type HubFile, and the traits that are known.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createJiti } from "jiti";
import {
  createFormatter,
  createParser,
  createProgram,
  DEFAULT_CONFIG,
  IntersectionNodeParser,
  SchemaGenerator,
  StringType,
} from "ts-json-schema-generator";

const path = (/** @type {string} */ relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));

/**
 * Writes the schema to a file.
 *
 * @param {string} file
 */
export async function writeSchema(file) {
  const config = {
    ...DEFAULT_CONFIG,
    path: path("src/model/hub/hub.ts"),
    tsconfig: path("tsconfig.json"),
    type: "HubFile",
    // `npm run check` checks the types.
    skipTypeCheck: true,
    additionalProperties: false,
    extraTags: ["defaultValue"],
  };
  const program = createProgram(config);
  const parser = createParser(program, config, (all) => all.addNodeParser(new TextParser(program.getTypeChecker())));
  const generator = new SchemaGenerator(program, parser, createFormatter(config), config);
  /** @type {import("ts-json-schema-generator").Schema} */
  const schema = withDefaults(generator.createSchema("HubFile"));
  const hub = schema.definitions?.["HubFields"];
  if (typeof hub !== "object" || hub.properties === undefined) throw new Error("The schema has no fields of a hub.");
  const { traits, definitions } = await knownTraits();
  const described = /** @type {object} */ (hub.properties["traits"]);
  hub.properties = {
    ...hub.properties,
    traits: { ...described, ...traits },
    // It tells an editor where a hub.json's schema is; hubwright ignores it when it reads the file.
    $schema: { type: "string" },
  };
  schema.definitions = { ...schema.definitions, ...definitions };
  writeFileSync(file, `${JSON.stringify({ title: "A hub of hubwright", ...schema }, undefined, 2)}\n`);
}

/** @returns {Promise<ReturnType<import("./traits/trait-schema.mjs").traitSchema>>} */
async function knownTraits() {
  // It imports TypeScript, which Node 20 cannot run.
  /** @type {typeof import("./traits/trait-schema.mjs")} */
  const { traitSchema } = await createJiti(import.meta.url, { fsCache: false }).import("./traits/trait-schema.mjs");
  return traitSchema();
}

/** An intersection of two string types, such as a path with both group and person in it, is a string; the generator would make it an object. */
class TextParser extends IntersectionNodeParser {
  /** @param {ConstructorParameters<typeof IntersectionNodeParser>[0]} typeChecker */
  constructor(typeChecker) {
    // The parser for parts of the type, which a string does not have.
    super(typeChecker, { createType: () => new StringType() });
  }

  /**
   * @override
   * @param {Parameters<IntersectionNodeParser["supportsNode"]>[0]} node
   */
  supportsNode(node) {
    const { typeChecker } = this;
    return (
      super.supportsNode(node) &&
      typeChecker.isTypeAssignableTo(typeChecker.getTypeFromTypeNode(node), typeChecker.getStringType())
    );
  }

  /** @override */
  createType() {
    return new StringType();
  }
}

/**
 * Moves TSDoc's default value to the description, where an editor shows it.
 *
 * @param {any} value - A schema, or any part of one.
 * @returns {any}
 */
function withDefaults(value) {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withDefaults(item));
  const { defaultValue, ...rest } = value;
  const plain = Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, withDefaults(inner)]));
  if (defaultValue === undefined) return plain;
  const shown = typeof defaultValue === "string" ? defaultValue : JSON.stringify(defaultValue);
  return { ...plain, description: `${plain["description"] ?? ""} Default: ${shown}.`.trim() };
}
