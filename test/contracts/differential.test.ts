import { expect } from "chai";
import * as fc from "fast-check";
import { foldName } from "../../src/model/fold-name.ts";
import { GroupMap } from "../../src/model/group-map.ts";
import { notebookName } from "../../src/model/names.ts";
import { derivePassword } from "../../src/model/password.ts";
import { resolvePolicy } from "../../src/model/resolved-policy.ts";
import { hubName, notebook, volumes } from "./arbitrary-hub.ts";
import { rosterText } from "./arbitrary-roster.ts";
import {
  type CaseHub,
  type CaseNotebook,
  type CaseStaff,
  diagnosticsAsCase,
  hubOf,
  mountsAsCase,
  notebookAsCase,
  peopleAsCase,
  reachAsCase,
} from "./cases.ts";
import { hubAnswers, pythonAnswers } from "./python-answers.ts";

const ROSTERS = 5000;
const PASSWORDS = 60;

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

// Every roster goes to one Python process, so fast-check cannot shrink; the seed brings a difference back.
describe("random rosters", function () {
  this.timeout(300_000);
  const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));

  it(`are read alike by both languages: ${ROSTERS} rosters with hubs of all four kinds of volume`, () => {
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
  it("is Python's for every character there is", function () {
    this.timeout(60_000);
    const program = `import json, sys, unicodedata
print(json.dumps(float(unicodedata.unidata_version[:4])))
print(json.dumps([[c, chr(c).lower()] for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF and chr(c).lower() != chr(c)]))`;
    const [version, folded] = pythonAnswers<unknown>(["-c", program], []) as [number, [number, string][]];
    const ours: [number, string][] = [];
    for (let code = 0; code < 0x110000; code += 1) {
      const character = String.fromCodePoint(code);
      if (!/\p{Surrogate}/u.test(character) && foldName(character) !== character)
        ours.push([code, foldName(character)]);
    }
    // A Python newer than the hub's may fold letters that the hub does not.
    const theirs =
      version < 16
        ? folded
        : folded.filter(([code]) => foldName(String.fromCodePoint(code)) !== String.fromCodePoint(code));
    expect(ours).to.deep.equal(theirs);
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
    diagnostics: diagnosticsAsCase(people),
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

function shortest(questions: readonly Question[]): readonly Question[] {
  return questions.toSorted((a, b) => a.text.length - b.text.length).slice(0, 1);
}
