import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { testCache } from "../../../scripts/test/cache.mjs";
import type { Use } from "./draw-uses.ts";

/** What a version of TypeScript said about uses. */
export interface Compiled {
  /** Uses that should compile and do not, with what the compiler said. */
  readonly refused: readonly string[];
  /** Uses that should not compile and do. */
  readonly accepted: readonly string[];
  readonly seconds: number;
}

/**
 * Compiles uses in a project of someone else, with hubwright's package as it is published.
 *
 * @param scratch - An empty directory.
 * @param root - The directory of the package, which is built.
 */
export function compileUses(
  version: string,
  { correct, wrong }: { readonly correct: readonly Use[]; readonly wrong: readonly Use[] },
  { scratch, root }: { readonly scratch: string; readonly root: string },
): Compiled {
  mkdirSync(join(scratch, "node_modules"), { recursive: true });
  symlinkSync(root, join(scratch, "node_modules/hubwright"));
  const options = { module: "nodenext", target: "es2022", strict: true, noEmit: true, types: [], skipLibCheck: false };
  writeFileSync(join(scratch, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(
    join(scratch, "tsconfig.json"),
    JSON.stringify({ compilerOptions: options, files: ["correct.ts", "wrong.ts"] }),
  );
  for (const [file, uses] of [
    ["correct.ts", correct],
    ["wrong.ts", wrong],
  ] as const)
    writeFileSync(
      join(scratch, file),
      `import { defineHub } from "hubwright";\n${uses.map(({ text }) => text).join("\n")}\n`,
    );
  const started = performance.now();
  const { stdout } = spawnSync(process.execPath, [compiler(version), "--pretty", "false", "-p", scratch], {
    cwd: scratch,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const seconds = (performance.now() - started) / 1000;
  const errors = [...stdout.matchAll(/^(?:.*\/)?([\w.-]+)\((\d+),\d+\): error (.*)$/gm)];
  const elsewhere = errors.filter(([, file]) => file !== "correct.ts" && file !== "wrong.ts");
  if (elsewhere.length > 0 || /^error/m.test(stdout))
    throw new Error(`TypeScript ${version}:\n${stdout.slice(0, 2000)}`);
  const lines = new Set(errors.filter(([, file]) => file === "wrong.ts").map(([, , line]) => Number(line)));
  return {
    refused: errors
      .filter(([, file]) => file === "correct.ts")
      .map(([, , line, said]) => `${correct[Number(line) - 2]?.text ?? ""}\n  ${said ?? ""}`),
    accepted: wrong.filter((_, index) => !lines.has(index + 2)).map(({ text }) => text),
    seconds,
  };
}

/** The compiler of that version, which is installed once. */
function compiler(version: string): string {
  const place = join(testCache(), `typescript-${version}`);
  const found = join(place, "node_modules/typescript/bin/tsc");
  if (existsSync(found)) return found;
  mkdirSync(dirname(place), { recursive: true });
  const fresh = mkdtempSync(`${place}.`);
  try {
    writeFileSync(join(fresh, "package.json"), "{}");
    const { status, stderr } = spawnSync("npm", ["install", "--no-audit", "--no-fund", `typescript@${version}`], {
      cwd: fresh,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`TypeScript ${version} cannot be installed.\n${stderr}`);
    rmSync(place, { recursive: true, force: true });
    renameSync(fresh, place);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return found;
}
