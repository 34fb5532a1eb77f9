import { Node } from "ts-morph";
import { slashComment } from "../bracketed.ts";
import { keyOf, policyArgument } from "./object-fields.ts";
import { type SourceModule, withoutTypes, written } from "./source-module.ts";

export function isNothing(value: Node): boolean {
  const inner = withoutTypes(value);
  return Node.isNullLiteral(inner) || (Node.isIdentifier(inner) && inner.getText() === "undefined");
}

/** The literal that a value is, where it is written; undefined if it is computed. */
export function literalOf(module: SourceModule, value: Node): Node | undefined {
  const literal = written(module, value);
  return isPlain(module, literal) ? literal : undefined;
}

export function isPlain(module: SourceModule, node: Node): boolean {
  return computedIn(module, node) === undefined;
}

/** What in a value is not written in it as plain data. */
export function computedIn(module: SourceModule, node: Node): Node | undefined {
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
export function commentIn({ text }: SourceModule, node: Node): number | undefined {
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

export function textIn(node: Node): string | undefined {
  const inner = withoutTypes(node);
  return Node.isStringLiteral(inner) || Node.isNoSubstitutionTemplateLiteral(inner)
    ? inner.getLiteralText()
    : undefined;
}
