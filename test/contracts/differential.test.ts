import { expect } from "chai";
import * as fc from "fast-check";
import { type Given, givenBy } from "../../src/access/held.ts";
import { whoLoses } from "../../src/access/rights.ts";
import { foldName } from "../../src/model/hub/fold-name.ts";
import { GroupMap } from "../../src/model/roster/group-map.ts";
import { notebookName } from "../../src/model/hub/names.ts";
import { derivePassword } from "../../src/model/hub/password.ts";
import { resolvePolicy } from "../../src/model/hub/resolved-policy.ts";
import { hubName, notebook, volumes } from "./arbitrary-hub.ts";
import { change, type Moment } from "./arbitrary-loss.ts";
import { rosterText } from "./arbitrary-roster.ts";
import {
  type CaseDiagnostic,
  type CaseEffective,
  type CaseHub,
  type CaseNotebook,
  casesOf,
  type CaseStaff,
  diagnosticsAsCase,
  effectiveAsCase,
  hubOf,
  mountsAsCase,
  notebookAsCase,
  peopleAsCase,
  reachAsCase,
} from "./cases.ts";
import { hubAnswers, pythonAnswers } from "./python-answers.ts";

const ROSTERS = 5000;
const PASSWORDS = 60;
const CHANGES = 5000;
const MOMENTS = 5000;

interface Question {
  readonly text: string;
  readonly hub: CaseHub & CaseStaff & Partial<CaseNotebook>;
  /** Keys of drop-boxes whose copy is complete. */
  readonly closed?: readonly string[];
  readonly key?: string;
  readonly length?: number;
}

const question: fc.Arbitrary<Question> = fc
  .record({
    text: rosterText,
    name: hubName,
    policies: volumes,
    isClosed: fc.boolean(),
    notebook,
    open: fc.constantFrom("own-group", "own-group", "members"),
  })
  .map(({ text, name, policies, isClosed, notebook, open }) => ({
    text,
    closed: isClosed ? Object.keys(policies) : [],
    hub: {
      hub: name,
      volumes: Object.entries(policies).map(([key, policy]) => resolvePolicy(key, policy)),
      notebook,
      staff: { open },
    },
  }));

/** A hub and a list at moments around those at which random boxes close and random people's access ends. */
const moment: fc.Arbitrary<{ readonly text: string; readonly effective: CaseEffective }> = fc.record({
  text: rosterText,
  effective: fc.record({
    hub: hubName,
    volumes: volumes.map((some) => Object.entries(some).map(([key, policy]) => resolvePolicy(key, policy))),
    staff: fc.record({ open: fc.constantFrom("own-group", "members") }),
    admins: fc.record({ access: fc.boolean() }),
    passwords: fc.boolean(),
    timezone: fc.constantFrom("UTC", "Pacific/Auckland", "America/Los_Angeles"),
    now: fc.constantFrom(
      "2026-11-30T12:00:00Z",
      "2026-12-11T23:59:00Z",
      "2026-12-31T23:30:00Z",
      "2027-01-01T00:00:01Z",
      "2027-02-01T00:00:00Z",
      "2030-07-02T00:00:00Z",
    ),
  }),
});

// Every roster goes to one Python process, so fast-check cannot shrink; the seed brings a difference back.
describe("random rosters", function () {
  this.timeout(300_000);
  const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));

  it(`are read in the same way by both languages: ${ROSTERS} rosters with hubs of all four kinds of volume`, () => {
    const questions = fc.sample(question, { numRuns: ROSTERS, seed });
    const theirs = hubAnswers(questions);
    expect(theirs.length).to.equal(ROSTERS);
    const differences = questions.filter(
      (asked, index) => JSON.stringify(answer(asked)) !== JSON.stringify(theirs[index]),
    );
    for (const asked of shortest(differences)) {
      expect(
        answer(asked),
        `seed ${seed}, ${differences.length} differ, first: ${JSON.stringify(asked)}`,
      ).to.deep.equal(theirs[questions.indexOf(asked)]);
    }
    expect(differences).to.deep.equal([]);
    expect(questions.filter(({ text }) => GroupMap.parse(text).people.length > 1).length).to.be.greaterThan(
      ROSTERS / 2,
    );
  });

  it(`and definitions that change take something from the same people: ${CHANGES} changes`, () => {
    const questions = fc.sample(change, { numRuns: CHANGES, seed });
    const theirs = hubAnswers<{ readonly loses: readonly string[] }>(questions);
    expect(theirs.length).to.equal(CHANGES);
    questions.forEach(({ was, is }, index) => {
      const loses = whoLoses(givenOf(was).held, givenOf(is)).toSorted(byCodePoint);
      expect({ loses }, `seed ${seed}: ${JSON.stringify({ was, is })}`).to.deep.equal(theirs[index]);
    });
    const isOnList = (name: string, { text }: Moment) => GroupMap.parse(text).person(name) !== undefined;
    const stay = questions.flatMap(({ is }, index) =>
      (theirs[index]?.loses ?? []).filter((name) => isOnList(name, is)),
    );
    expect(stay).to.have.length.greaterThan(CHANGES / 10);
  });

  it(`let people use the same volumes in the same ways in both languages: ${MOMENTS} moments`, () => {
    const questions = fc.sample(moment, { numRuns: MOMENTS, seed });
    const theirs = hubAnswers<{ readonly effective: ReturnType<typeof effectiveAsCase> }>(questions);
    expect(theirs.length).to.equal(MOMENTS);
    questions.forEach(({ text, effective }, index) => {
      const ours = effectiveAsCase(effective, GroupMap.parse(text));
      expect(ours, `seed ${seed}: ${JSON.stringify({ text, effective })}`).to.deep.equal(theirs[index]?.effective);
    });
    const reached = theirs.flatMap(({ effective }) => effective.flatMap(([, volumes]) => volumes));
    const because = reached.filter(([, , way]) => way !== "mount").map(([, , way, , words]) => `${way} ${words}`);
    for (const kind of ["server staff", "server hub admin", "password hub admin"])
      expect(
        because.filter((one) => one.startsWith(kind)),
        kind,
      ).to.have.length.greaterThan(MOMENTS / 10);
  });

  it("have problems that both languages report in the same words, as have those of the cases", () => {
    const cases = ["roster", "lists"].flatMap((name) => casesOf<{ text: string }>(name));
    const texts = [
      ...cases.map(({ text }) => text),
      "ann,team-1 until=x\n".repeat(300),
      "ann té until=x\n".repeat(300),
    ];
    const theirs = hubAnswers<{ readonly diagnostics: readonly CaseDiagnostic[] }>(texts.map((text) => ({ text })));
    texts.forEach((text, index) => {
      expect(diagnosticsAsCase(GroupMap.parse(text).diagnostics), JSON.stringify(text)).to.deep.equal(
        theirs[index]?.diagnostics,
      );
    });
  });

  it(`give the same passwords in both languages: ${PASSWORDS} keys and rosters`, () => {
    const keyed = fc.tuple(question, fc.string({ unit: "grapheme", minLength: 1 }), fc.integer({ min: 6, max: 64 }));
    const questions = fc
      .sample(keyed, { numRuns: PASSWORDS, seed })
      .map(([asked, key, length]) => ({ ...asked, key, length }));
    const theirs = hubAnswers<{ readonly persons: readonly { readonly password: string }[] }>(questions);
    expect(theirs.length).to.equal(PASSWORDS);
    questions.forEach((asked, index) => expect(answer(asked), `seed ${seed}`).to.deep.equal(theirs[index]));
    const passwords = theirs.flatMap(({ persons }) => persons.map(({ password }) => password));
    expect(passwords).to.have.length.greaterThan(PASSWORDS);
    for (const password of passwords) expect(password).to.match(/^[0-9a-f]{6,64}$/);
  });
});

describe("folding", () => {
  it("is the hub's for every character there is, alone and among others", function () {
    this.timeout(120_000);
    const program = `import json, sys, unicodedata
sys.path.insert(0, "python-templates")
from hubwright_hub.people.fold_name import fold
print(json.dumps(float(unicodedata.unidata_version[:4])))
for line in sys.stdin:
    print(json.dumps([fold(name) for name in json.loads(line)]))`;
    const characters = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code));
    // Between a base and marks of several classes, so that order and composition show.
    const lines = [
      characters,
      characters.map((one) => `a${one}\u0323\u0307`),
      characters.map((one) => `o\u0315${one}${one}`),
    ];
    const [version, ...theirs] = pythonAnswers<unknown>(["-c", program], lines) as [number, ...string[][]];
    // A Python newer than the hub's may fold letters to lower case that the hub does not.
    const isHubs = (one: string | undefined) => version < 16 || one?.toLowerCase() === one;
    lines.forEach((names, index) => {
      const differ = names.filter((name, at) => isHubs(characters[at]) && foldName(name) !== theirs[index]?.[at]);
      expect(differ).to.deep.equal([]);
    });
  });

  it("is done once: a folded name folds to itself", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (name) => foldName(foldName(name)) === foldName(name)));
  });
});

function answer({ text, hub, closed, key, length }: Question): unknown {
  const people = GroupMap.parse(text);
  const definition = hubOf(hub);
  return {
    people: peopleAsCase(people),
    diagnostics: diagnosticsAsCase(people.diagnostics),
    reach: reachAsCase(hub, people),
    persons: people.people.map(({ name, pw }) => ({
      person: name,
      notebook: notebookName(hub.hub, name),
      ...mountsAsCase(definition, people, name, closed),
      ...(hub.notebook === undefined
        ? {}
        : { server: notebookAsCase({ hub: hub.hub, notebook: hub.notebook }, people, name) }),
      ...(key === undefined || length === undefined ? {} : { password: derivePassword(name, key, { length, pw }) }),
    })),
  };
}

function givenOf({ text, closed, ...hub }: Moment): Given {
  return givenBy(hubOf(hub), GroupMap.parse(text), { closed });
}

/** As Python sorts. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function shortest(questions: readonly Question[]): readonly Question[] {
  return questions.toSorted((a, b) => a.text.length - b.text.length).slice(0, 1);
}
