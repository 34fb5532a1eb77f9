import { type ArrayLiteralExpression, Node, type ObjectLiteralExpression } from "ts-morph";
import type { TraitValue } from "../../../model/traits/trait-value.ts";
import { type DefinitionEdit, valueFrom } from "../../../model/settings/definition-edit.ts";
import { type Bracketed, inserted, removed, slashComment } from "../bracketed.ts";
import { Refusal } from "../refusal.ts";
import type { TextEdit } from "../text-edit.ts";
import { textIn } from "./literal.ts";
import { keyOf } from "./object-fields.ts";
import { describe, type SourceModule, withoutTypes, written } from "./source-module.ts";
import { quoted, type Style, writeField, writeValue } from "./write-value.ts";

/** An edit of one definition: its module, how that is written, and the edit. */
export interface Job {
  readonly module: SourceModule;
  readonly style: Style;
  readonly edit: DefinitionEdit;
}

/** Adds a field to an object. */
export function add(
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
        value: valueFrom(edit, at.length + 1),
        indentation,
        quotesKeys: style.quotesKeys || isQuoted,
      }),
    style.objects,
    after === -1 ? undefined : after,
  );
}

export function replace(
  { module, style }: Job,
  node: Node,
  value: TraitValue,
  at: readonly string[],
): readonly TextEdit[] {
  const [first = ""] = node.getText();
  const isText = Node.isStringLiteral(node) && typeof value === "string";
  const text = isText ? quoted(value, first) : writeValue(module, style, { at, value });
  return [{ start: node.getStart(), end: node.getEnd(), text }];
}

/** Adds, replaces or removes a text of a list. */
export function changeList({ module, style, edit }: Job, value: Node): readonly TextEdit[] {
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

export function bracketsOf({ text }: SourceModule, node: ObjectLiteralExpression | ArrayLiteralExpression): Bracketed {
  const items = Node.isObjectLiteralExpression(node) ? node.getProperties() : node.getElements();
  return {
    text,
    open: node.getStart() + 1,
    close: node.getEnd() - 1,
    items: items.map((one) => ({ start: one.getStart(), end: one.getEnd() })),
    commentEnd: slashComment,
  };
}
