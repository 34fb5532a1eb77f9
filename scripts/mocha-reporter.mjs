import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/** Mocha's own report for people, and the counts for scripts/test.mjs in the file that it names. */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const { counts } = options.reporterOptions;
    runner.once("end", () => {
      const { passes, failures, pending } = runner.stats;
      // A test that was put off has not been passed.
      writeFileSync(counts, JSON.stringify({ passed: passes, failed: failures + pending }));
    });
  }
}
