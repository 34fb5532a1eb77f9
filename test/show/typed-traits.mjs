// That every trait is typed, and that typos and wrong values do not compile: the points of a show, or on its own:
// node --import tsx test/show/typed-traits.mjs
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../../scripts/build.mjs";
import { isMain } from "../../scripts/is-main.mjs";
import { compareWithLiveClasses, countOf } from "./traits/compare-live.ts";
import { compileUses } from "./traits/compile-uses.ts";
import { drawCorrect, drawWrong } from "./traits/draw-uses.ts";
import { committedFacts } from "../../scripts/traits/committed-facts.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const USES = 200;
const VERSIONS = ["5.4", "6.0", "7.0"];

/** @type {readonly import("./point.ts").Point[]} */
export const TRAIT_POINTS = [
  {
    says: "every configurable trait of the real classes is typed",
    show: () => {
      const { classes, traits, different } = compareWithLiveClasses();
      if (different.length > 0) throw new Error(`Run npm run traits.\n${different.slice(0, 10).join("\n")}`);
      const committed = countOf(committedFacts());
      if (committed.classes !== classes || committed.traits !== traits) throw new Error("The counts differ.");
      return `${classes} classes, ${traits} traits`;
    },
  },
  ...VERSIONS.map((version) => ({
    says: `${USES} random typos and wrong values do not compile with TypeScript ${version}, and ${USES} correct uses do`,
    show: () => compiled(version, Date.now() % 2 ** 31),
  })),
];

/**
 * @param {string} version
 * @param {number} seed
 */
function compiled(version, seed) {
  const scratch = mkdtempSync(join(tmpdir(), "hubwright-uses-"));
  try {
    const uses = { correct: drawCorrect(USES, seed), wrong: drawWrong(USES, seed) };
    const { refused, accepted, seconds } = compileUses(version, uses, { scratch, root: ROOT });
    const wrong = [
      ...refused.map((said) => `Does not compile: ${said}`),
      ...accepted.map((text) => `Compiles: ${text}`),
    ];
    if (wrong.length > 0) throw new Error(`With seed ${seed}:\n${wrong.slice(0, 10).join("\n")}`);
    return `${USES} and ${USES} in ${seconds.toFixed(1)} s`;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (isMain(import.meta)) {
  await build({ ifStale: true });
  for (const { says, show } of TRAIT_POINTS)
    process.stdout.write(`${says}: ${await show?.({ tests: [], runs: [] })}\n`);
}
