import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What a newcomer opens first: the README, the entry, and one file of each kind. */
const FILES = [
  "README.md",
  "src/index.ts",
  "src/model/volume-policy.ts",
  "src/access/mounts-for.ts",
  "src/plan/reconcile.ts",
  "src/emit/web/nginx-location.ts",
  "src/cli/commands/plan.ts",
];

/**
 * Whether they read well is for people to say. This looks at what can be counted: short, no long lines, and what others
 * use has a sentence of its own.
 */
export function showSevenFiles() {
  const faults = FILES.flatMap((path) => faultsOf(path, readFileSync(join(ROOT, path), "utf8").split("\n")));
  if (faults.length > 0) throw new Error(faults.join("; "));
  return (
    FILES.map((path) => `${path} ${readFileSync(join(ROOT, path), "utf8").split("\n").length - 1}`).join(", ") +
    " lines"
  );
}

/**
 * @param {string} path
 * @param {readonly string[]} lines
 */
function faultsOf(path, lines) {
  const faults = [];
  if (path === "README.md") {
    const start = lines.findIndex((line) => line.includes("npm run quickstart")) + 1;
    if (start === 0 || start > 40) faults.push(`${path} does not say npm run quickstart on its first screen`);
    return faults;
  }
  if (lines.length > 151) faults.push(`${path} has ${lines.length - 1} lines, more than 150`);
  const long = lines.findIndex((line) => line.length > 120) + 1;
  if (long > 0) faults.push(`${path}:${long} is longer than 120 characters`);
  lines.forEach((line, index) => {
    const isDeclaration = /^export (async )?(function|class|interface|type|const) \w/.test(line);
    if (isDeclaration && !/\*\/$|^\/\*\*/.test(lines[index - 1]?.trim() ?? ""))
      faults.push(`${path}:${index + 1} is exported without a sentence`);
  });
  return faults;
}
