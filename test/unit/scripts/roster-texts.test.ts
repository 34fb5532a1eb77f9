import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { DIAGNOSTIC_TEXTS } from "../../../src/model/roster/diagnostic-texts.ts";
import { DIAGNOSTIC_CODES } from "../../../src/model/problem/problem-codes.ts";
import { rosterProblem } from "../../../src/model/roster/roster-problem.ts";
import { casesOf } from "../../contracts/cases.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const SOURCE = "python-templates/hubwright_hub/roster/diagnostic_texts.json";
const TEXTS: { readonly [key: string]: { readonly message?: string; readonly hint: string } } = DIAGNOSTIC_TEXTS;
const KEYS = Object.keys(TEXTS);
/** These are about the definition: where the roster is. */
const OF_THE_DEFINITION = new Set(["roster-path-invalid", "roster-directory-shared"]);
const CODES = DIAGNOSTIC_CODES.filter((code) => code.startsWith("roster-") && !OF_THE_DEFINITION.has(code));
const ACCESSORS = new Set(["rosterProblem", "rosterAdvice"]);
/** What is no problem of the list, but is said in both languages, too. */
const NOTICES = ["former-admin"];
/** Problems of the file, and those that depend on the day or the previous list: a list by itself never has them. */
const NOT_OF_LISTS = /^roster-(?:missing|too-large|not-utf8|not-a-file|admin-ended|many-gone)(?:\/|$)/;

describe("the texts of roster problems", () => {
  const typescript = filesBelow("src", ".ts").filter((path) => !/\/(?:diagnostic-texts|hub-package)\.ts$/.test(path));
  const python = filesBelow("python-templates/hubwright_hub", ".py");
  const trees = typescript.map((path) => [path, parsed(read(path))] as const);
  const inTypescript = new Set(trees.flatMap(([, tree]) => stringsIn(tree)));
  const inPython = new Set(
    python.flatMap((path) => [...read(path).matchAll(/"(roster-[\w/-]+)"/g)].map(([, key]) => key)),
  );

  it("are embedded as they are written: run node scripts/embed-hub-package.mjs after a change", () => {
    expect(TEXTS).to.deep.equal(JSON.parse(read(SOURCE)));
  });

  it("exist for every code, and for no others", () => {
    expect(new Set(KEYS.map((key) => key.replace(/\/.*/, "")))).to.deep.equal(new Set([...CODES, ...NOTICES]));
  });

  it("are all used", () => {
    expect(KEYS.filter((key) => !inTypescript.has(key) && !inPython.has(key))).to.deep.equal([]);
  });

  it("have a contract for each that both languages use", () => {
    const both = KEYS.filter((key) => inTypescript.has(key) && inPython.has(key) && !NOT_OF_LISTS.test(key));
    expect(casesOf<{ key: string }>("texts").map(({ key }) => key)).to.have.members(both);
  });

  it("have only placeholders that both languages know, and at most one command", () => {
    for (const [key, { message, hint }] of Object.entries(TEXTS)) {
      expect(Object.keys(TEXTS[key] ?? {}), key).to.deep.equal(message === undefined ? ["hint"] : ["message", "hint"]);
      expect(message ?? "x.", key).to.match(/^(?:[^{}]|\{[a-z]+\})+\.$/);
      expect(hint, key).to.match(/^(?:[^{}]|\{[a-z]+\})*(?:\{hubwright [a-zA-Z -]+\}(?:[^{}]|\{[a-z]+\})*)?$/);
      if (message === undefined) expect(hint, key).not.to.include("{hubwright");
      for (const word of ["hubwright ", "{"])
        expect(hint.replaceAll(/\{(?:hubwright [^{}]+|[a-z]+)\}/g, ""), key).not.to.include(word);
    }
  });

  it("are written nowhere else in src/", () => {
    const found = trees.flatMap(([path, tree]) => textsWrittenIn(tree).map((text) => `${path}: ${text}`));
    expect(found, `Write them in ${SOURCE}, and use rosterProblem`).to.deep.equal([]);
  });

  for (const [how, text] of Object.entries({
    "in an object": 'const p = { code: "roster-empty", severity: "error", message: "Nobody." };',
    "in an object with a choice of codes":
      'const p = { code: a ? "roster-empty" : "roster-missing", message, at: [] };',
    "over the text of the accessor": 'const p = { ...rosterProblem("roster-empty"), hint: "Write somebody." };',
    "in a call": 'fail("roster-empty", `The list ${name} is empty.`);',
    "in a call with a hint": 'HubwrightError.of("roster-missing", message, hint`Run: ${hubwright("init")}`);',
    "as a copy of an existing text": 'const text = "The line is the header of a table.";',
  })) {
    it(`are found where they are written ${how}`, () => {
      expect(textsWrittenIn(parsed(text))).to.have.length(1);
    });
  }

  it("are not confused with code that only names a code", () => {
    for (const text of [
      'const p = { severity: "error", at: [], word, ...rosterProblem("roster-empty") };',
      'if (hasCode(error, "roster-missing", "roster-empty")) print("There is no list.");',
      'const codes = new Set(["roster-empty", "roster-no-admin"]);',
      'failure("roster-faulty", `${file} has an error.`, hint);',
      'const p = { code: "roster-path-invalid", message: "Not below the directory." };',
    ])
      expect(textsWrittenIn(parsed(text)), text).to.deep.equal([]);
  });

  it("keep values as they are, even if they look like a placeholder or a command", () => {
    const value = "{hubwright up} {word} $& $1";
    expect(rosterProblem("roster-until-invalid", { value }).message).to.equal(`${value} is not a valid date.`);
    expect(rosterProblem("roster-slip", { names: value, word: value }).hint).to.deep.equal([
      "Correct the line. If it is intended, run ",
      { command: ["hubwright", "people", "accept"] },
      ", or accept it on the page /hub/roster.",
    ]);
  });

  it("are refused without a value for a placeholder", () => {
    const incomplete = rosterProblem as unknown as (key: string, values?: object) => unknown;
    expect(() => incomplete("roster-until-invalid")).to.throw(TypeError, "needs a value for value");
    expect(() => incomplete("roster-until-invalid", { word: "x" })).to.throw(TypeError, "needs a value for value");
  });
});

/** The places where the text of a roster problem is written directly, and not taken from the source of both languages. */
function textsWrittenIn(tree: ts.SourceFile): readonly string[] {
  // A hint may fit problems of other kinds too, such as those of tables.
  const known = new Set(Object.values(TEXTS).map(({ message }) => message));
  const found: string[] = [];
  visit(tree);
  return found;

  function visit(node: ts.Node): void {
    if (isWritten(node, known)) found.push(node.getText(tree));
    ts.forEachChild(node, visit);
  }
}

function isWritten(node: ts.Node, known: ReadonlySet<string | undefined>): boolean {
  if (ts.isStringLiteralLike(node)) return known.has(node.text);
  if (ts.isObjectLiteralExpression(node)) {
    const isOfRoster = node.properties.some(
      (one) =>
        (ts.isPropertyAssignment(one) && nameOf(one) === "code" && stringsIn(one.initializer).some(isCode)) ||
        (ts.isSpreadAssignment(one) && ts.isCallExpression(one.expression) && isAccessor(one.expression)),
    );
    return isOfRoster && node.properties.some((one) => ["message", "hint"].includes(nameOf(one)));
  }
  if (!ts.isCallExpression(node) || isAccessor(node)) return false;
  const isOfRoster = node.arguments.some((one) => ts.isStringLiteralLike(one) && isCode(one.text));
  return isOfRoster && node.arguments.some(isText);
}

function isAccessor({ expression }: ts.CallExpression): boolean {
  return ts.isIdentifier(expression) && ACCESSORS.has(expression.text);
}

function isText(node: ts.Node): boolean {
  if (ts.isStringLiteralLike(node)) return !isCode(node.text);
  return ts.isTemplateExpression(node) || ts.isTaggedTemplateExpression(node);
}

function isCode(text: string): boolean {
  return (CODES as readonly string[]).includes(text) || text in TEXTS;
}

function nameOf({ name }: ts.ObjectLiteralElementLike): string {
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : "";
}

function stringsIn(node: ts.Node): readonly string[] {
  const found: string[] = [];
  visit(node);
  return found;

  function visit(one: ts.Node): void {
    if (ts.isStringLiteralLike(one)) found.push(one.text);
    ts.forEachChild(one, visit);
  }
}

function parsed(text: string): ts.SourceFile {
  return ts.createSourceFile("a.ts", text, ts.ScriptTarget.ES2023, true);
}

function filesBelow(directory: string, end: string): readonly string[] {
  return readdirSync(`${ROOT}${directory}`, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(end))
    .map((path) => `${directory}/${path}`);
}

function read(path: string): string {
  return readFileSync(`${ROOT}${path}`, "utf8");
}
