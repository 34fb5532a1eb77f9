import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { makeDirectory, writeFileOnce, writeFileWhole } from "../../../src/workspace/write-file.ts";
import { temporaryDirectory } from "./temporary.ts";

describe("writing files", () => {
  const directory = temporaryDirectory();
  const mode = (path: string) => (statSync(path).mode & 0o7777).toString(8);

  it("makes a secret readable by its owner alone, whatever the umask", () => {
    const path = join(directory(), "secrets", "oauth.env");
    const umask = process.umask(0);
    try {
      expect(writeFileOnce(path, "HASH_SECRET_KEY=x\n", { mode: 0o600 })).to.equal(true);
    } finally {
      process.umask(umask);
    }
    expect(mode(path)).to.equal("600");
  });

  it("never touches a file that is there", () => {
    const path = join(directory(), "userlist");
    writeFileSync(path, "ours\n");
    expect(writeFileOnce(path, "theirs\n")).to.equal(false);
    expect(readFileSync(path, "utf8")).to.equal("ours\n");
  });

  it("keeps the mode of a file that it replaces, and leaves nothing beside it", () => {
    const path = join(directory(), "userlist");
    writeFileSync(path, "before\n");
    chmodSync(path, 0o640);
    writeFileWhole(path, "after\n", { mode: 0o600 });
    expect({ text: readFileSync(path, "utf8"), mode: mode(path), files: readdirSync(directory()) }).to.deep.equal({
      text: "after\n",
      mode: "640",
      files: ["userlist"],
    });
  });

  it("makes a directory with exactly its mode", () => {
    makeDirectory(join(directory(), "roster"), { mode: 0o2770 });
    expect(mode(join(directory(), "roster"))).to.equal("2770");
  });

  it("says what is in the way, and where", () => {
    writeFileSync(join(directory(), "deploy"), "");
    expect(() => writeFileWhole(join(directory(), "deploy", "compose.yaml"), "x")).to.throw(
      HubwrightError,
      /compose\.yaml cannot be written: there is a file where a directory should be/,
    );
    mkdirSync(join(directory(), "target"));
    expect(() => writeFileWhole(join(directory(), "target"), "x")).to.throw(HubwrightError, /target cannot be written/);
    expect(readdirSync(directory()).toSorted()).to.deep.equal(["deploy", "target"]);
  });
});
