import { type Expression, Node, type ObjectLiteralExpression } from "ts-morph";
import { type DefinitionEdit, needsSomething, valueFrom } from "../../../model/settings/definition-edit.ts";
import { isSameWhenEmpty } from "../../../model/settings/field-type.ts";
import { hasComment, removed } from "../bracketed.ts";
import { orRefusal, Refusal, type RefusalData } from "../refusal.ts";
import type { TextEdit } from "../text-edit.ts";
import { commentIn, computedIn, isNothing, literalOf } from "./literal.ts";
import { findIn, type Found, keyOf, objectOf, onlyArgument, policyArgument } from "./object-fields.ts";
import {
  describe,
  exported,
  hubwrightName,
  parseModule,
  type SourceModule,
  syntaxMistake,
  withoutTypes,
  written,
} from "./source-module.ts";
import { add, bracketsOf, changeList, type Job, replace } from "./write-edit.ts";
import { styleOf, writeField } from "./write-value.ts";

/**
 * The changes of a text that make an edit. ts-morph only finds the places: it would write an object of one line over three.
 *
 * In a file of its own, which is loaded when something is edited: ts-morph takes a third of a second to load.
 *
 * @param text - A module; for JSON, one that exports the JSON.
 * @returns undefined if the module exports no hub; a refusal if something cannot be changed safely where it is written.
 */
export function editTypeScript(
  text: string,
  edit: DefinitionEdit,
  options: { readonly isCopy: boolean; readonly isJson: boolean },
): readonly TextEdit[] | RefusalData | undefined {
  return orRefusal(() => changesOf(parseModule(text, options), edit));
}

function changesOf(module: SourceModule, edit: DefinitionEdit): readonly TextEdit[] | undefined {
  const mistake = syntaxMistake(module);
  if (mistake !== undefined) throw new Refusal(mistake.position, mistake.message);
  const root = exported(module);
  if (root === undefined) return undefined;
  const job: Job = { module, style: styleOf(module), edit };
  const hub = hubOf(module, root);
  if (!Node.isObjectLiteralExpression(hub)) {
    if (edit.do === "set" && module.isCopy && Node.isExpression(hub) && !Node.isFunctionDeclaration(hub))
      return around(job, hub, edit);
    throw new Refusal(hub.getStart(), describe(hub));
  }
  return change(job, hub, []);
}

/** The expression with the hub's fields, as far as it is in this file. */
function hubOf(module: SourceModule, node: Node): Node {
  const found = written(module, node, { isHub: true });
  if (!Node.isCallExpression(found) || hubwrightName(module, found.getExpression()) !== "defineHub") return found;
  const argument = onlyArgument(found);
  return argument === undefined ? found : hubOf(module, argument);
}

/** For a copy: puts the field after whatever an expression has. */
function around({ module, style }: Job, hub: Expression, edit: DefinitionEdit & { do: "set" }): readonly TextEdit[] {
  const text = hub.getText();
  const isSimple = Node.isIdentifier(hub) || Node.isCallExpression(hub);
  const field = writeField(module, style, edit);
  return [{ start: hub.getStart(), end: hub.getEnd(), text: `{ ...${isSimple ? text : `(${text})`}, ${field} }` }];
}

/** Makes the edit in an object that is found at a path. */
function change(job: Job, object: ObjectLiteralExpression, at: readonly string[]): readonly TextEdit[] {
  const { module, edit } = job;
  const key = edit.at[at.length] ?? "";
  const found = findIn(module, object, key);
  if (module.isCopy && edit.do === "set") return override(job, object, found, edit);
  const { property, earlier, later } = found;
  if (later !== undefined) throw new Refusal(later.getStart(), `${describe(later)}, which could also set ${key}`);
  if (property !== undefined && earlier !== undefined && keyOf(earlier) === key)
    throw new Refusal(property.getStart(), `The field ${key} is written a second time`);
  const isLast = at.length === edit.at.length - 1;
  if (property === undefined) return needsSomething(edit) ? [] : add(job, object, at);
  if (edit.do === "unset" && isLast) {
    if (earlier !== undefined)
      throw new Refusal(earlier.getStart(), `${describe(earlier)}, which could also set ${key}`);
    return removed(bracketsOf(module, object), object.getProperties().indexOf(property));
  }
  const value = valueOf(module, property);
  if (isNothing(value))
    return needsSomething(edit) ? [] : replace(job, value, valueFrom(edit, at.length + 1), [...at, key]);
  if (isLast) return edit.do === "set" ? replaceLiteral(job, value, edit) : changeList(job, value);
  const inner = objectOf(module, value);
  if (policyArgument(module, written(module, value)) !== undefined && edit.at[at.length + 1] === "per")
    throw new Refusal(value.getStart(), describe(withoutTypes(value)));
  const changes = change(job, inner, [...at, key]);
  return edit.do === "unset" && earlier === undefined && becomesEmpty(job, inner, value, [...at, key])
    ? removed(bracketsOf(module, object), object.getProperties().indexOf(property))
    : changes;
}

/** Whether an object loses its only field, and means nothing without it. */
function becomesEmpty(
  { module, edit }: Job,
  object: ObjectLiteralExpression,
  value: Node,
  at: readonly string[],
): boolean {
  const [only, ...others] = object.getProperties();
  if (only === undefined || others.length > 0 || withoutTypes(value) !== object || !isSameWhenEmpty(at)) return false;
  const list = bracketsOf(module, object);
  if (hasComment(list, list.open, only.getStart()) || hasComment(list, only.getEnd(), list.close)) return false;
  if (keyOf(only) !== edit.at[at.length]) return false;
  if (at.length === edit.at.length - 1) return true;
  const inner = withoutTypes(valueOf(module, only));
  return (
    Node.isObjectLiteralExpression(inner) &&
    becomesEmpty({ module, edit } as Job, inner, inner, [...at, keyOf(only) ?? ""])
  );
}

/** The expression of a property's value. */
function valueOf(module: SourceModule, property: NonNullable<Found["property"]>): Expression {
  if (Node.isPropertyAssignment(property)) return property.getInitializerOrThrow();
  // A name on its own is its value as well.
  if (Node.isShorthandPropertyAssignment(property)) return property.getNameNode();
  throw new Refusal(property.getStart(), describe(property));
}

/** For a copy: writes a field so that it counts, whatever else may set it. */
function override(
  job: Job,
  object: ObjectLiteralExpression,
  { property, later }: Found,
  edit: DefinitionEdit & { do: "set" },
): readonly TextEdit[] {
  const { module, style } = job;
  if (property === undefined) return add({ ...job, edit: later === undefined ? edit : withoutAfter(edit) }, object, []);
  if (later !== undefined)
    return [
      ...removed(bracketsOf(module, object), object.getProperties().indexOf(property)),
      ...add({ ...job, edit: withoutAfter(edit) }, object, []),
    ];
  const whole = () => [{ start: property.getStart(), end: property.getEnd(), text: writeField(module, style, edit) }];
  if (!Node.isPropertyAssignment(property) && !Node.isShorthandPropertyAssignment(property)) return whole();
  const value = Node.isPropertyAssignment(property) ? property.getInitializerOrThrow() : property.getNameNode();
  const literal = literalOf(module, value);
  if (literal !== undefined) return replace(job, literal, edit.value, edit.at);
  return Node.isPropertyAssignment(property) ? replace(job, value, edit.value, edit.at) : whole();
}

function withoutAfter(edit: DefinitionEdit & { do: "set" }): DefinitionEdit & { do: "set" } {
  return { do: "set", at: edit.at, value: edit.value };
}

/** Writes a value over a literal. */
function replaceLiteral(job: Job, value: Node, edit: DefinitionEdit & { do: "set" }): readonly TextEdit[] {
  const { module } = job;
  const literal = written(module, value);
  const computed = computedIn(module, literal);
  if (computed !== undefined) throw new Refusal(computed.getStart(), describe(computed));
  const comment = commentIn(module, literal);
  if (comment !== undefined) throw new Refusal(comment, "There is a comment, which would be lost");
  return replace(job, literal, edit.value, edit.at);
}
