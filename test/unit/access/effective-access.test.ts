import { expect } from "chai";
import * as fc from "fast-check";
import { accessMatrix } from "../../../src/access/access-matrix.ts";
import { effectiveAccess, effectiveAccessOf } from "../../../src/access/effective-access.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { rosterText } from "../../contracts/arbitrary-roster.ts";

const NOW = new Date("2026-11-30T12:00:00Z");
const HUB = defineHub({ name: "math", timezone: "UTC" });

describe("effective access", () => {
  it("is computed for one person after another, only when it is asked for", () => {
    const people = GroupMap.parse("boss admin\nann team\nbob team\n");
    const [first] = effectiveAccess(HUB, people, { now: NOW });
    expect(first?.person).to.equal("boss");
    expect(effectiveAccessOf(HUB, people, "ANN", { now: NOW })).to.deep.equal(
      [...effectiveAccess(HUB, people, { now: NOW })][1],
    );
    expect(effectiveAccessOf(HUB, people, "eve", { now: NOW })).to.equal(undefined);
  });

  it("asks for the mounts of each server once, however many can open it", () => {
    const many = Array.from({ length: 30 }, (_, index) => `boss-${index} admin`).join("\n");
    const people = GroupMap.parse(`${many}\nann team\n`);
    let asked = 0;
    const counted = new Proxy(people, {
      get(target, field) {
        if (field === "membersOf") asked += 1;
        const value: unknown = Reflect.get(target, field, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const boxes = defineHub({
      name: "math",
      volumes: {
        box: { per: "drop-box", at: "/b/{group}", collectAt: "/c/{group}/{person}", access: { admin: "ro" } },
      },
    });
    const reached = [...effectiveAccess(boxes, counted, { now: NOW })];
    expect(reached.map(({ volumes }) => volumes.length)).to.deep.equal([...Array.from({ length: 30 }, () => 1), 1]);
    expect(asked).to.be.lessThan(people.people.length + 1);
  });

  it("never gives less than what is mounted, nothing to those whose access has ended, and nothing that no server has", () => {
    fc.assert(
      fc.property(rosterText, (text) => {
        const people = GroupMap.parse(text);
        const mounts = accessMatrix(HUB, people);
        const anywhere = new Set(mounts.flatMap((one) => one.mounts.map(({ volume }) => volume)));
        for (const [index, one] of [...effectiveAccess(HUB, people, { now: NOW })].entries()) {
          const own = mounts[index]?.mounts ?? [];
          if (one.hasEnded) {
            expect(one.volumes).to.deep.equal([]);
            continue;
          }
          for (const { volume, access } of own) {
            const found = one.volumes.find((reached) => reached.volume === volume);
            expect(found?.access === "rw" || found?.access === access, `${one.person} has ${volume}`).to.equal(true);
          }
          for (const { volume } of one.volumes) expect(anywhere).to.include(volume);
        }
      }),
    );
  });
});
