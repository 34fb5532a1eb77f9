import { shown } from "../model/problem/diagnostic.ts";
import { nearest } from "../model/nearest.ts";

/**
 * A mistake in the test itself: it names something that does not exist, or asks what cannot be asked. Never an assertion error, and thrown
 * for negated assertions, too, so that no test passes because of a typo.
 */
export class TestMistake extends Error {
  /** Tells it from an assertion error where `instanceof` does not, as between two copies of the package. */
  override readonly name = "TestMistake";
}

/** A known name that was probably meant, as the end of a message: ` Did you mean "halljord"?`; otherwise the fallback. */
export function didYouMean(written: string, known: readonly string[], otherwise = ""): string {
  const meant = nearest(written, known);
  return meant === undefined ? otherwise : ` Did you mean ${shown(meant)}?`;
}

/** A few names for the end of a message: `team-1, team-2 and 3 more`; `"none"` if there are none. */
export function listed(names: readonly string[], most = 6): string {
  if (names.length === 0) return "none";
  const rest = names.length - most;
  return names.slice(0, most).map(shown).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/**
 * Refuses fields that do not exist, which the compiler reports only where tests are compiled.
 *
 * @param what - What has the fields: `"a place"`.
 * @throws TestMistake
 */
export function requireFields(what: string, value: unknown, known: readonly string[]): void {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new TestMistake(`Expected an object for ${what}, not ${shown(value)}.`);
  const field = Object.keys(value).find((name) => !known.includes(name));
  if (field !== undefined)
    throw new TestMistake(
      `There is no field ${shown(field)} in ${what}.${didYouMean(field, known, ` The fields are: ${known.join(", ")}.`)}`,
    );
}
