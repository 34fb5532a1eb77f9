import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { agreedEdit, changeRoster, type EditRoster } from "../../../src/apply/roster/change-roster.ts";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";

const LIST = "boss admin # keeps the keys\nann math\n";

describe("changing the user list", () => {
  const directory = temporaryDirectory();
  const hub = defineHub({ name: "math" });
  const path = () => join(directory(), hub.roster);
  const options = {
    today: "2026-11-30",
    engine: () => Promise.reject(new Error("a hub on this machine needs no engine for this")),
  };
  const change = (edit: EditRoster) => changeRoster({ hub, directory: directory() }, edit, options);

  beforeEach(() => {
    mkdirSync(join(directory(), "roster"));
    writeFileSync(path(), LIST);
  });

  it("edits the list as it is then, not as someone read it before", async () => {
    await change((now) => now.withPerson("bob", ["math"]));
    writeFileSync(path(), `${readFileSync(path(), "utf8")}zoe\n`);
    await change((now) => now.withPerson("cid", []));
    expect(readFileSync(path(), "utf8")).to.equal(`${LIST}bob math\nzoe\ncid\n`);
  });

  it("loses none of many edits at once: each is either saved or refused", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `person-${index}`);
    const results = await Promise.allSettled(names.map((name) => change((now) => now.withPerson(name, []))));
    const saved = names.filter((_, index) => results[index]?.status === "fulfilled");
    expect(saved).not.to.deep.equal([]);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).to.have.property("code", "hub-locked");
    expect(GroupMap.parse(readFileSync(path(), "utf8")).people.map(({ name }) => name)).to.have.members([
      "boss",
      "ann",
      ...saved,
    ]);
  });

  it("saves what a person agreed to only if the list is still the one that they saw", async () => {
    const before = GroupMap.parse(LIST);
    const edit = agreedEdit({ hub }, before, before.withPerson("bob", []));
    const edited = `${LIST}zoe\n`;
    writeFileSync(path(), edited);
    expect(await change(edit).catch((error: unknown) => error)).to.have.property("code", "list-edited");
    expect(readFileSync(path(), "utf8")).to.equal(edited);
  });

  it("never replaces a file that cannot be read as a list", async () => {
    const bytes = Buffer.from([0x61, 0xff, 0x0a]);
    writeFileSync(path(), bytes);
    const failure = await change((now) => now.withPerson("bob", [])).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(HubwrightError).with.property("code", "roster-not-utf8");
    expect(readFileSync(path())).to.deep.equal(bytes);
  });

  it("never leaves a list without an admin, or one that the hub would not read", async () => {
    const refused = async (edit: EditRoster) => change(edit).catch((error: unknown) => error);
    expect(await refused((now) => now.withoutPerson("boss"))).to.have.property("code", "admins-leave");
    const many = GroupMap.parse(`${LIST}${"x".repeat(40)} ${"math ".repeat(300_000)}\n`);
    expect(await refused(() => many)).to.have.property("code", "roster-too-large");
    expect(readFileSync(path(), "utf8")).to.equal(LIST);
  });
});
