import { committedFacts, type Facts } from "../../../scripts/traits/committed-facts.mjs";
import { factsText, liveFacts } from "../../../scripts/traits/facts.mjs";

/** The traits of the real classes, counted, and what is different from the committed facts: nothing, if they are up to date. */
export function compareWithLiveClasses(): {
  readonly classes: number;
  readonly traits: number;
  readonly different: readonly string[];
} {
  const live = liveFacts();
  const [now, committed] = [live, committedFacts()].map((facts) => new Set(factsText(facts).split("\n")));
  const different = [
    ...[...(now ?? [])].filter((line) => committed?.has(line) !== true).map((line) => `+ ${line}`),
    ...[...(committed ?? [])].filter((line) => now?.has(line) !== true).map((line) => `- ${line}`),
  ];
  return { ...countOf(live), different };
}

/** The classes, and the traits that one of them defines. */
export function countOf({ classes }: Facts): { readonly classes: number; readonly traits: number } {
  const own = Object.values(classes).flatMap(({ traits }) =>
    Object.values(traits).filter(({ definedBy }) => definedBy === undefined),
  );
  return { classes: Object.keys(classes).length, traits: own.length };
}
