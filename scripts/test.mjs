// Every layer of tests, in order: npm test, or some of them: npm test -- unit python
//
// A layer fails when a test fails, is skipped or put off, or when it has no test at all; nothing is tried twice.
// --if-engine, for machines where dockerd itself cannot start, counts the tests that need an engine as skipped.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";
import { pythonEnvironment } from "./python.mjs";
import { countMocha, mocha, mochaWithout, pytest } from "./test-runners.mjs";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Tests of many minutes, which npm run show roster and server run. They are counted here, so that none is forgotten. */
const SHOWN = ["test/engine/roster", "test/engine/server"];

/** @type {{ readonly [layer: string]: readonly import("./test-runners.mjs").Runner[] }} */
const LAYERS = {
  unit: [mocha("test/unit", "examples")],
  python: [pytest("not engine")],
  contracts: [mocha("test/contracts")],
  golden: [mocha("test/golden")],
  package: [mocha("test/package")],
  "python-engine": [pytest("engine")],
  engine: [mochaWithout(SHOWN, "test/engine")],
};

const words = process.argv.slice(2);
const ifEngine = words.includes("--if-engine");
const asked = words.filter((word) => word !== "--if-engine");
const unknown = asked.filter((name) => !(name in LAYERS));
if (unknown.length > 0) {
  console.error(`There is no layer ${unknown.join(", ")}. They are: ${Object.keys(LAYERS).join(", ")}.`);
  process.exit(64);
}

const scratch = mkdtempSync(join(tmpdir(), "hubwright-test-"));
/** @type {{ layer: string, passed: number, failed: number, skipped: number, seconds: number, note: string }[]} */
const rows = [];
try {
  await prepare("build", () => build({ ifStale: true }));
  // Tests that compare the two languages start this one.
  await prepare(".venv", () => (process.env["HUBWRIGHT_PYTHON"] = pythonEnvironment()));
  for (const layer of asked.length > 0 ? asked : Object.keys(LAYERS)) rows.push(run(layer));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
summarize();

/**
 * Something that the layers use. Where it cannot be had, that is a failure of its own, and the layers are run all the same.
 *
 * @param {string} layer
 * @param {() => unknown} make
 */
async function prepare(layer, make) {
  try {
    await make();
  } catch (problem) {
    rows.push({ layer, passed: 0, failed: 1, skipped: 0, seconds: 0, note: String(problem) });
  }
}

/** @param {string} layer */
function run(layer) {
  console.log(`\n== ${layer}`);
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  if (layer.endsWith("engine")) {
    const lacking = engineSetUp("start");
    if (lacking && ifEngine) {
      const left = layer === "engine" ? [...(LAYERS["engine"] ?? []), mocha(...SHOWN)] : [];
      return { layer, passed: 0, ...countMocha(left, scratch), seconds: seconds(), note: "dockerd does not start" };
    }
    if (lacking || engineSetUp("image"))
      return { layer, passed: 0, failed: 1, skipped: 0, seconds: seconds(), note: "no engine" };
  }
  const counts = (LAYERS[layer] ?? []).map((runner, index) => runner(join(scratch, `${layer}-${index}`)));
  const sum = (/** @type {"passed" | "failed"} */ key) => counts.reduce((total, count) => total + count[key], 0);
  const empty = sum("passed") + sum("failed") === 0;
  const left =
    layer === "engine" ? `and ${countMocha([mocha(...SHOWN)], scratch).skipped} by npm run show roster and server` : "";
  return {
    layer,
    passed: sum("passed"),
    failed: empty ? 1 : sum("failed"),
    skipped: 0,
    seconds: seconds(),
    note: empty ? "no tests" : left,
  };
}

/**
 * One step of test/engine/setup/engine.sh, which says itself what is wrong, in dockerd's own words.
 *
 * @param {string} step
 */
function engineSetUp(step) {
  return (
    spawnSync("bash", [join(ROOT, "test/engine/setup/engine.sh"), step], { stdio: ["ignore", "inherit", "inherit"] })
      .status !== 0
  );
}

function summarize() {
  console.log("\nlayer           passed  failed  seconds");
  for (const { layer, passed, failed, seconds, note } of rows) {
    console.log(
      `${layer.padEnd(14)}${String(passed).padStart(8)}${String(failed).padStart(8)}${seconds.toFixed(1).padStart(9)}  ${note}`.trimEnd(),
    );
  }
  const total = (/** @type {"passed" | "failed" | "skipped"} */ key) => rows.reduce((sum, row) => sum + row[key], 0);
  const skipped = total("skipped");
  console.log(`\n${total("passed")} passed, ${total("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  process.exitCode = total("failed") === 0 ? 0 : 1;
}
