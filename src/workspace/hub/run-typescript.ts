import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { extname, join } from "node:path";
import vm from "node:vm";

/** Changes when the translation does, so that an older one is not used again. */
const CACHE_VERSION = "1";

/**
 * Runs a module in TypeScript and gives what it exports as default.
 *
 * jiti does the work. Where a module imports nothing but hubwright and Node's own, as nearly every hub.ts does, its translation is
 * kept by content and run without loading jiti again: that halves the time of every command.
 *
 * @param source - The module's text. It is what the file at `path` contains, unless `isUnsaved` says that it is not there yet.
 */
export async function runTypeScript(
  path: string,
  source: string,
  options: { readonly cache: string; readonly hubwright: object; readonly isUnsaved?: boolean },
): Promise<unknown> {
  const key = createHash("sha256").update(`${CACHE_VERSION}\0${path}\0${source}`).digest("hex");
  const kept = join(options.cache, `${key}.cjs`);
  const translated = readKept(kept);
  if (translated !== undefined) return runTranslated(path, translated, options.hubwright);
  const { createJiti } = await import("jiti");
  const jiti = createJiti(path, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    virtualModules: { hubwright: { ...options.hubwright } },
  });
  const text = jiti.transform({ source, filename: path, ts: true });
  refuseMistakes(text);
  if (!isSimple(text)) {
    if (options.isUnsaved !== true) return jiti.import(path, { default: true });
    const module = await jiti.evalModule(source, { filename: path, ext: extname(path), async: true });
    return (module as { readonly default?: unknown }).default;
  }
  const value = runTranslated(path, text, options.hubwright);
  keep(options.cache, kept, text);
  return value;
}

/** For a text that is not TypeScript, jiti creates a module with its error. */
export function refuseMistakes(translated: string): void {
  const complaint = /^exports\.__JITI_ERROR__ = (\{.*\});?\s*$/s.exec(translated)?.[1];
  if (complaint === undefined) return;
  const { line, message } = JSON.parse(complaint) as { readonly line?: number; readonly message?: string };
  const [first = "It is not TypeScript"] = (message ?? "").split("\n");
  throw new SyntaxError(`line ${line ?? "?"}: ${first.replace(/^.*?: /, "").replace(/\s*(\(\d+:\d+\))?\s*$/, "")}`);
}

const BUILTIN = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);

/** True when everything that the module asks for can be given to it here, at once. */
function isSimple(translated: string): boolean {
  const asked = [...translated.matchAll(/\brequire\(\s*["']([^"']+)["']\s*\)/g)].map((match) => match[1] ?? "");
  return (
    asked.every((name) => name === "hubwright" || BUILTIN.has(name)) &&
    !/\b(await|jitiImport|jitiESMResolve|import)\b\s*\(?/.test(withoutTexts(translated))
  );
}

/** Leaves strings and comments out, where the words of the language mean nothing. */
function withoutTexts(code: string): string {
  return code.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '""');
}

function runTranslated(path: string, code: string, hubwright: object): unknown {
  const ownRequire = createRequire(path);
  const module = { exports: {} as { default?: unknown } };
  const ask = (name: string): unknown => (name === "hubwright" ? hubwright : ownRequire(name));
  const run = vm.compileFunction(code, ["exports", "require", "module", "__filename", "__dirname"], { filename: path });
  Reflect.apply(run, undefined, [module.exports, ask, module, path, join(path, "..")]);
  return module.exports.default;
}

function readKept(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function keep(directory: string, path: string, code: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(path, code, { mode: 0o600 });
  } catch {
    // A home that cannot be written costs some milliseconds at the next command, nothing else.
  }
}
