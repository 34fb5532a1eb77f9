import { checkContainers } from "./check-containers.ts";
import { checkFiles } from "./check-files.ts";
import { checkMachine } from "./check-machine.ts";
import { checkNotebooks } from "./check-notebooks.ts";
import { checkStart } from "./check-start.ts";
import { checkVisits } from "./check-visits.ts";
import { checkWeb } from "./check-web.ts";
import { checkWork } from "./check-work.ts";
import type { Facts } from "./facts.ts";
import type { Finding } from "./finding.ts";

const LOOKING = [checkMachine, checkContainers, checkFiles, checkNotebooks, checkWeb];
const TRYING = [checkStart, checkWork, checkVisits];

/** Findings about one person's server; the other checks may have found the same about another server. */
const OF_ONE = /^(?:folder|notebook|volume|name)-/;

/** All problems at once, with the causes of other problems first. */
export function diagnose(facts: Facts): readonly Finding[] {
  const looked = LOOKING.flatMap((check) => check(facts));
  const known = new Set(looked.map(({ code }) => code));
  // What the other checks found need not be repeated for its effects on the server that was tried.
  const tried = TRYING.flatMap((check) => check(facts)).filter(({ code }) => OF_ONE.test(code) || !known.has(code));
  return [...looked, ...tried];
}
