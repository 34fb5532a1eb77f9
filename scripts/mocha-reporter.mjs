import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/** Mocha's own report for people, and the counts for scripts/test.mjs in the file that it names. */
export default class CountingReporter extends Mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    const { counts } = options.reporterOptions;
    runner.once("end", () => {
      const { passes, failures, pending } = this.stats;
      // A test that was put off has not been passed.
      writeFileSync(counts, JSON.stringify({ passed: passes, failed: failures + pending }));
    });
  }
}
