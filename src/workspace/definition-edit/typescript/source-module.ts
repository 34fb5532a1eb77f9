import {
  type Expression,
  Node,
  Project,
  type SourceFile,
  type VariableDeclaration,
  VariableDeclarationKind,
} from "ts-morph";
import { Refusal, snippet } from "../refusal.ts";

/** A definition in TypeScript, parsed. */
export interface SourceModule {
  /** The text whose positions the nodes have. */
  readonly text: string;
  readonly file: SourceFile;
  /** Whether this is a copy: a constant may be changed even if something else uses it, and what is not a constant stays as it is. */
  readonly isCopy: boolean;
  readonly isJson: boolean;
}

/** Parses a module. Nothing is read from disk, and no types are checked. */
export function parseModule(text: string, options: Pick<SourceModule, "isCopy" | "isJson">): SourceModule {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    compilerOptions: { noLib: true, types: [] },
  });
  const file = project.createSourceFile("/hub.ts", text);
  return { text, file, ...options };
}

/** The first mistake that keeps a module from being read, with its position. */
export function syntaxMistake({
  file,
}: SourceModule): { readonly position: number; readonly message: string } | undefined {
  const [mistake] = file.getProject().getProgram().getSyntacticDiagnostics(file);
  if (mistake === undefined) return undefined;
  const message = mistake.getMessageText();
  return {
    position: mistake.getStart() ?? 0,
    message: typeof message === "string" ? message : message.getMessageText(),
  };
}

/** What a module exports as default, or undefined if that is not an expression. */
export function exported({ file }: SourceModule): Expression | undefined {
  const assignment = file.getExportAssignment((one) => !one.isExportEquals());
  if (assignment !== undefined) return assignment.getExpression();
  for (const declaration of file.getExportDeclarations())
    for (const one of declaration.getNamedExports())
      if (one.getAliasNode()?.getText() === "default" && !declaration.hasModuleSpecifier())
        return file.getVariableDeclaration(one.getName())?.getInitializer();
  return undefined;
}

/** An expression without parentheses and types: `x` of `(x as const)`. */
export function withoutTypes(node: Node): Node {
  const isWrapped =
    Node.isParenthesizedExpression(node) ||
    Node.isAsExpression(node) ||
    Node.isSatisfiesExpression(node) ||
    Node.isNonNullExpression(node) ||
    Node.isTypeAssertion(node);
  return isWrapped ? withoutTypes(node.getExpression()) : node;
}

/**
 * Follows a name to the constant of the same module that it stands for.
 *
 * @param options - `isHub`: whether the name is that of the hub itself, which may be exported, because it stays the hub.
 * @throws Refusal if it is no such constant, or something else uses it, too.
 */
export function written(
  module: SourceModule,
  node: Node,
  options: { readonly isHub?: boolean; readonly seen?: readonly string[] } = {},
): Node {
  const inner = withoutTypes(node);
  if (!Node.isIdentifier(inner) || inner.getText() === "undefined") return inner;
  const name = inner.getText();
  const declaration = module.file.getVariableDeclaration(name);
  const initializer = declaration?.getInitializer();
  const isConstant = declaration?.getVariableStatement()?.getDeclarationKind() === VariableDeclarationKind.Const;
  const { seen = [] } = options;
  if (declaration === undefined || initializer === undefined || !isConstant || seen.includes(name)) {
    if (module.isCopy) return inner;
    throw new Refusal(inner.getStart(), `There is a variable, ${name}, which is not a constant of this file`);
  }
  if (!module.isCopy) refuseOtherUses(declaration, inner, options.isHub === true);
  return written(module, initializer, { ...options, seen: [...seen, name] });
}

function refuseOtherUses(declaration: VariableDeclaration, use: Node, isHub: boolean): void {
  const name = declaration.getName();
  if (declaration.isExported() && !isHub)
    throw new Refusal(
      use.getStart(),
      `There is a constant, ${name}, which is exported, so other files may also use it`,
    );
  const other = declaration
    .findReferencesAsNodes()
    .find(
      (one) =>
        one.getStart() !== use.getStart() &&
        one.getStart() !== declaration.getNameNode().getStart() &&
        one.getFirstAncestor((above) => Node.isTypeQuery(above)) === undefined &&
        !(isHub && Node.isExportSpecifier(one.getParent())),
    );
  if (other === undefined) return;
  const { line } = declaration.getSourceFile().getLineAndColumnAtPos(other.getStart());
  throw new Refusal(use.getStart(), `There is a constant, ${name}, which line ${line} also uses`);
}

/** The name that something imported from hubwright has there: `perGroup`, also for `hubwright.perGroup`. */
export function hubwrightName({ file }: SourceModule, node: Node): string | undefined {
  for (const declaration of file.getImportDeclarations()) {
    if (declaration.getModuleSpecifierValue() !== "hubwright") continue;
    const whole = declaration.getNamespaceImport()?.getText();
    if (Node.isPropertyAccessExpression(node) && node.getExpression().getText() === whole) return node.getName();
    for (const one of declaration.getNamedImports())
      if (Node.isIdentifier(node) && (one.getAliasNode() ?? one.getNameNode()).getText() === node.getText())
        return one.getName();
  }
  return undefined;
}

/** What a module calls something of hubwright; undefined if it does not import it. */
export function localName({ file }: SourceModule, name: string): string | undefined {
  for (const declaration of file.getImportDeclarations()) {
    if (declaration.getModuleSpecifierValue() !== "hubwright" || declaration.isTypeOnly()) continue;
    const whole = declaration.getNamespaceImport()?.getText();
    if (whole !== undefined) return `${whole}.${name}`;
    const one = declaration.getNamedImports().find((named) => named.getName() === name && !named.isTypeOnly());
    if (one !== undefined) return (one.getAliasNode() ?? one.getNameNode()).getText();
  }
  return undefined;
}

/** Describes an expression that cannot be edited. */
export function describe(node: Node): string {
  const text = snippet(node.getText());
  if (Node.isSpreadAssignment(node) || Node.isSpreadElement(node)) return `There is a spread, ${text}`;
  if (Node.isPropertyAssignment(node)) return `There is a key that is computed, ${text}`;
  if (Node.isCallExpression(node) || Node.isNewExpression(node)) return `There is a function call, ${text}`;
  if (Node.isConditionalExpression(node)) return `There is a condition, ${text}`;
  if (Node.isTemplateExpression(node)) return `There is a text with expressions in it, ${text}`;
  if (Node.isAwaitExpression(node)) return `There is a value that is awaited, ${text}`;
  if (Node.isMethodDeclaration(node) || Node.isGetAccessorDeclaration(node)) return `There is a function, ${text}`;
  if (Node.isPropertyAccessExpression(node) || Node.isElementAccessExpression(node) || Node.isIdentifier(node))
    return `There is a variable, ${text}`;
  return `There is ${text}`;
}
