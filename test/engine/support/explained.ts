import { expect } from "chai";
import type { Ended } from "./command.ts";

/** What a refusal must say: what is wrong, and where. It must also say what to do, and show no stack trace. */
export interface Explanation {
  readonly what: RegExp;
  readonly where: RegExp;
  readonly next?: RegExp;
}

/** Checks that a command exited with 1 and told a person what, where and what to do next. */
export function expectExplained({ exitCode, output }: Ended, { what, where, next = /./ }: Explanation): void {
  expect(exitCode, output).to.equal(1);
  expect(output).to.match(what).and.match(where);
  const hints = output.split("\n").filter((line) => line.startsWith("  hint: "));
  expect(hints.length, output).to.be.greaterThan(0);
  expect(hints.join("\n")).to.match(next);
  expect(output, "a stack trace").not.to.match(/^\s+at /m);
  expect(output, "a fault of hubwright").not.to.match(/hubwright failed|\[object/);
}
