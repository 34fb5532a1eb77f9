import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import Mocha from "mocha";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Mocha's own report for people, and a report for scripts/test.mjs in the file that it names. */
export default class CountingReporter extends Mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    const { report } = /** @type {{ report: string }} */ (options.reporterOptions);
    /** @type {{ title: string, seconds: number, file: string }[]} */
    const tests = [];
    const note = (/** @type {Mocha.Runnable} */ { title, parent, duration = 0, file = "" }) =>
      tests.push({
        title: [...(parent?.titlePath() ?? []), title].join(" "),
        seconds: duration / 1000,
        file: relative(ROOT, file),
      });
    // What a test measured, and the seed of a random one.
    runner.on("pass", (/** @type {Mocha.Test & { readonly figure?: string }} */ { figure }) => {
      if (figure !== undefined) Mocha.reporters.Base.consoleLog(`      ${figure}`);
    });
    runner.on("test end", note);
    // A hub may be started here for all tests of a file.
    runner.on("hook end", note);
    runner.once("end", () => {
      const { passes, failures, pending } = /** @type {Mocha.Stats} */ (runner.stats);
      // A pending test has not passed.
      writeFileSync(report, JSON.stringify({ passed: passes, failed: failures + pending, tests }));
    });
  }
}
