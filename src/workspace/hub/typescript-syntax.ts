/** The parts of Babel's syntax tree that are needed to find a definition's fields. All other nodes have only a position. */
export type Node =
  | ObjectExpression
  | Identifier
  | StringLiteral
  | TemplateLiteral
  | (Span & { readonly type: "NumericLiteral" })
  | (Span & { readonly type: "CallExpression"; readonly callee: Node; readonly arguments: readonly Node[] })
  | (Span & { readonly type: "MemberExpression"; readonly property: Node })
  | (Span & {
      readonly type: "TSAsExpression" | "TSSatisfiesExpression" | "TSNonNullExpression" | "TSTypeAssertion";
      readonly expression: Node;
    })
  | (Span & { readonly type: "SpreadElement" | "FunctionDeclaration" | "ClassDeclaration" });

/** A statement of a module that says what its names mean, or what it exports. */
export type Statement =
  | (Span & {
      readonly type: "ImportDeclaration";
      readonly source: StringLiteral;
      readonly specifiers: readonly Import[];
    })
  | (Span & { readonly type: "ExportDefaultDeclaration"; readonly declaration: Node })
  | (Span & {
      readonly type: "ExportNamedDeclaration";
      readonly declaration?: Statement | null;
      readonly source?: StringLiteral | null;
      readonly specifiers: readonly { readonly local: Identifier; readonly exported: Identifier | StringLiteral }[];
    })
  | (Span & {
      readonly type: "VariableDeclaration";
      readonly kind: string;
      readonly declarations: readonly { readonly id: Node; readonly init: Node | null }[];
    })
  | (Span & { readonly type: "ExpressionStatement" });

/** Where a node is in the text. */
interface Span {
  readonly start: number;
  readonly end: number;
}

export interface ObjectExpression extends Span {
  readonly type: "ObjectExpression";
  readonly properties: readonly Property[];
}

export type Property =
  | (Span & {
      readonly type: "ObjectProperty";
      readonly key: Node;
      readonly computed: boolean;
      readonly shorthand: boolean;
      readonly value: Node;
    })
  | (Span & { readonly type: "ObjectMethod"; readonly key: Node; readonly computed: boolean })
  | (Span & { readonly type: "SpreadElement" });

interface Identifier extends Span {
  readonly type: "Identifier";
  readonly name: string;
}

interface StringLiteral extends Span {
  readonly type: "StringLiteral";
  readonly value: string;
}

interface TemplateLiteral extends Span {
  readonly type: "TemplateLiteral";
  readonly expressions: readonly Node[];
  readonly quasis: readonly { readonly value: { readonly cooked?: string | null } }[];
}

type Import =
  | { readonly type: "ImportSpecifier"; readonly local: Identifier; readonly imported: Identifier | StringLiteral }
  | { readonly type: "ImportDefaultSpecifier" | "ImportNamespaceSpecifier"; readonly local: Identifier };
