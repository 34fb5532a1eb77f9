import {
  type CallExpression,
  type Expression,
  Node,
  type ObjectLiteralElementLike,
  type ObjectLiteralExpression,
  VariableDeclarationKind,
} from "ts-morph";
import { DEFAULT_VOLUMES } from "../../../model/hub/hub.ts";
import { Refusal } from "../refusal.ts";
import { describe, hubwrightName, type SourceModule, withoutTypes, written } from "./source-module.ts";

/** The functions of hubwright that make a volume's policy of an object, and the kind that each adds to it. */
export const POLICY_HELPERS: ReadonlyMap<string, string> = new Map([
  ["perPerson", "person"],
  ["perGroup", "group"],
  ["perHub", "hub"],
  ["dropBox", "drop-box"],
]);

/** A field of an object, as it is written. */
export interface Found {
  readonly property?: Exclude<ObjectLiteralElementLike, { getKindName(): "SpreadAssignment" }>;
  /** What may have the field, too, and loses against it: a spread, or the same field once more. */
  readonly earlier?: Node;
  /** What may have the field, too, and wins. */
  readonly later?: Node;
}

/** Finds a field in an object. Among several, it is the last one, which counts. */
export function findIn(module: SourceModule, object: ObjectLiteralExpression, key: string): Found {
  let found: Found = {};
  for (const one of object.getProperties()) {
    const isSame = !Node.isSpreadAssignment(one) && keyOf(one) === key;
    if (isSame) {
      const earlier = found.property ?? found.earlier ?? found.later;
      found = { property: one, ...(earlier === undefined ? {} : { earlier }) };
    } else if (mayHave(module, one, key))
      found = found.property === undefined ? { ...found, later: found.later ?? one } : { ...found, later: one };
  }
  return found;
}

/** The object that an expression stands for, as far as it is written in this file. */
export function objectOf(module: SourceModule, node: Node): ObjectLiteralExpression {
  const inner = written(module, node);
  if (Node.isObjectLiteralExpression(inner)) return inner;
  const argument = policyArgument(module, inner);
  if (argument !== undefined) return objectOf(module, argument);
  throw new Refusal(inner.getStart(), describe(inner));
}

/** The object that one of hubwright's functions for volumes is called with. */
export function policyArgument(module: SourceModule, node: Node): Expression | undefined {
  if (!Node.isCallExpression(node) || !POLICY_HELPERS.has(hubwrightName(module, node.getExpression()) ?? ""))
    return undefined;
  return onlyArgument(node);
}

/** The only argument of a call. */
export function onlyArgument(call: CallExpression): Expression | undefined {
  const [argument, ...others] = call.getArguments();
  return argument !== undefined && others.length === 0 && Node.isExpression(argument) && !Node.isSpreadElement(argument)
    ? argument
    : undefined;
}

/** A property's name; undefined for one that is only known when it runs. */
export function keyOf(
  property: Exclude<ObjectLiteralElementLike, { getKindName(): "SpreadAssignment" }> | Node,
): string | undefined {
  if (
    !Node.isPropertyAssignment(property) &&
    !Node.isShorthandPropertyAssignment(property) &&
    !Node.isMethodDeclaration(property) &&
    !Node.isGetAccessorDeclaration(property) &&
    !Node.isSetAccessorDeclaration(property)
  )
    return undefined;
  const name = property.getNameNode();
  const node = Node.isComputedPropertyName(name) ? withoutTypes(name.getExpression()) : name;
  if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node)) return node.getLiteralText();
  if (Node.isNumericLiteral(node)) return String(node.getLiteralValue());
  return Node.isComputedPropertyName(name) ? undefined : name.getText();
}

/** Whether a property may set a field that is not its own name: a spread or a computed key. */
function mayHave(module: SourceModule, property: ObjectLiteralElementLike, key: string): boolean {
  if (!Node.isSpreadAssignment(property)) return keyOf(property) === undefined;
  const keys = keysOf(module, property.getExpression());
  return keys === undefined || keys.has(key);
}

/** The keys of an object that is spread; undefined if they are not written in this file. */
function keysOf(module: SourceModule, node: Node): ReadonlySet<string> | undefined {
  const inner = withoutTypes(node);
  if (hubwrightName(module, inner) === "DEFAULT_VOLUMES") return new Set(Object.keys(DEFAULT_VOLUMES));
  if (Node.isIdentifier(inner)) {
    const declaration = module.file.getVariableDeclaration(inner.getText());
    const initializer = declaration?.getInitializer();
    // Anything else that uses the constant could add a key to it.
    const uses = declaration
      ?.findReferencesAsNodes()
      .filter((one) => !Node.isSpreadAssignment(one.getParent()) && !Node.isVariableDeclaration(one.getParent()));
    return initializer === undefined ||
      uses?.length !== 0 ||
      declaration?.getVariableStatement()?.getDeclarationKind() !== VariableDeclarationKind.Const
      ? undefined
      : keysOf(module, initializer);
  }
  if (!Node.isObjectLiteralExpression(inner)) return undefined;
  const keys = new Set<string>();
  for (const one of inner.getProperties()) {
    const own = Node.isSpreadAssignment(one) ? keysOf(module, one.getExpression()) : keyOf(one);
    if (own === undefined) return undefined;
    for (const key of typeof own === "string" ? [own] : own) keys.add(key);
  }
  return keys;
}
