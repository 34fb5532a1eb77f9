// The types of traits and the table that `check` uses: npm run traits
//
// It installs JupyterHub and the packages of sign-in methods and reads their classes. With --from-facts, it only writes the files again from scripts/traits/facts.json.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isMain } from "./is-main.mjs";
import { committedFacts } from "./traits/committed-facts.mjs";
import { factsText, liveFacts } from "./traits/facts.mjs";
import { formatted } from "./traits/formatted.mjs";
import { tableText } from "./traits/write-table.mjs";
import { typeFiles } from "./traits/write-types.mjs";

const ROOT = new URL("../", import.meta.url);
const CLASSES = "src/model/traits/classes/";
const TABLE = "src/model/traits/trait-table.ts";
const FACTS = "scripts/traits/facts.json";

/**
 * Everything that is made from the facts, formatted, by path.
 *
 * @param {import("./traits/committed-facts.mjs").Facts} facts
 * @returns {{ readonly [path: string]: string }}
 */
export function writtenFrom(facts) {
  const types = Object.entries(typeFiles(facts)).map(([name, text]) => [`${CLASSES}${name}`, text]);
  return formatted(Object.fromEntries([...types, [TABLE, tableText(facts)]]));
}

/** @returns {{ readonly [path: string]: string }} what is committed of {@link writtenFrom}. */
export function committed() {
  const paths = [...readdirSync(new URL(CLASSES, ROOT)).map((name) => `${CLASSES}${name}`), TABLE];
  return Object.fromEntries(paths.map((path) => [path, readFileSync(new URL(path, ROOT), "utf8")]));
}

function main() {
  const isLive = !process.argv.includes("--from-facts");
  const facts = isLive ? liveFacts() : committedFacts();
  if (isLive) writeFileSync(new URL(FACTS, ROOT), factsText(facts));
  const files = writtenFrom(facts);
  rmSync(new URL(CLASSES, ROOT), { recursive: true, force: true });
  mkdirSync(new URL(CLASSES, ROOT));
  for (const [path, text] of Object.entries(files)) writeFileSync(new URL(path, ROOT), text);
  const traits = Object.values(facts.classes).flatMap((each) =>
    Object.entries(each.traits).filter(([, { definedBy }]) => !definedBy),
  );
  console.log(
    `${Object.keys(facts.classes).length} classes and ${traits.length} traits: ${fileURLToPath(new URL(CLASSES, ROOT))}`,
  );
}

if (isMain(import.meta)) {
  try {
    main();
  } catch (problem) {
    console.error(problem instanceof Error ? problem.message : problem);
    process.exitCode = 1;
  }
}
