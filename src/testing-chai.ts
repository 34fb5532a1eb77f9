/// <reference types="chai" preserve="true" />
/**
 * Assertions for chai: `expect(access(hub, people)).to.letWrite("halljord", "/home/jovyan/team-1")`.
 *
 * @packageDocumentation
 */
import type { Files } from "./deployment/deployment.ts";
import { mayVerdict, type NobodyOptions, nobodyVerdict, onlyVerdict } from "./testing/access-verdicts.ts";
import { fileVerdict, type PartOfFile } from "./testing/file-verdict.ts";
import type { Place } from "./testing/place.ts";
import type { May } from "./testing/say-access.ts";
import type { Verdict } from "./testing/verdict.ts";
import type { GroupOfPeople, Who } from "./testing/who.ts";

declare global {
  namespace Chai {
    interface Assertion {
      /** The person may read the place, or write to it. The subject is `access(hub, people)`. */
      letRead(person: Who, place: Place): Assertion;
      /** The person may write to the place. The subject is `access(hub, people)`. */
      letWrite(person: Who, place: Place): Assertion;
      /** Nobody on the list may do that with the place, whatever the people in `except` may. The subject is `access(hub, people)`. */
      letNobody(may: May, place: Place, options?: NobodyOptions): Assertion;
      /** Exactly these people, and nobody else on the list, may do that with the place. The subject is `access(hub, people)`. */
      letOnly(people: readonly (Who | GroupOfPeople)[], may: May, place: Place): Assertion;
      /** The file has the text or the pattern, or, if it is YAML or JSON, the data. The subject is `generate(hub)`. */
      haveFile(path: string, part: PartOfFile): Assertion;
    }
  }
}

/**
 * A plugin for chai 4.3, 5 and 6 that adds `letRead`, `letWrite`, `letNobody`, `letOnly` and `haveFile`. A person, place, file or key that does
 * not exist throws a `TestMistake`, with `.not` as well.
 *
 * @example
 * ```ts
 * import { expect, use } from "chai";
 * import { accessAssertions } from "hubwright/testing/chai";
 *
 * use(accessAssertions);
 * expect(access(hub, people)).to.letWrite("halljord", "/home/jovyan/team-1");
 * ```
 */
export function accessAssertions(chai: Chai.ChaiStatic, utils: Chai.ChaiUtils): void {
  const add = <Args extends readonly unknown[]>(
    name: string,
    verdictOf: (subject: unknown, ...args: Args) => Verdict,
  ) => {
    utils.addMethod(chai.Assertion.prototype, name, function (this: object, ...args: Args) {
      const verdict = verdictOf(utils.flag(this, "object"), ...args);
      const isNegated = utils.flag(this, "negate") === true;
      if (verdict.holds !== isNegated) return;
      const lead: unknown = utils.flag(this, "message");
      const { message, actual, expected, unexpected } = verdict;
      // Not this.assert, which would replace `#{this}` in names.
      throw new chai.AssertionError(
        `${typeof lead === "string" ? `${lead}: ` : ""}${message()}`,
        { actual, expected: isNegated ? unexpected : expected, operator: name, showDiff: true },
        utils.flag(this, "ssfi") as never,
      );
    });
  };
  add("letRead", (subject, person: Who, place: Place) => mayVerdict(subject, "read", person, place));
  add("letWrite", (subject, person: Who, place: Place) => mayVerdict(subject, "write", person, place));
  add("letNobody", (subject, may: May, place: Place, options?: NobodyOptions) =>
    nobodyVerdict(subject, may, place, options),
  );
  add("letOnly", (subject, people: readonly (Who | GroupOfPeople)[], may: May, place: Place) =>
    onlyVerdict(subject, people, may, place),
  );
  add("haveFile", (subject, path: string, part: PartOfFile) => fileVerdict(subject as Files, path, part));
}
