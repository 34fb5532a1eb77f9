import { expect } from "chai";
import { adminsOn } from "../../src/access/roster-surprises.ts";
import type { Diagnostic } from "../../src/model/problem/diagnostic.ts";
import { GroupMap, type Person } from "../../src/model/roster/group-map.ts";
import { rosterProblem } from "../../src/model/roster/roster-problem.ts";
import { slipProblem, slipsIn } from "../../src/model/roster/roster-slips.ts";
import { SeededRandom } from "../engine/roster/random.ts";
import { noteFigure } from "../engine/support/figure.ts";
import { firstLineNotUtf8 } from "../../src/workspace/hub/not-utf8.ts";
import { type CaseDiagnostic, diagnosticsAsCase } from "./cases.ts";
import { hubAnswers } from "./python-answers.ts";
import { randomList, type Reshaped, reshaped, TODAY } from "./reshaped-lists.ts";

/** Set for more of them: HUBWRIGHT_TEST_LISTS=2000 SEED=1 npx mocha test/contracts/reshaped-lists.test.ts */
const LISTS = Number(process.env["HUBWRIGHT_TEST_LISTS"] ?? 60);
const SEED = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
/** So many are asked of one Python process, so that its answers fit in memory. */
const BATCH = 200;

/** What the hub makes of a list: what is in force while the file settles, and after. */
interface Answer {
  readonly meanwhile: readonly HeldPerson[];
  readonly still: readonly HeldPerson[];
  readonly diagnostics: readonly CaseDiagnostic[];
}

interface HeldPerson {
  readonly name: string;
  readonly admin: boolean;
  readonly groups: { readonly [group: string]: string };
  readonly until: string | null;
  readonly pw: number;
}

describe("random lists, each reshaped in every way that lists are", function () {
  this.timeout(600_000);

  it(`cost nobody anything, and let nobody in whose access has ended, in both languages: ${LISTS} lists`, function () {
    const random = new SeededRandom(SEED);
    const counts = new Map<string, number>();
    for (let done = 0; done < LISTS; done += BATCH) {
      const lists = Array.from({ length: Math.min(BATCH, LISTS - done) }, () => randomList(random));
      const cases = lists.flatMap((list) => reshaped(list, random));
      const answers = hubAnswers<Answer>(
        cases.map(({ before, after }) => ({ before, bytes: Buffer.from(after).toString("base64"), today: TODAY })),
      );
      expect(answers.length).to.equal(cases.length);
      cases.forEach((one, index) => {
        const answer = answers[index];
        if (answer === undefined) return;
        const where = `seed ${SEED}, ${one.how}: ${JSON.stringify(one.before)} became ${JSON.stringify(Buffer.from(one.after).toString())}`;
        const people = GroupMap.parse(one.before).people;
        expectNothingLost(people, answer.meanwhile, `the hub at once, ${where}`);
        expectNothingLost(people, answer.still, `the hub, ${where}`);
        expect(answer.diagnostics, where).to.deep.equal(diagnosticsAsCase(problemsOf(one)));
        counts.set(one.how, (counts.get(one.how) ?? 0) + (answer.diagnostics.some(isError) ? 1 : 0));
      });
    }
    const found = [...counts].map(([how, count]) => `${how} ${count}`).join(", ");
    noteFigure(this, `seed ${SEED}: ${LISTS * counts.size} lists; with errors: ${found}`);
  });

  it("are really spoiled: read without these rules, most of them would take something", () => {
    const random = new SeededRandom(1);
    const cases = Array.from({ length: 50 }, () => randomList(random)).flatMap((list) => reshaped(list, random));
    const harmful = cases.filter(({ before, after }) => {
      const now = GroupMap.parse(Buffer.from(after).toString());
      return GroupMap.parse(before).people.some(
        (person) => now.person(person.name)?.groups.length !== person.groups.length,
      );
    });
    expect(harmful.length).to.be.greaterThan(cases.length / 2);
  });
});

/** The rule: everybody who was there has at least what they had, and nobody has access longer than according to the previous list. */
function expectNothingLost(before: readonly Person[], now: readonly HeldPerson[], where: string): void {
  const held = new Map(now.map((person) => [person.name, person]));
  for (const person of before) {
    const after = held.get(person.name);
    expect(after, `${person.name} is there: ${where}`).not.to.equal(undefined);
    if (after === undefined) continue;
    expect(after.admin || !person.admin, `${person.name} stays admin: ${where}`).to.equal(true);
    expect(after.pw, `the password of ${person.name}: ${where}`).to.equal(person.pw);
    for (const { group, standing } of person.groups)
      expect([standing, "staff"], `${person.name} in ${group}: ${where}`).to.include(after.groups[group]);
    expect(after.until, `the end of ${person.name}: ${where}`).to.equal(person.until);
  }
}

/** What TypeScript finds in a list, compared with the one that was in force: the hub must find the same. */
function problemsOf({ before, after }: Reshaped): readonly Diagnostic[] {
  const earlier = GroupMap.parse(before);
  const text = textOf(after);
  if (text === undefined) {
    const line = String(firstLineNotUtf8(after));
    return [{ severity: "error", at: [], ...rosterProblem("roster-not-utf8", { file: "The user list", line }) }];
  }
  const map = GroupMap.parse(text);
  const { diagnostics } = map;
  if (diagnostics.some(isError)) return diagnostics;
  if (adminsOn(earlier, TODAY).length > 0 && adminsOn(map, TODAY).length === 0)
    return [...diagnostics, { severity: "error", at: [], ...rosterProblem("roster-admin-ended/by-edit") }];
  return [...diagnostics, ...slipsIn(earlier, map).map(slipProblem)];
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isError({ severity }: { readonly severity: string }): boolean {
  return severity === "error";
}
