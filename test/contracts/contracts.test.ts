import { expect } from "chai";
import { check as checkAll } from "../../src/access/check.ts";
import { INSIDE } from "../../src/deployment/from-hub.ts";
import { spelling } from "../../src/engine/docker/prepare-volumes.ts";
import { defineHub } from "../../src/model/hub/hub.ts";
import type { CustomSignIn } from "../../src/model/hub/sign-in.ts";
import type { SignInPreset } from "../../src/model/hub/sign-in-preset.ts";
import { checkDefinition } from "../../src/model/check/check-definition.ts";
import { GroupMap } from "../../src/model/roster/group-map.ts";
import {
  archiveName,
  boxCopyName,
  encodePart,
  notebookName,
  volumeName,
  type VolumeNaming,
} from "../../src/model/hub/names.ts";
import { derivePassword } from "../../src/model/hub/password.ts";
import { slipProblem, slipsIn } from "../../src/model/roster/roster-slips.ts";
import {
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
  placeAsCase,
  reachAsCase,
} from "./cases.ts";

describe("the contract with the hub's Python", () => {
  describe("rosters", () => {
    for (const { says, text, people, diagnostics } of casesOf<{ text: string; people: unknown; diagnostics: unknown }>(
      "roster",
    )) {
      it(says, () => {
        const map = GroupMap.parse(text);
        expect(peopleAsCase(map)).to.deep.equal(people);
        expect(map.diagnostics.map(placeAsCase)).to.deep.equal(diagnostics);
      });
    }
  });

  describe("the texts of problems in a list", () => {
    for (const { says, key, before, text, message, hint } of casesOf<TextCase>("texts")) {
      it(`${says}: ${key}`, () => {
        const map = GroupMap.parse(text);
        const problems = before === undefined ? map.diagnostics : slipsIn(GroupMap.parse(before), map).map(slipProblem);
        const told = diagnosticsAsCase(problems).map(({ code, ...one }) => ({
          code,
          message: one.message,
          hint: one.hint,
        }));
        expect(told).to.deep.include({ code: key.replace(/\/.*/, ""), message, hint });
      });
    }
  });

  describe("lists as people really have them", () => {
    for (const { says, text, today, people, definition, problems } of casesOf<ListCase>("lists")) {
      it(says, () => {
        const map = GroupMap.parse(text);
        const found = checkAll({ name: "math", ...definition }, map, today);
        expect(found.map(({ code, line }) => ({ code, ...(line === undefined ? {} : { line }) }))).to.deep.equal(
          problems,
        );
        if (people === undefined) return;
        const groups = map.people.map((person) => [person.name, person.groups.map(({ group }) => group)]);
        expect(Object.fromEntries(groups)).to.deep.equal({ "hub-admin": [], ...people });
      });
    }
  });

  describe("slips of the hand", () => {
    for (const { says, before, text, slips } of casesOf<{ before: string; text: string; slips: unknown }>("slips")) {
      it(says, () => {
        const after = GroupMap.parse(text);
        expect(after.diagnostics.filter(({ severity }) => severity === "error")).to.deep.equal([]);
        expect(slipsIn(GroupMap.parse(before), after)).to.deep.equal(slips);
      });
    }
  });

  describe("sign-in presets", () => {
    for (const { says, signIn, custom } of casesOf<{ signIn: SignInPreset; custom: Partial<CustomSignIn> }>(
      "sign-in",
    )) {
      it(says, () => {
        const hub = defineHub({ name: "math", signIn });
        expect(hub.signIn).to.deep.equal({ kind: "custom", ...custom });
        expect(defineHub(hub)).to.deep.equal(hub);
      });
    }
  });

  describe("mounts", () => {
    for (const { says, hub, userlist, person, closed, mounts, lost } of casesOf<{
      hub: CaseHub;
      userlist: string;
      person: string;
      closed?: string[];
      mounts: unknown;
      lost: unknown;
    }>("mounts")) {
      it(says, () => {
        expect(mountsAsCase(hubOf(hub), GroupMap.parse(userlist), person, closed)).to.deep.equal({ mounts, lost });
      });
    }
  });

  describe("notebooks", () => {
    for (const { says, userlist, person, limits, images, ...given } of casesOf<
      CaseNotebook & { userlist: string; person: string; limits: unknown; images: unknown }
    >("notebooks")) {
      it(says, () => {
        expect(notebookAsCase(given, GroupMap.parse(userlist), person)).to.deep.equal({ limits, images });
      });
    }
  });

  describe("whom staff look after", () => {
    for (const { says, volumes, staff, userlist, reach } of casesOf<CaseStaff & { userlist: string; reach: unknown }>(
      "staff",
    )) {
      it(says, () => {
        expect(reachAsCase({ hub: "math", volumes, staff }, GroupMap.parse(userlist))).to.deep.equal(reach);
      });
    }
  });

  describe("who can really use what", () => {
    for (const { says, userlist, effective, ...given } of casesOf<
      CaseEffective & { userlist: string; effective: unknown }
    >("effective")) {
      it(says, () => {
        expect(Object.fromEntries(effectiveAsCase(given, GroupMap.parse(userlist)))).to.deep.equal(effective);
      });
    }
  });

  describe("passwords", () => {
    for (const { says, name, key, length, pw, password } of casesOf<{
      name: string;
      key: string;
      length: number;
      pw: number;
      password: string;
    }>("passwords")) {
      it(says, () => {
        expect(derivePassword(name, key, { length, pw })).to.equal(password);
      });
    }
  });

  describe("names", () => {
    for (const { says, ...given } of casesOf<NameCase>("names")) {
      it(says, () => {
        expect(answer(given)).to.equal("name" in given ? given.name : given.valid);
      });
    }
  });
});

/** A case of lists.json; what happens on a running hub is for the hub's Python to show. */
interface ListCase {
  readonly text: string;
  readonly today?: string;
  readonly people?: object;
  readonly definition?: object;
  readonly problems: unknown;
}

/** A case of texts.json: a list with a problem that is reported in these words. */
interface TextCase {
  readonly key: string;
  /** The list that it replaces, if the problem is found by comparing the two. */
  readonly before?: string;
  readonly text: string;
  readonly message: string;
  readonly hint: string;
}

type NameCase =
  | { call: "encode"; part: string; name: string }
  | { call: "home"; hub: string; person: string; name: string }
  | { call: "volume"; hub: string; policy: VolumeNaming; group: string | null; person: string | null; name: string }
  | { call: "container"; hub: string; person: string; server: string; name: string }
  | { call: "box-copy"; hub: string; key: string; group: string; closes: string; name: string }
  | { call: "archive"; volume: string; day: string; number: number; name: string }
  | { call: "copy-up"; number: number; name: string }
  | { call: "is-hub-name"; hub: string; valid: boolean }
  | { call: "is-policy-key"; key: string; valid: boolean };

function answer(given: NameCase): string | boolean {
  switch (given.call) {
    case "encode":
      return encodePart(given.part);
    case "home":
      return volumeName(
        given.hub,
        { key: "home", per: "person", scope: "hub", volumeName: null },
        { person: given.person },
      );
    case "volume":
      return volumeName(given.hub, given.policy, {
        ...(given.group === null ? {} : { group: given.group }),
        ...(given.person === null ? {} : { person: given.person }),
      });
    case "container":
      return notebookName(given.hub, given.person, given.server);
    case "box-copy":
      return boxCopyName(given.hub, given.key, given.group, given.closes);
    case "archive":
      return archiveName(given.volume, given.day, given.number);
    case "copy-up":
      return spelling(`${INSIDE.home}/group-folder`, given.number);
    case "is-hub-name":
      return checkDefinition({ name: given.hub }).length === 0;
    case "is-policy-key":
      return checkDefinition({ name: "math", volumes: { [given.key]: { per: "hub", at: "/data" } } }).length === 0;
  }
}
