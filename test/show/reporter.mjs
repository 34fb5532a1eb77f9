import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/** Mocha's own report, plus a file with the result of each test and the figure that it noted. */
export default class FigureReporter extends Mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    /** @type {import("./point.ts").Test[]} */
    const results = [];
    /** @type {(test: Mocha.Test & { readonly figure?: string }, error?: Error) => unknown} */
    const note = (test, error) =>
      results.push({
        title: test.fullTitle(),
        passed: error === undefined,
        seconds: (test.duration ?? 0) / 1000,
        figure: test.figure,
        error: error?.message,
      });
    runner.on("pass", (test) => note(test));
    runner.on("fail", (test, error) => note(test, error));
    runner.once("end", () => writeFileSync(options.reporterOptions.report, JSON.stringify(results)));
  }
}
