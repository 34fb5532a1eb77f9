// Finds code that writes commands or hints into texts by hand: npm run check -- problems
//
// A problem is data (src/model/problem/problem.ts), and a command in its hint is data too: only src/model/problem/format-problem.ts writes "hint: ",
// and only it knows how hubwright was called.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { isMain } from "./is-main.mjs";

/**
 * A part of a string in the code that should be data.
 * @typedef {{ readonly line: number, readonly text: string, readonly instead: string }} Found
 */

/**
 * A pattern that no string may contain.
 * @typedef {{ readonly pattern: RegExp, readonly instead: string, readonly isAllowedIn: (path: string) => boolean }} Rule
 */

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Generated files: the hub's Python as text, and the texts of roster problems, in which commands are marked. */
const GENERATED = new Set(["src/emit/hub-package.ts", "src/model/roster/diagnostic-texts.ts"]);

/** Every command of hubwright; a test compares them with `src/cli/program.ts`. */
export const COMMANDS = [
  "access",
  "add",
  "build",
  "caddy",
  "check",
  "doctor",
  "down",
  "generate",
  "groups",
  "init",
  "logs",
  "ls",
  "nginx",
  "passwords",
  "people",
  "plan",
  "restart",
  "self-signed",
  "set",
  "status",
  "tokens",
  "unset",
  "up",
  "volumes",
];

/** Files in which strings may contain commands, and why. */
const NO_PROBLEMS = [
  // The generated files are read later, when it is no longer known how hubwright was called.
  /^src\/emit\//,
  // The comments of a new hub.ts.
  /^src\/cli\/templates\.ts$/,
];

/** @type {readonly Rule[]} */
const RULES = [
  {
    pattern: /hint: /g,
    instead: "pass the problem to terminal.report or formatProblem",
    isAllowedIn: (path) => path === "src/model/problem/format-problem.ts",
  },
  {
    pattern: new RegExp(String.raw`(?<![\w./@-]|\blet )hubwright\s+(?:${COMMANDS.join("|")})(?![\w-])`, "g"),
    instead: 'write hint`… ${hubwright("…")}`',
    isAllowedIn: (path) => NO_PROBLEMS.some((place) => place.test(path)),
  },
];

/**
 * Finds strings in a file that should be data. Only strings and templates are checked, not comments or names.
 *
 * @param {string} path - From the root: `src/plan/step.ts`. What is allowed depends on it.
 * @param {string} code
 * @returns {readonly Found[]}
 */
export function problemsIn(path, code) {
  const rules = RULES.filter(({ isAllowedIn }) => !isAllowedIn(path));
  const source = ts.createSourceFile(path, code, ts.ScriptTarget.Latest);
  /** @type {Found[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isTemplateSpan(node) && isCalled(node.expression)) {
      const { line } = source.getLineAndCharacterOfPosition(node.expression.getStart(source));
      found.push({
        line: line + 1,
        text: `\${${node.expression.getText(source)}}`,
        instead: 'write hint`… ${hubwright("…")}`, which terminal.note accepts too',
      });
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const start = node.getStart(source);
      for (const { pattern, instead } of rules)
        for (const { 0: text, index } of node.getText(source).matchAll(pattern))
          found.push({ line: source.getLineAndCharacterOfPosition(start + index).line + 1, text, instead });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/**
 * Whether an expression is how hubwright was called: `called`, or `context.called`. A command that begins with it has words that nobody quotes.
 * @param {ts.Expression} expression
 */
function isCalled(expression) {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return ts.isIdentifier(name) && name.text === "called";
}

if (isMain(import.meta)) {
  const files = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .map((path) => `src/${path}`)
    .filter((path) => path.endsWith(".ts") && !GENERATED.has(path))
    .toSorted();
  const lines = files.flatMap((path) =>
    problemsIn(path, readFileSync(join(ROOT, path), "utf8")).map(
      ({ line, text, instead }) => `${path}:${line}: "${text}" in a text; ${instead}`,
    ),
  );
  for (const line of lines) console.log(line);
  process.exitCode = lines.length === 0 ? 0 : 1;
}
