import { refuseMistakes } from "./run-typescript.ts";
import type { Statement } from "./typescript-syntax.ts";

/** What Babel gives a plugin. */
interface File {
  readonly ast: { readonly program: { readonly body: readonly Statement[] } };
}

/** The statements of a module in TypeScript. The parser is Babel's, which jiti contains; no other one is needed. */
export async function parseTypeScript(path: string, source: string): Promise<readonly Statement[]> {
  const { createJiti } = await import("jiti");
  let statements: readonly Statement[] = [];
  // A copy, from before Babel turns them into JavaScript.
  const read = () => ({ pre: ({ ast }: File) => void (statements = structuredClone(ast.program.body)) });
  const jiti = createJiti(path, { fsCache: false, moduleCache: false });
  refuseMistakes(jiti.transform({ source, filename: path, ts: true, babel: { plugins: [read] } }));
  return statements;
}
