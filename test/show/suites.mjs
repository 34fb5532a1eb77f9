// Which engine tests each show runs.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BEFORE, FEW_EDITS, FEW_SEQUENCES } from "../../scripts/test/engine-files.mjs";

/** @typedef {import("../../scripts/test/engine-files.mjs").Part} Part */

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ENGINE_TESTS = "test/engine";

/** Files outside roster/ that are about the live roster: the list itself, and classes that depend on it. */
const ABOUT_ROSTER = ["drop-box.test.ts", "large-class.test.ts", "roster-pages.test.ts", "settings.test.ts"];
/** Files about several hubs on one server, and changes to them. */
const ABOUT_SERVER = [
  "change.test.ts",
  "doctor-disk.test.ts",
  "doctor-spawn.test.ts",
  "doctor-versions.test.ts",
  "doctor.test.ts",
  "identity.test.ts",
  "ls.test.ts",
  "metrics.test.ts",
  "postgres.test.ts",
  "remote.test.ts",
  "rename-hub.test.ts",
  "several-hubs.test.ts",
  "terminal.test.ts",
  "volumes.test.ts",
  "web-server.test.ts",
];
const CUT_OFF = "server/cut-off.test.ts";
const RANDOM_CHANGES = "server/random-changes.test.ts";
/** Whom staff can reach, which is about the roster and about the limits of access. */
const STAFF = "roster/staff.test.ts";
/** The same on an engine in memory. */
const IN_MEMORY = "../contracts/random-changes.test.ts";

const ABOUT = [...ABOUT_ROSTER, ...ABOUT_SERVER];

/** The files of each show. @type {{ readonly [show: string]: readonly string[] }} */
const FILES = {
  "first-hub": testsIn(".").filter((file) => !ABOUT.includes(file)),
  roster: [...testsIn("roster"), ...ABOUT_ROSTER],
  access: [...testsIn("access"), STAFF],
  lists: testsIn("lists"),
  sdk: testsIn("sdk"),
  server: [
    ...testsIn("server").filter((file) => file !== CUT_OFF),
    ...ABOUT_SERVER,
    "engine-restart.test.ts",
    IN_MEMORY,
  ],
  "cut-off": [CUT_OFF],
};

/** Files with a hub for each version of JupyterHub, one after another. */
const OF_BOTH = [
  "access/former-admin.test.ts",
  "access/inside.test.ts",
  "access/page-attacks.test.ts",
  "drop-box.test.ts",
  "large-class.test.ts",
  "roster-pages.test.ts",
  "roster/malformed.test.ts",
  STAFF,
  "roster/ten-thousand.test.ts",
  "roster/twenty-edits.test.ts",
  "settings.test.ts",
];
const ONE_FOR_EACH = [
  { grep: BEFORE, invert: true, label: "6.1" },
  { grep: `^(?!${FEW_EDITS}).*${BEFORE}`, label: "5.5" },
];

/** Files that several processes run in parts, or that run elsewhere. @type {{ readonly [file: string]: readonly Omit<Part, "file">[] }} */
const PARTS = {
  ...Object.fromEntries(OF_BOTH.map((file) => [file, ONE_FOR_EACH])),
  [CUT_OFF]: [
    { grep: "cut off before the engine acts", label: "before" },
    { grep: "cut off after the engine has acted", label: "after" },
    { grep: "killed while the engine acts", label: "killed", engine: "second" },
  ],
  // The second engine's lane is the shorter one.
  [RANDOM_CHANGES]: [{ grep: FEW_SEQUENCES, invert: true, engine: "second" }],
  // Its file name is the same as the previous one's.
  [IN_MEMORY]: [{ label: "in-memory" }],
};

/**
 * The test files that a show runs, as paths from the root.
 *
 * @param {string} show
 */
export function filesOf(show) {
  return (FILES[show] ?? []).map((file) => join(ENGINE_TESTS, file));
}

/**
 * The same, by the parts that each process runs.
 *
 * @param {string} show
 * @returns {readonly Part[]}
 */
export function partsOf(show) {
  return (FILES[show] ?? []).flatMap((name) => {
    const file = join(ENGINE_TESTS, name);
    return (PARTS[name] ?? [{}]).map((part) => ({ file, ...part }));
  });
}

/** @param {string} directory */
function testsIn(directory) {
  return readdirSync(join(ROOT, ENGINE_TESTS, directory))
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => join(directory, file));
}
