import { readFileSync } from "node:fs";
import { expect } from "chai";
import { diagnose } from "../../../../src/cli/doctor/diagnose.ts";
import { FINDING_CODES, type FindingCode } from "../../../../src/cli/doctor/finding.ts";
import { askVersion } from "../../../../src/engine/docker/engine-version.ts";
import type { Connection } from "../../../../src/engine/docker/connection.ts";
import { lostEngine } from "../../../../src/engine/docker/lost-engine.ts";
import { EngineError } from "../../../../src/engine/port.ts";
import { FAILURES, factsWith, web } from "./failures.ts";

const PAGE = readFileSync(new URL("../../../../docs/troubleshooting.md", import.meta.url), "utf8");

/** Code to the message in the first fence of its entry. */
const ENTRIES = new Map(
  PAGE.split(/^### /m)
    .slice(1)
    .map((section): [string, string] => [
      section.split("\n", 1)[0] ?? "",
      /^```text\n([\s\S]*?)\n```$/m.exec(section)?.[1] ?? "",
    ]),
);

const SOCKET = "unix:///var/run/docker.sock";
const lost = (code: string, address = SOCKET) =>
  lostEngine(Object.assign(new Error(`connect ${code} 192.0.2.7:2376`), { code }), address).message;

describe("docs/troubleshooting.md", () => {
  it("has an entry for each code, and none besides", () => {
    expect([...ENTRIES.keys()]).to.deep.equal([...FINDING_CODES]);
  });

  for (const [code, facts] of Object.entries(FAILURES)) {
    it(`says ${code} in the words of doctor`, () => {
      const found = diagnose(facts);
      expect(found.map((finding) => finding.code)).to.deep.equal([code]);
      expect(found[0]?.message).to.equal(ENTRIES.get(code));
      expect(found[0]?.hint, "hint").to.match(/^[A-Z].*\S$/u);
    });
  }

  it("says what connecting to an engine says", async () => {
    expect(lost("ENOENT")).to.equal(ENTRIES.get("engine-missing"));
    expect(lost("EACCES")).to.equal(ENTRIES.get("engine-no-rights"));
    expect(lost("ECONNREFUSED", "tcp://192.0.2.7:2376")).to.equal(ENTRIES.get("engine-unreachable"));
    const old = {
      address: SOCKET,
      docker: { version: async () => ({ Version: "19.03.15", ApiVersion: "1.40" }) },
    } as unknown as Connection;
    const refusal = await askVersion(old).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).to.be.instanceOf(EngineError).with.property("message", ENTRIES.get("engine-too-old"));
  });

  it("leaves no code without a failure that gives it", () => {
    const shown = new Set<string>([...Object.keys(FAILURES), ...FINDING_CODES.filter((code) => isOfEngine(code))]);
    expect([...FINDING_CODES].filter((code) => !shown.has(code))).to.deep.equal([]);
  });
});

describe("doctor's checks", () => {
  it("find nothing in a hub that is well", () => {
    expect(diagnose(factsWith())).to.deep.equal([]);
    expect(diagnose(factsWith({ web: web({}) }))).to.deep.equal([]);
  });

  it("find all failures at once", () => {
    const both = factsWith({ portOwner: "nginx (process 812)", edited: ["deploy/.env"] });
    expect(diagnose(both).map(({ code }) => code)).to.deep.equal(["port-taken", "files-edited"]);
  });

  it("give the hub a moment to read a list that was just saved", () => {
    const saved = factsWith({ roster: { diagnostics: [], digest: "def", age: 2_000 } });
    expect(diagnose(saved)).to.deep.equal([]);
  });

  it("let no log write on the screen", () => {
    const facts = factsWith({ logs: { hub: ["\u001b[2Jgone"], proxy: [] } });
    const stopped = FAILURES["hub-stopped"] ?? facts;
    expect(diagnose({ ...stopped, logs: facts.logs })[0]?.message).not.to.include("\u001b");
  });

  it("quote a folder's name for the shell", () => {
    const facts = factsWith({
      notebooks: [{ container: "math-user-eve", foldersOfRoot: ["/home/jovyan/a'b; rm -rf"], outOfMemory: false }],
    });
    expect(diagnose(facts)[0]?.hint).to.include(String.raw`'/home/jovyan/a'\''b; rm -rf'`);
  });
});

function isOfEngine(code: FindingCode): boolean {
  return code.startsWith("engine-");
}
