import { type ArrayLiteralExpression, type Expression, Node, type ObjectLiteralExpression } from "ts-morph";
import type { TraitValue } from "../../../model/hub/sign-in.ts";
import { isSameWhenEmpty } from "../../../model/settings/field-type.ts";
import { type Bracketed, hasComment, inserted, removed, slashComment } from "../bracketed.ts";
import type { DefinitionEdit } from "../../../model/settings/definition-edit.ts";
import { orRefusal, Refusal, type RefusalData } from "../refusal.ts";
import type { TextEdit } from "../text-edit.ts";
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
import { quoted, type Style, styleOf, writeField, writeValue } from "./write-value.ts";

/** An edit of one definition: its module, how that is written, and the edit. */
interface Job {
  readonly module: SourceModule;
  readonly style: Style;
  readonly edit: DefinitionEdit;
}

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
  if (later !== undefined) throw new Refusal(later.getStart(), `${describe(later)}, which could set ${key}, too`);
  if (property !== undefined && earlier !== undefined && keyOf(earlier) === key)
    throw new Refusal(property.getStart(), `The field ${key} is written a second time`);
  const isLast = at.length === edit.at.length - 1;
  if (property === undefined) return isMissing(edit) ? [] : add(job, object, at);
  if (edit.do === "unset" && isLast) {
    if (earlier !== undefined)
      throw new Refusal(earlier.getStart(), `${describe(earlier)}, which could set ${key}, too`);
    return removed(bracketsOf(module, object), object.getProperties().indexOf(property));
  }
  const value = valueOf(module, property);
  if (isNothing(value)) return isMissing(edit) ? [] : replace(job, value, newValue(edit, at.length + 1), [...at, key]);
  if (isLast) return edit.do === "set" ? replaceLiteral(job, value, edit) : changeList(job, value);
  const inner = objectOf(module, value);
  if (policyArgument(module, written(module, value)) !== undefined && edit.at[at.length + 1] === "per")
    throw new Refusal(value.getStart(), describe(withoutTypes(value)));
  const changes = change(job, inner, [...at, key]);
  return edit.do === "unset" && earlier === undefined && becomesEmpty(job, inner, value, [...at, key])
    ? removed(bracketsOf(module, object), object.getProperties().indexOf(property))
    : changes;
}

/** An edit that takes away has nothing to do where there is nothing. */
function isMissing(edit: DefinitionEdit): boolean {
  return edit.do === "unset" || edit.do === "remove-item" || edit.do === "replace-item";
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

function isNothing(value: Node): boolean {
  const inner = withoutTypes(value);
  return Node.isNullLiteral(inner) || (Node.isIdentifier(inner) && inner.getText() === "undefined");
}

/** What an edit writes at one of the levels of its path. */
function newValue(edit: DefinitionEdit, level: number): TraitValue {
  const value = edit.do === "set" ? edit.value : edit.do === "append" ? [edit.value] : null;
  return edit.at.slice(level).reduceRight<TraitValue>((inner, key) => ({ [key]: inner }), value);
}

/** Adds a field to an object. */
function add(
  { module, style, edit }: Job,
  object: ObjectLiteralExpression,
  at: readonly string[],
): readonly TextEdit[] {
  const path = edit.at.slice(0, at.length + 1);
  const names = object.getProperties().map((one) => (Node.isPropertyAssignment(one) ? one.getNameNode() : undefined));
  const isQuoted = names.length > 0 && names.every((name) => Node.isStringLiteral(name));
  const after =
    edit.do === "set" && edit.after !== undefined
      ? object.getProperties().findIndex((one) => keyOf(one) === edit.after)
      : -1;
  return inserted(
    bracketsOf(module, object),
    (indentation) =>
      writeField(module, style, {
        at: path,
        value: newValue(edit, at.length + 1),
        indentation,
        quotesKeys: style.quotesKeys || isQuoted,
      }),
    style.objects,
    after === -1 ? undefined : after,
  );
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

/** The literal that a value is, where it is written; undefined if it is computed. */
function literalOf(module: SourceModule, value: Node): Node | undefined {
  const literal = written(module, value);
  return isPlain(module, literal) ? literal : undefined;
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

function replace({ module, style }: Job, node: Node, value: TraitValue, at: readonly string[]): readonly TextEdit[] {
  const [first = ""] = node.getText();
  const isText = Node.isStringLiteral(node) && typeof value === "string";
  const text = isText ? quoted(value, first) : writeValue(module, style, { at, value });
  return [{ start: node.getStart(), end: node.getEnd(), text }];
}

function isPlain(module: SourceModule, node: Node): boolean {
  return computedIn(module, node) === undefined;
}

/** What in a value is not written in it as plain data. */
function computedIn(module: SourceModule, node: Node): Node | undefined {
  const inner = withoutTypes(node);
  if (
    Node.isStringLiteral(inner) ||
    Node.isNoSubstitutionTemplateLiteral(inner) ||
    Node.isNumericLiteral(inner) ||
    Node.isTrueLiteral(inner) ||
    Node.isFalseLiteral(inner) ||
    isNothing(inner) ||
    (Node.isPrefixUnaryExpression(inner) && Node.isNumericLiteral(inner.getOperand()))
  )
    return undefined;
  const parts = Node.isArrayLiteralExpression(inner)
    ? inner.getElements()
    : Node.isObjectLiteralExpression(inner)
      ? inner
          .getProperties()
          .map((one) =>
            Node.isPropertyAssignment(one) && keyOf(one) !== undefined ? one.getInitializerOrThrow() : one,
          )
      : [policyArgument(module, inner)];
  for (const part of parts) {
    const computed =
      part === undefined || part === inner ? inner : Node.isExpression(part) ? computedIn(module, part) : part;
    if (computed !== undefined) return computed;
  }
  return undefined;
}

/** Where the first comment in a literal is. */
function commentIn({ text }: SourceModule, node: Node): number | undefined {
  if (!Node.isObjectLiteralExpression(node) && !Node.isArrayLiteralExpression(node)) return undefined;
  for (let at = node.getStart(); at < node.getEnd();) {
    const leaf = node.getDescendantAtPos(at);
    if (leaf !== undefined && leaf.getStart() <= at && Node.isLiteralExpression(leaf) && leaf.getEnd() > at)
      at = leaf.getEnd();
    else if (slashComment(text, at) !== undefined) return at;
    else at += 1;
  }
  return undefined;
}

/** Adds, replaces or removes a text of a list. */
function changeList({ module, style, edit }: Job, value: Node): readonly TextEdit[] {
  const list = written(module, value);
  if (!Node.isArrayLiteralExpression(list)) throw new Refusal(list.getStart(), describe(list));
  if (edit.do === "append") {
    const { value: text } = edit;
    return inserted(bracketsOf(module, list), () => quoted(text, style.quote), style.lists);
  }
  if (edit.do !== "replace-item" && edit.do !== "remove-item") return [];
  const { item } = edit;
  const elements = list.getElements();
  const same = elements.filter((one) => textIn(one) === item);
  const [element] = same;
  const computed = elements.find((one) => textIn(one) === undefined);
  if (element === undefined || same.length > 1) {
    if (computed !== undefined) throw new Refusal(computed.getStart(), describe(computed));
    if (same[1] !== undefined) throw new Refusal(same[1].getStart(), `The text ${item} is written a second time`);
    return [];
  }
  if (edit.do === "remove-item") return removed(bracketsOf(module, list), elements.indexOf(element));
  const literal = withoutTypes(element);
  const [first = '"'] = literal.getText();
  return [
    {
      start: literal.getStart(),
      end: literal.getEnd(),
      text: quoted(edit.value, first === "'" ? first : first === '"' ? first : style.quote),
    },
  ];
}

function textIn(node: Node): string | undefined {
  const inner = withoutTypes(node);
  return Node.isStringLiteral(inner) || Node.isNoSubstitutionTemplateLiteral(inner)
    ? inner.getLiteralText()
    : undefined;
}

function bracketsOf({ text }: SourceModule, node: ObjectLiteralExpression | ArrayLiteralExpression): Bracketed {
  const items = Node.isObjectLiteralExpression(node) ? node.getProperties() : node.getElements();
  return {
    text,
    open: node.getStart() + 1,
    close: node.getEnd() - 1,
    items: items.map((one) => ({ start: one.getStart(), end: one.getEnd() })),
    commentEnd: slashComment,
  };
}
