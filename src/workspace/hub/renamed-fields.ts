import type { Node, ObjectExpression, Property, Statement } from "./typescript-syntax.ts";

/** Replaces part of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The two fields in which a copy differs from its original. */
export interface NewFields {
  readonly name: string;
  readonly port: number;
}

type Field = keyof NewFields;
type NamedProperty = Exclude<Property, { type: "SpreadElement" }>;
const FIELDS: readonly Field[] = ["name", "port"];

/**
 * The edits that give the hub of a module another name and port; undefined if the module exports no hub. Pure.
 *
 * A constant is changed where it is written. A value that is computed or comes from another file is replaced, or the new fields
 * are added after it, which override it.
 *
 * @param quoted - Whether keys are written in quotes, as JSON needs it.
 */
export function renamedFields(
  source: string,
  statements: readonly Statement[],
  fields: NewFields,
  { quoted }: { readonly quoted: boolean },
): readonly Edit[] | undefined {
  const module = namesOf(statements);
  const exported = module.exported;
  if (exported === undefined) return undefined;
  const input = inputOf(exported, module);
  const textOf = (field: Field, old = '"') => (field === "name" ? `${old}${fields.name}${old}` : String(fields.port));
  const pairOf = (field: Field) => `${quoted ? JSON.stringify(field) : field}: ${textOf(field)}`;
  if (input.type !== "ObjectExpression") {
    const whole = source.slice(input.start, input.end);
    const text = `{ ...${input.type === "Identifier" || input.type === "CallExpression" ? whole : `(${whole})`}, ${FIELDS.map(pairOf).join(", ")} }`;
    return [{ start: input.start, end: input.end, text }];
  }

  const edits: Edit[] = [];
  /** Inserts fields after a property, on lines of their own if it has one. */
  const insert = (after: Property | undefined, added: readonly Field[]) => {
    if (added.length === 0) return;
    if (after === undefined) {
      edits.push({ start: input.start + 1, end: input.start + 1, text: ` ${added.map(pairOf).join(", ")} ` });
      return;
    }
    const before = source.slice(source.lastIndexOf("\n", after.start - 1) + 1, after.start);
    const separator = before.trim() === "" ? `,\n${before}` : ", ";
    edits.push({ start: after.end, end: after.end, text: added.map((field) => separator + pairOf(field)).join("") });
  };
  const missing: Field[] = [];
  for (const field of FIELDS) {
    const { property, isLast, next } = find(field, input);
    if (property === undefined) missing.push(field);
    else if (!isLast) {
      // What follows may have the field, too.
      edits.push({ start: property.start, end: next?.start ?? property.end, text: "" });
      missing.push(field);
    } else {
      const place = placeOfValue(property, module);
      const text = place === property ? pairOf(field) : textOf(field, quoteOf(source, place));
      edits.push({ start: place.start, end: place.end, text });
    }
  }
  const name = find("name", input);
  // Next to the name, where it can be seen; at the end, if it must win over something.
  insert(name.isLast && !missing.includes("name") ? name.property : input.properties.at(-1), missing);
  return edits;
}

/** What names mean in a module, and what it exports as default. */
interface Names {
  readonly exported: Node | undefined;
  readonly constants: ReadonlyMap<string, Node>;
  /** What `defineHub` is called here. */
  readonly defineHub: ReadonlySet<string>;
}

function namesOf(statements: readonly Statement[]): Names {
  const constants = new Map<string, Node>();
  const defineHub = new Set<string>();
  let exported: Node | undefined;
  let exportedName: string | undefined;
  const declare = (statement: Statement) => {
    if (statement.type !== "VariableDeclaration" || statement.kind !== "const") return;
    for (const { id, init } of statement.declarations)
      if (id.type === "Identifier" && init !== null) constants.set(id.name, init);
  };
  for (const statement of statements) {
    declare(statement);
    if (statement.type === "ImportDeclaration" && statement.source.value === "hubwright")
      for (const one of statement.specifiers)
        if (one.type === "ImportSpecifier" && nameIn(one.imported) === "defineHub") defineHub.add(one.local.name);
    if (statement.type === "ExportDefaultDeclaration") exported = statement.declaration;
    if (statement.type === "ExportNamedDeclaration") {
      if (statement.declaration) declare(statement.declaration);
      if (!statement.source)
        exportedName = statement.specifiers.find(({ exported: as }) => nameIn(as) === "default")?.local.name;
    }
  }
  if (exportedName !== undefined) exported ??= constants.get(exportedName);
  const isHub =
    exported !== undefined && exported.type !== "FunctionDeclaration" && exported.type !== "ClassDeclaration";
  return { exported: isHub ? exported : undefined, constants, defineHub };
}

function nameIn(node: Node): string | undefined {
  if (node.type === "Identifier") return node.name;
  return node.type === "StringLiteral" ? node.value : undefined;
}

/** The expression that has the fields, as far as it is in this file. */
function inputOf(expression: Node, module: Names, seen: readonly string[] = []): Node {
  const node = withoutTypes(expression);
  if (node.type === "Identifier") {
    const constant = seen.includes(node.name) ? undefined : module.constants.get(node.name);
    return constant === undefined ? node : inputOf(constant, module, [...seen, node.name]);
  }
  if (node.type !== "CallExpression" || !isDefineHub(node.callee, module)) return node;
  const [input] = node.arguments;
  return input === undefined || input.type === "SpreadElement" ? node : inputOf(input, module, seen);
}

function isDefineHub(callee: Node, { defineHub }: Names): boolean {
  if (callee.type === "MemberExpression") return nameIn(callee.property) === "defineHub";
  return callee.type === "Identifier" && defineHub.has(callee.name);
}

function withoutTypes(node: Node): Node {
  const isTyped =
    node.type === "TSAsExpression" ||
    node.type === "TSSatisfiesExpression" ||
    node.type === "TSNonNullExpression" ||
    node.type === "TSTypeAssertion";
  return isTyped ? withoutTypes(node.expression) : node;
}

/** What to replace: a constant where it is written, else the value, else all of a property without one (`{ name }`, `get name()`). */
function placeOfValue(property: NamedProperty, { constants }: Names): Node | NamedProperty {
  if (property.type === "ObjectMethod") return property;
  const value = withoutTypes(property.value);
  const constant = value.type === "Identifier" ? constants.get(value.name) : undefined;
  const literal = constant === undefined ? undefined : literalOf(constant);
  return literal ?? (property.shorthand ? property : property.value);
}

function literalOf(node: Node): Node | undefined {
  const inner = withoutTypes(node);
  const isText = inner.type === "StringLiteral" || (inner.type === "TemplateLiteral" && inner.expressions.length === 0);
  return isText || inner.type === "NumericLiteral" ? inner : undefined;
}

function quoteOf(source: string, { type, start }: Node | NamedProperty): string {
  return type === "StringLiteral" ? source.charAt(start) : '"';
}

/**
 * The last property of a name, which is the one that counts.
 *
 * `isLast`: nothing after it could have the same name. `next` is the property after it.
 */
function find(
  field: Field,
  { properties }: ObjectExpression,
): { readonly property?: NamedProperty; readonly isLast: boolean; readonly next?: Property } {
  const names = properties.map((property) => keyOf(property));
  const index = names.lastIndexOf(field);
  const property = properties[index];
  if (property === undefined || property.type === "SpreadElement") return { isLast: false };
  const next = properties[index + 1];
  const isLast = !names.slice(index + 1).includes(undefined);
  return { property, isLast, ...(next === undefined ? {} : { next }) };
}

/** A property's name; undefined for what is only known when it runs. */
function keyOf(property: Property): string | undefined {
  if (property.type === "SpreadElement") return undefined;
  const { key, computed } = property;
  if (key.type === "TemplateLiteral" && key.expressions.length === 0) return key.quasis[0]?.value.cooked ?? undefined;
  if (key.type === "NumericLiteral") return "";
  return computed && key.type === "Identifier" ? undefined : nameIn(key);
}
