import { expect } from "chai";
import * as fc from "fast-check";
import { checkDefinition } from "../../../src/model/check/check-definition.ts";
import { isGroupName } from "../../../src/model/hub/group-name.ts";
import { foldName } from "../../../src/model/hub/fold-name.ts";
import {
  archiveName,
  boxCopyName,
  encodePart,
  hubNames,
  notebookName,
  RESERVED_HUB_WORDS,
  volumeName,
  type VolumeNaming,
} from "../../../src/model/hub/names.ts";
import { HOSTILE } from "../../contracts/arbitrary-roster.ts";

/** The words that names are made of, joined by what divides them. */
const words = fc
  .array(
    fc.constantFrom(
      ...RESERVED_HUB_WORDS,
      "math",
      "home",
      "course",
      "inbox",
      "x",
      "a",
      "_",
      "_2e",
      "_h",
      "_2d",
      "h0123456789abcdef",
    ),
    { minLength: 1, maxLength: 4 },
  )
  .chain((parts) => fc.constantFrom("-", ".", "").map((divider) => parts.join(divider)));

const hub = fc
  .oneof(words, fc.constantFrom("math", "m", "x-y"))
  .filter((name) => checkDefinition({ name }).length === 0);
const person = fc
  .oneof(words, fc.constantFrom(...HOSTILE), fc.string({ unit: "binary", minLength: 1, maxLength: 4 }))
  .map(foldName)
  .filter((name) => name !== "" && !/[/\s]|\p{Surrogate}/u.test(name));
const group = fc.oneof(words, fc.constantFrom("a.b", "a-b", "a_b", "a", "A")).filter(isGroupName);
const key = fc.oneof(
  fc.constantFrom("home", "shared", "user", "db", "course", "inbox", "data"),
  fc.stringMatching(/^[a-z][a-z0-9]{0,4}$/),
);

/** One owner of one volume: everything that its name must tell apart. */
const owner = fc
  .record({
    hub,
    person,
    group,
    key,
    per: fc.constantFrom("person", "group", "hub", "drop-box"),
    scope: fc.constantFrom("hub", "server"),
  } as const)
  .map(({ hub: of, person: whose, group: which, ...policy }) => ({
    who: JSON.stringify([
      policy.scope === "server" ? "the server" : of,
      policy.key,
      policy.per,
      policy.per === "person" || policy.per === "drop-box" ? whose : null,
      policy.per === "group" || policy.per === "drop-box" ? which : null,
    ]),
    name: volumeName(of, { ...policy, volumeName: null }, { person: whose, group: which }),
    hub: of,
  }));
const moment = fc.constantFrom("2026-12-11T23:59", "2026-12-11T23:59:30", "2027-01-01T00:00");
const copy = fc.tuple(hub, key, group, moment).map((parts) => ({
  who: JSON.stringify(["copy", ...parts]),
  name: boxCopyName(...parts),
  hub: parts[0],
}));
const archive = fc
  .tuple(owner, fc.constantFrom("2026-12-11", "2027-01-01"), fc.integer({ min: 1, max: 3 }))
  .map(([{ who, name, hub: of }, day, number]) => ({
    who: JSON.stringify(["archive", who, day, number]),
    name: archiveName(name, day, number),
    hub: of,
  }));
/** Everything that is a volume: somebody's, a copy of closed boxes, an archive. */
const thing = fc.oneof(owner, owner, copy, archive);

describe("names of volumes", function () {
  this.timeout(30_000);

  it("differ if hub, policy, group or person differ, even if they contain the rule's own words", () => {
    const owners = fc.sample(thing, 100_000);
    const byName = new Map<string, string>();
    let met = 0;
    for (const { name, who } of owners) {
      const other = byName.get(name);
      if (other !== undefined) met += 1;
      expect(other ?? who, name).to.equal(who);
      byName.set(name, who);
    }
    expect(byName.size).to.be.greaterThan(10_000);
    // The owners are alike enough that some came twice; otherwise nothing was tried.
    expect(met).to.be.greaterThan(1000);
  });

  it("are never the hub's own objects", () => {
    const own = new Set(
      fc.sample(hub, 2000).flatMap((name) => Object.values(hubNames(name)).filter((part) => typeof part === "string")),
    );
    for (const { name } of fc.sample(thing, 20_000)) expect(own.has(name), name).to.equal(false);
  });

  it("are ones that Docker takes, of at most 120 characters", () => {
    for (const { name } of fc.sample(thing, 20_000)) expect(name).to.match(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,119}$/);
  });

  it("of a pattern differ where its owners do", () => {
    const box: VolumeNaming = { key: "inbox", per: "drop-box", scope: "hub", volumeName: "box-{group}.{person}" };
    const byName = new Map<string, string>();
    for (const [which, whose] of fc.sample(fc.tuple(group, person), 20_000)) {
      const name = volumeName("math", box, { group: which, person: whose });
      const who = JSON.stringify([which, whose]);
      expect(byName.get(name) ?? who, name).to.equal(who);
      byName.set(name, who);
    }
  });

  it("take what looks like a placeholder in a name for a name", () => {
    expect(
      volumeName(
        "math",
        { key: "home", per: "person", scope: "hub", volumeName: "x-{person}" },
        { person: "{person}" },
      ),
    ).to.equal("x-_7bperson_7d");
    expect(
      volumeName("math", { key: "home", per: "person", scope: "hub", volumeName: "x-{person}" }, { person: "$&$1" }),
    ).to.equal("x-_24_26_241");
  });
});

describe("names of notebooks", () => {
  it("differ where hub, person or server do", () => {
    const byName = new Map<string, string>();
    for (const parts of fc.sample(fc.tuple(hub, person, fc.oneof(fc.constant(""), person)), 50_000)) {
      const name = notebookName(...parts);
      const who = JSON.stringify(parts);
      expect(byName.get(name) ?? who, name).to.equal(who);
      byName.set(name, who);
    }
  });
});

describe("the encoding of a name", () => {
  it("can be read back", () => {
    const decoded = (text: string) =>
      Buffer.from(
        text.replace(
          /_([0-9a-f]{2})|(.)/g,
          (_, hex: string | undefined, plain: string | undefined) => hex ?? Buffer.from(plain ?? "").toString("hex"),
        ),
        "hex",
      ).toString("utf8");
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE)),
        (text) => decoded(encodePart(text)) === text,
      ),
    );
  });
});
