import { expect, use } from "chai";
import * as fc from "fast-check";
import { effectiveAccess } from "../../../src/access/effective-access.ts";
import { mountsFor } from "../../../src/access/mounts-for.ts";
import { defineHub, type HubDefinition } from "../../../src/model/hub/hub.ts";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import {
  access,
  expectNobody,
  expectNoRead,
  expectNoWrite,
  expectRead,
  expectWrite,
  type HubAccess,
  type Place,
} from "../../../src/testing.ts";
import { accessAssertions } from "../../../src/testing-chai.ts";
import { volumes } from "../../contracts/arbitrary-hub.ts";
import { rosterText } from "../../contracts/arbitrary-roster.ts";

use(accessAssertions);

const NOW = new Date("2026-12-15T12:00:00Z");

/** A hub without errors, and a list that may have some. */
const question = fc
  .record({
    volumes,
    text: rosterText,
    open: fc.constantFrom("own-group" as const, "members" as const),
    pick: fc.nat(),
    isNow: fc.boolean(),
  })
  .map(({ volumes, text, open, ...rest }) => ({
    hub: defined({ name: "math", volumes, staff: { open } }),
    people: GroupMap.parse(text),
    ...rest,
  }))
  .filter((one): one is typeof one & { readonly hub: HubDefinition } => one.hub !== undefined);

function defined(input: Parameters<typeof defineHub>[0]): HubDefinition | undefined {
  try {
    return defineHub(input);
  } catch (error) {
    if (error instanceof HubwrightError) return undefined;
    throw error;
  }
}

/** How a test ends: it passes, its assertion fails, or it has a mistake. */
function end(run: () => unknown): "passes" | "fails" | "mistake" {
  try {
    run();
    return "passes";
  } catch (error) {
    const { name } = error as Error;
    if (name === "AssertionError") return "fails";
    if (name === "TestMistake") return "mistake";
    throw error;
  }
}

/** The ends of a test and of its opposite, each as a function and with chai. */
function ends(who: HubAccess, person: string, place: Place) {
  return {
    read: [end(() => expectRead(who, person, place)), end(() => expect(who).to.letRead(person, place))],
    noRead: [end(() => expectNoRead(who, person, place)), end(() => expect(who).to.not.letRead(person, place))],
    write: [end(() => expectWrite(who, person, place)), end(() => expect(who).to.letWrite(person, place))],
    noWrite: [end(() => expectNoWrite(who, person, place)), end(() => expect(who).to.not.letWrite(person, place))],
  };
}

const twice = <Value>(value: Value) => [value, value];
const passesIf = (condition: boolean) => twice(condition ? "passes" : "fails");

describe("a test of access and its opposite", () => {
  it("end differently for everybody and everything that somebody has, as mounted and in effect", () => {
    fc.assert(
      fc.property(question, ({ hub, people, pick, isNow }) => {
        const who = access(hub, people, { acceptErrors: true, ...(isNow ? { now: NOW } : {}) });
        const inEffect = [...effectiveAccess(hub, people, { now: NOW })];
        const has = (index: number) =>
          isNow ? (inEffect[index]?.volumes ?? []) : mountsFor(hub, people, people.people[index]?.name ?? "");
        const places = [...new Set(people.people.flatMap((_, index) => has(index).map(({ volume }) => volume)))];
        const place = places[pick % Math.max(places.length, 1)];
        if (place === undefined) return;
        const allowed = people.people.flatMap(({ name }, index) => {
          const held = has(index).filter(({ volume }) => volume === place);
          const found = ends(who, name, place);
          if (found.read[0] === "mistake") {
            expect(found).to.deep.equal({
              read: twice("mistake"),
              noRead: twice("mistake"),
              write: twice("mistake"),
              noWrite: twice("mistake"),
            });
          } else {
            const [isRead, isWritten] = [held.length > 0, held.some((one) => one.access === "rw")];
            expect(found, `${name} and ${place}`).to.deep.equal({
              read: passesIf(isRead),
              noRead: passesIf(!isRead),
              write: passesIf(isWritten),
              noWrite: passesIf(!isWritten),
            });
          }
          return held.length > 0 ? [name] : [];
        });
        expect(end(() => expectNobody(who, "read", place))).to.equal(allowed.length === 0 ? "passes" : "fails");
        expect(end(() => expect(who).to.not.letNobody("read", place))).to.equal(
          allowed.length === 0 ? "fails" : "passes",
        );
      }),
      { numRuns: 200 },
    );
  });

  it("end differently for every path of anybody's server", () => {
    fc.assert(
      fc.property(question, ({ hub, people, pick }) => {
        const who = access(hub, people, { acceptErrors: true });
        const paths = [
          ...new Set(people.people.flatMap(({ name }) => mountsFor(hub, people, name).map(({ at }) => at))),
        ];
        const path = paths[pick % Math.max(paths.length, 1)];
        if (path === undefined) return;
        for (const { name } of people.people) {
          const found = ends(who, name, path);
          if (found.read[0] === "mistake") continue;
          const mount = mountsFor(hub, people, name).find(({ at }) => at === path);
          expect(found, `${name} and ${path}`).to.deep.equal({
            read: passesIf(mount !== undefined),
            noRead: passesIf(mount === undefined),
            write: passesIf(mount?.access === "rw"),
            noWrite: passesIf(mount?.access !== "rw"),
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  it("are both mistakes for names that do not exist", () => {
    const mistakes = {
      read: twice("mistake"),
      noRead: twice("mistake"),
      write: twice("mistake"),
      noWrite: twice("mistake"),
    };
    fc.assert(
      fc.property(question, fc.string(), ({ hub, people, isNow }, typed) => {
        const who = access(hub, people, { acceptErrors: true, ...(isNow ? { now: NOW } : {}) });
        const [first] = people.people;
        if (first === undefined) return;
        if (people.person(typed) === undefined) expect(ends(who, typed, "/home/jovyan")).to.deep.equal(mistakes);
        // No name of a person, group or policy has a NUL in it.
        for (const place of [`/${typed}\0`, `${typed}\0`, { key: `${typed}\0` }])
          expect(ends(who, first.name, place)).to.deep.equal(mistakes);
      }),
      { numRuns: 200 },
    );
  });

  it("are about places that exist: every mount of everybody can be named, by path, volume and policy", () => {
    fc.assert(
      fc.property(question, ({ hub, people }) => {
        const who = access(hub, people, { acceptErrors: true });
        const isClear = (name: string) => end(() => who.nameOf(name)) === "passes";
        for (const { name } of people.people.filter((person) => isClear(person.name))) {
          for (const { at, volume, access, key, per, group, owner } of mountsFor(hub, people, name)) {
            expect(who.of(name, at), at).to.equal(access);
            expect(who.of(name, volume), volume).to.not.equal("none");
            const person = per === "person" || per === "drop-box" ? { person: owner ?? "" } : {};
            if (owner !== null && !isClear(owner)) continue;
            const place = { key, ...(group === null ? {} : { group }), ...person };
            expect(who.of(name, place), JSON.stringify(place)).to.equal(who.of(name, volume));
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
