import { expect } from "chai";
import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { readRoster, rosterText, saveRoster } from "../../../src/workspace/hub/roster-file.ts";
import { temporaryDirectory } from "./temporary.ts";

const HUB = defineHub({ name: "math" });
const LEADS_OUT = "The user list is a link that leads out of its directory.";

describe("a list of people that is a link", () => {
  const temporary = temporaryDirectory();
  let directory: string;
  let list: string;

  beforeEach(() => {
    directory = temporary();
    mkdirSync(join(directory, "roster", "terms"), { recursive: true });
    list = join(directory, "roster", "userlist");
  });

  it("is followed inside its directory, and stays a link when it is saved", () => {
    const winter = join(directory, "roster", "terms", "winter");
    writeFileSync(winter, "hub-admin admin\nann\n");
    symlinkSync("terms/winter", list);
    const { people, diagnostics } = readRoster({ hub: HUB, directory });
    expect(diagnostics).to.deep.equal([]);
    saveRoster({ hub: HUB, directory }, people.withoutPerson("ann"));
    expect(readFileSync(winter, "utf8")).to.equal("hub-admin admin\n");
    expect(lstatSync(list).isSymbolicLink()).to.equal(true);
    expect(rosterText({ hub: HUB, directory }).digest).not.to.equal(undefined);
  });

  it("is followed over several links and through a linked folder", () => {
    writeFileSync(join(directory, "roster", "terms", "winter"), "hub-admin admin\n");
    symlinkSync("terms", join(directory, "roster", "now"));
    symlinkSync("./now/winter", join(directory, "roster", "current"));
    symlinkSync("current", list);
    expect(readRoster({ hub: HUB, directory }).people.admins).to.deep.equal(["hub-admin"]);
  });

  for (const [says, to] of [
    ["a file beside the directory", "../secret"],
    ["a file through a folder", "terms/../../secret"],
    ["nothing outside", "../nowhere"],
    ["the directory by its own name from outside", "../roster/terms/winter"],
  ] as const) {
    it(`is refused where it leads to ${says}, and nothing is written there`, () => {
      writeFileSync(join(directory, "secret"), "hidden admin\n");
      symlinkSync(to, list);
      const { people, diagnostics } = readRoster({ hub: HUB, directory });
      expect(diagnostics.map(({ code, message }) => [code, message])).to.deep.equal([["roster-not-a-file", LEADS_OUT]]);
      expect(people.people).to.deep.equal([]);
      expect(() => saveRoster({ hub: HUB, directory }, GroupMap.parse("boss admin\n"))).to.throw(LEADS_OUT);
      expect(readFileSync(join(directory, "secret"), "utf8")).to.equal("hidden admin\n");
    });
  }

  it("is refused where it is absolute, because the hub sees its directory under another path", () => {
    const winter = join(directory, "roster", "terms", "winter");
    writeFileSync(winter, "hub-admin admin\n");
    symlinkSync(winter, list);
    expect(readRoster({ hub: HUB, directory }).diagnostics.map(({ message }) => message)).to.deep.equal([LEADS_OUT]);
  });

  it("is missing where it leads to nothing inside, and refused where it leads in a circle", () => {
    symlinkSync("winter", list);
    expect(readRoster({ hub: HUB, directory }).diagnostics.map(({ code }) => code)).to.deep.equal(["roster-missing"]);
    symlinkSync("userlist", join(directory, "roster", "winter"));
    expect(readRoster({ hub: HUB, directory }).diagnostics.map(({ code }) => code)).to.deep.equal([
      "roster-not-a-file",
    ]);
  });
});
