import { expect } from "chai";
import * as fc from "fast-check";
import { compareAccess, isGain, sayDifferences } from "../../../src/access/compare-access.ts";
import { effectiveAccess } from "../../../src/access/effective-access.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { rosterText } from "../../contracts/arbitrary-roster.ts";

const NOW = new Date("2026-11-30T12:00:00Z");
const HUB = defineHub({ name: "math", timezone: "UTC" });

function said(before: string, after: string): readonly string[] {
  return sayDifferences(compareAccess(HUB, GroupMap.parse(before), GroupMap.parse(after), { now: NOW }));
}

describe("comparing access", () => {
  it("says who can do more and less, also through the servers of others, and why", () => {
    expect(said("boss admin\nann team\nbob team\n", "boss admin\nann\nbob team web\n")).to.deep.equal([
      '"ann" can no longer read or write math-shared-team (was: member of team).',
      '"bob" can now read and write math-shared-web (member of web).',
      '"boss" can now read and write math-shared-web (hub admin, in the server of bob (member of web)).',
    ]);
    expect(said("ann until=2026-11-29\n", "ann\n")).to.deep.equal([
      '"ann" can now read and write math-user-ann (their own).',
    ]);
  });

  it("says what happens to many people at once, and many volumes that somebody reaches in one way, in one sentence", () => {
    expect(said("ann\nbob\ncid\n", "ann team\nbob team\ncid team\n")).to.deep.equal([
      '"ann", "bob", "cid" can now read and write math-shared-team (member of team).',
    ]);
    const members = "ann team\nbob team\ncid team\ndan team\n";
    expect(said(members, `${members}eve team:staff\n`)).to.deep.equal([
      '"eve" can now read and write math-shared-team (staff of team).',
      '"eve" can now read and write 4 volumes in the servers of others: math-user-ann, math-user-bob, math-user-cid and 1 more.',
      '"eve" can now read and write math-user-eve (their own).',
    ]);
  });

  it("tells writing from reading", () => {
    const hub = defineHub({
      name: "math",
      volumes: { data: { per: "group", at: "/{group}", access: { member: "ro", staff: "rw" } } },
    });
    const compared = (before: string, after: string) =>
      compareAccess(hub, GroupMap.parse(before), GroupMap.parse(after), { now: NOW });
    const more = compared("ann team\n", "ann team:staff\n");
    expect(more).to.deep.equal([
      { person: "ann", volume: "math-shared.data-team", from: "ro", to: "rw", way: "mount", because: "staff of team" },
    ]);
    expect(sayDifferences(more)[0]).to.include("can now write, not only read, math-shared.data-team");
    expect(more.every(isGain)).to.equal(true);
    const less = compared("ann team:staff\n", "ann team\n");
    expect(less.some(isGain)).to.equal(false);
    expect(sayDifferences(less)[0]).to.include("can now only read");
  });

  it("finds nothing if nothing changes, and the same differences the other way round", () => {
    fc.assert(
      fc.property(rosterText, rosterText, (one, two) => {
        const [before, after] = [GroupMap.parse(one), GroupMap.parse(two)];
        expect(compareAccess(HUB, before, before, { now: NOW })).to.deep.equal([]);
        const turned = compareAccess(HUB, after, before, { now: NOW });
        const found = compareAccess(HUB, before, after, { now: NOW });
        expect(turned.map(({ person, volume, from, to }) => [person, volume, to, from])).to.deep.equal(
          found.map(({ person, volume, from, to }) => [person, volume, from, to]),
        );
        const able = new Map([...effectiveAccess(HUB, after, { now: NOW })].map((all) => [all.person, all.volumes]));
        for (const { person, volume, to } of found)
          expect(able.get(person)?.find((reached) => reached.volume === volume)?.access ?? null).to.equal(to);
      }),
    );
  });
});
