// Writes docs/api/: what each entry point of the package exports, one report for each. With --check, it only compares them.
//
// It also finds names and members without a docstring, types in signatures that cannot be imported, and links that lead nowhere.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { build } from "./build.mjs";
import { isMain } from "./is-main.mjs";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const WARNING = ExtractorLogLevel.Warning;
const REPORTS = join(ROOT, "docs", "api");
/** `hubwright` comes first: the others may use its types without exporting them again. */
export const ENTRY_POINTS = ["index", "docker", "testing", "testing-chai"];
/**
 * Made by `npm run traits`, with an interface for each class of JupyterHub. Editors follow them from `HubTraits`; in a report they would be
 * thousands of lines that nobody reviews.
 */
const GENERATED = ["KnownClasses", "SignInClasses"];
/** About a name that is not exported: its text ends in one of these. */
const NOT_EXPORTED = /^(?:The symbol "(.+)" needs to be exported|.* does not have an export "(.+)"$)/;

/**
 * Compares the reports with what the built library exports, and writes those that differ unless `check` is true.
 *
 * @param {{ readonly check: boolean, readonly reports?: string, readonly library?: string }} options
 * @returns {{ readonly changed: readonly string[], readonly problems: readonly string[] }}
 */
export function apiReports({ check, reports = REPORTS, library = join(ROOT, "dist", "lib") }) {
  const temporary = mkdtempSync(join(tmpdir(), "hubwright-api-"));
  mkdirSync(reports, { recursive: true });
  try {
    const configs = ENTRY_POINTS.map((entry) => configOf(entry, { reports, temporary, library }));
    const [first] = configs;
    if (first === undefined) throw new Error("There are no entry points.");
    // One program for all: most of the time goes into reading the types.
    const compilerState = CompilerState.create(first, {
      additionalEntryPoints: configs.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath),
    });
    /** @type {Set<string>} */
    const shared = new Set(GENERATED);
    /** @type {string[]} */
    const problems = [];
    const changed = ENTRY_POINTS.filter((entry, index) => {
      const config = configs[index];
      if (config === undefined) return false;
      const { apiReportChanged } = Extractor.invoke(config, {
        compilerState,
        localBuild: !check,
        messageCallback: (message) => {
          message.handled = true;
          if (message.logLevel !== ExtractorLogLevel.Warning && message.logLevel !== ExtractorLogLevel.Error) return;
          if (message.messageId.startsWith("console-api-report")) return;
          const [, symbol, target] = NOT_EXPORTED.exec(message.text) ?? [];
          if (shared.has(symbol ?? target ?? "")) return;
          const { sourceFilePath = "", sourceFileLine = 0 } = message;
          const place = { path: sourceFilePath, line: sourceFileLine };
          if (message.messageId === "ae-undocumented" && isInherited(compilerState, place)) return;
          problems.push(`${sourceFilePath.replace(`${library}/`, "")}:${sourceFileLine} ${message.text}`);
        },
      });
      if (index === 0) for (const name of exportsOf(compilerState, config.mainEntryPointFilePath)) shared.add(name);
      return apiReportChanged;
    });
    return { changed: changed.map((entry) => `docs/api/${entry}.api.md`), problems: [...new Set(problems)] };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * @param {string} entry
 * @param {{ readonly reports: string, readonly temporary: string, readonly library: string }} directories
 */
function configOf(entry, { reports, temporary, library }) {
  const main = join(library, `${entry}.d.ts`);
  const compilerOptions = {
    target: "es2023",
    lib: ["es2023"],
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    types: ["node"],
  };
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(ROOT, "package.json"),
    configObject: {
      projectFolder: ROOT,
      mainEntryPointFilePath: main,
      compiler: { overrideTsconfig: { compilerOptions, files: [main] } },
      apiReport: {
        enabled: true,
        reportFileName: `${entry}.api.md`,
        reportFolder: reports,
        reportTempFolder: temporary,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: "lf",
      messages: {
        compilerMessageReporting: { default: { logLevel: WARNING } },
        extractorMessageReporting: {
          default: { logLevel: WARNING },
          // Everything that is exported is public.
          "ae-missing-release-tag": { logLevel: ExtractorLogLevel.None },
          "ae-undocumented": { logLevel: WARNING },
        },
        tsdocMessageReporting: { default: { logLevel: WARNING } },
      },
    },
  });
}

/**
 * The names that an entry point exports.
 *
 * @param {CompilerState} state
 * @param {string} path
 * @returns {readonly string[]}
 */
function exportsOf(state, path) {
  const program = /** @type {import("typescript").Program} */ (state.program);
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path);
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file);
  return module === undefined ? [] : checker.getExportsOfModule(module).map(({ name }) => name);
}

/**
 * Whether the member of a class in a line has the docstring of the interface that the class implements, which editors show.
 *
 * @param {CompilerState} state
 * @param {{ readonly path: string, readonly line: number }} place
 */
function isInherited(state, { path, line }) {
  const program = /** @type {import("typescript").Program} */ (state.program);
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path);
  const members = (file?.statements ?? []).flatMap((statement) =>
    "members" in statement ? [.../** @type {import("typescript").ClassDeclaration} */ (statement).members] : [],
  );
  const name = members.find((member) => file?.getLineAndCharacterOfPosition(member.getStart()).line === line - 1)?.name;
  const symbol = name === undefined ? undefined : checker.getSymbolAtLocation(name);
  return symbol !== undefined && symbol.getDocumentationComment(checker).length > 0;
}

if (isMain(import.meta)) {
  await build({ ifStale: true });
  const check = process.argv.includes("--check");
  const { changed, problems } = apiReports({ check });
  for (const problem of problems) console.error(problem);
  if (problems.length > 0)
    console.error("Write a docstring, export the type, or correct the link; then run: npm run api");
  if (check && changed.length > 0)
    console.error(
      `The public API differs from ${changed.join(", ")}. If that is intended, run: npm run api   Then review and commit the difference.`,
    );
  if (!check) for (const path of changed) console.log(`wrote ${path}`);
  if (problems.length > 0 || (check && changed.length > 0)) process.exitCode = 1;
}
