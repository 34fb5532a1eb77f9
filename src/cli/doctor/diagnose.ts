import { checkContainers } from "./check-containers.ts";
import { checkFiles } from "./check-files.ts";
import { checkMachine } from "./check-machine.ts";
import { checkNotebooks } from "./check-notebooks.ts";
import { checkWeb } from "./check-web.ts";
import type { Facts } from "./facts.ts";
import type { Finding } from "./finding.ts";

/** Everything that is wrong, all at once: what lies under other things first. */
export function diagnose(facts: Facts): readonly Finding[] {
  return [checkMachine, checkContainers, checkFiles, checkNotebooks, checkWeb].flatMap((check) => check(facts));
}
