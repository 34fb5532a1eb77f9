// What is known about traits: read from the real classes of both generations.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { environmentWith } from "../python.mjs";
import { CLASSES, nameOf, TYPES_OF_ANY } from "./classes.mjs";
import { GENERATIONS, packagesOf, versionOf } from "./packages.mjs";

const NAMES = new Set(CLASSES.map(({ paths }) => nameOf(paths[0] ?? "")));
const PROGRAM = fileURLToPath(new URL("read_traits.py", import.meta.url));
const HUB_PYTHON = fileURLToPath(new URL("../../python-templates", import.meta.url));

/** @typedef {import("./packages.mjs").Generation} Generation */
/** @typedef {import("./committed-facts.mjs").Fact} Fact */
/** @typedef {import("./committed-facts.mjs").ClassFacts} ClassFacts */
/** @typedef {import("./committed-facts.mjs").Facts} Facts */
/** @typedef {{ readonly bases: readonly string[], readonly traits: { readonly [trait: string]: Fact }, readonly without: readonly string[], readonly count: number }} Read */

/**
 * The text of facts.json: a line for each trait, so that a change can be reviewed.
 *
 * @param {Facts} facts
 */
export function factsText({ versions, classes }) {
  const lines = Object.entries(classes).map(([name, { traits, ...facts }]) => {
    const head = JSON.stringify(facts).slice(0, -1);
    const each = Object.entries(traits).map(([trait, fact]) => `${JSON.stringify(trait)}:${JSON.stringify(fact)}`);
    return `${JSON.stringify(name)}:${head},"traits":{${each.length === 0 ? "" : `\n${each.join(",\n")}`}}}`;
  });
  return `{"versions":${JSON.stringify(versions)},"classes":{\n${lines.join(",\n")}\n}}\n`;
}

/**
 * Reads the real classes, in an environment for each generation.
 *
 * @returns {Facts}
 */
export function liveFacts() {
  const read = GENERATIONS.map((generation) => readClasses(generation));
  const classes = CLASSES.map((known) => {
    const [newer, older] = read.map((of) => of[known.paths[0] ?? ""]);
    return /** @type {const} */ ([nameOf(known.paths[0] ?? ""), merged(known, newer, older)]);
  });
  return { versions: pinnedVersions(), classes: Object.fromEntries(classes) };
}

/** The versions of the packages whose classes are known, as pinned now. */
export function pinnedVersions() {
  const names = [...new Set(CLASSES.map((known) => known.package))].filter((name) => name !== "hubwright").sort();
  return Object.fromEntries(
    GENERATIONS.map((each) => [each, Object.fromEntries(names.map((name) => [name, versionOf(name, each)]))]),
  );
}

/**
 * @param {Generation} generation
 * @returns {{ readonly [path: string]: Read | null | undefined }}
 */
function readClasses(generation) {
  const python = environmentWith(`traits-${generation}`, packagesOf(generation));
  const { status, stdout, stderr } = spawnSync(python, [PROGRAM, ...CLASSES.map(({ paths }) => paths.join(","))], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    env: { ...process.env, PYTHONPATH: HUB_PYTHON, PYTHONWARNINGS: "ignore" },
  });
  if (status !== 0) throw new Error(`The traits of JupyterHub ${generation} cannot be read.\n${stderr}`);
  return JSON.parse(stdout);
}

/**
 * @param {import("./classes.mjs").KnownClass} known
 * @param {Read | null | undefined} newer
 * @param {Read | null | undefined} older
 * @returns {ClassFacts}
 */
function merged({ package: home, paths }, newer, older) {
  const has = newer ?? older;
  if (has === undefined || has === null) throw new Error(`No generation has ${paths[0]}.`);
  const name = nameOf(paths[0] ?? "");
  const traits = [...new Set([...Object.keys(newer?.traits ?? {}), ...Object.keys(older?.traits ?? {})])].sort();
  return {
    package: home,
    paths,
    bases: has.bases,
    ...(newer && older ? {} : { only: newer ? "6.1" : "5.5" }),
    ...(has.without.length > 0 ? { without: has.without } : {}),
    traits: Object.fromEntries(
      traits.map((trait) => [
        trait,
        factOf(name, trait, newer?.traits[trait], older?.traits[trait], Boolean(newer && older)),
      ]),
    ),
  };
}

/**
 * @param {string} name
 * @param {string} trait
 * @param {Fact | undefined} newer
 * @param {Fact | undefined} older
 * @param {boolean} inBoth - Whether both generations have the class.
 * @returns {Fact}
 */
function factOf(name, trait, newer, older, inBoth) {
  const fact = newer ?? older;
  if (fact === undefined) throw new Error(`No generation has ${name}.${trait}.`);
  if (newer && older && newer.type !== older.type)
    throw new Error(
      `${name}.${trait} is ${older.type} in 5.5 and ${newer.type} in 6.1: facts.mjs cannot write both yet.`,
    );
  const isSame = newer === undefined || older === undefined || JSON.stringify(newer) === JSON.stringify(older);
  // A class of the hub's own that people do not name counts as the one that is made from it.
  const definedBy = NAMES.has(fact.definedBy ?? name) ? (fact.definedBy ?? name) : name;
  const { type } = fact;
  return {
    type: type === "any" || type.startsWith("any|") ? (TYPES_OF_ANY[`${definedBy}.${trait}`] ?? "any") : type,
    ...(definedBy === name ? {} : { definedBy }),
    ...(isSame && !fact.computed ? { default: fact.default } : { computed: true }),
    ...(fact.deprecated ? { deprecated: true } : {}),
    ...(inBoth && !(newer && older) ? { only: newer ? "6.1" : "5.5" } : {}),
  };
}
