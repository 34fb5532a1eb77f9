import { refuseMistakes } from "./run-typescript.ts";
import type { Statement } from "./typescript-syntax.ts";

/** What Babel passes to a plugin. */
interface File {
  readonly ast: { readonly program: { readonly body: readonly Statement[] } };
}

/** The statements of a module in TypeScript. Uses the Babel parser that is part of jiti, so no other parser is needed. */
export async function parseTypeScript(path: string, source: string): Promise<readonly Statement[]> {
  const { createJiti } = await import("jiti");
  let statements: readonly Statement[] = [];
  // A copy, because Babel then turns them into JavaScript.
  const read = () => ({ pre: ({ ast }: File) => void (statements = structuredClone(ast.program.body)) });
  const jiti = createJiti(path, { fsCache: false, moduleCache: false });
  refuseMistakes(jiti.transform({ source, filename: path, ts: true, babel: { plugins: [read] } }));
  return statements;
}
