import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** A piece of code in the documentation, and where it is from. */
export interface Example {
  readonly from: string;
  readonly code: string;
}

/** What examples may use without saying where it is from. */
const GIVEN = `declare const expect: typeof import("chai").expect;
declare const hub: import("hubwright").HubDefinition;
declare const people: import("hubwright").GroupMap;
declare const place: import("hubwright/docker").HubInPlace;
declare const who: import("hubwright/testing").HubAccess;
declare const readFileSync: typeof import("node:fs").readFileSync;
`;

/**
 * Type-checks examples in one program, as modules that import the library's sources by the package's names.
 *
 * @returns what is wrong, one line each: `src/index.ts: Cannot find name 'x'.`
 */
export function typeProblems(examples: readonly Example[]): readonly string[] {
  const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent({ ...(config as object), files: [], include: [] }, ts.sys, ROOT);
  const paths = new Map(examples.map((example, index) => [`${ROOT}test/example-${index}.ts`, example]));
  const texts = new Map([
    [`${ROOT}test/given.d.ts`, GIVEN],
    // A module of its own, even if it imports nothing; unused values are what examples are made of.
    ...[...paths].map(([path, { code }]): [string, string] => [path, `${code}\nexport {};\n`]),
  ]);
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => texts.has(path) || disk.fileExists(path),
    readFile: (path) => texts.get(path) ?? disk.readFile(path),
    getSourceFile: (path, version) => {
      const text = texts.get(path);
      return text === undefined ? disk.getSourceFile(path, version) : ts.createSourceFile(path, text, version, true);
    },
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...paths].flatMap(([path, { from }]) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${from}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
}

/** The blocks of TypeScript on a page, each with the line where it begins. */
export function codeOn(page: string): readonly Example[] {
  const text = readFileSync(`${ROOT}${page}`, "utf8");
  return [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map(({ index, 1: code = "" }) => ({
    from: `${page}:${text.slice(0, index).split("\n").length + 1}`,
    code,
  }));
}
