import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { up } from "../../../src/apply/up/up.ts";
import { waitForHub } from "../../../src/apply/up/wait-for-hub.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";

describe("the wait for a hub", () => {
  const directory = temporaryDirectory();

  it("asks as often as needed in one command, which gives up in the end", async () => {
    const asked: (readonly string[])[] = [];
    const exec = (_: string, command: readonly string[]) => {
      asked.push(command);
      return { exitCode: 0 };
    };
    const engine = new MemoryEngine({ images: ["debian:trixie-slim"], exec });
    const hub = defineHub({ name: "math", port: 18979 });
    await up({ hub, people: GroupMap.parse(""), directory: directory() }, { engine });
    asked.length = 0;
    await waitForHub("math", engine);
    expect(asked).to.have.length(1);

    const [shell = "", ...words] = asked[0] ?? [];
    const until = words.slice(
      0,
      words.findIndex((word) => word.endsWith("/answers")),
    );
    const counts = join(directory(), "counts");
    const after = (tries: number) => {
      const question = `echo >>"$0"; [ "$(wc -l <"$0")" -ge ${tries} ]`;
      const { status } = spawnSync(shell, [...until, "sh", "-c", question, `${counts}-${tries}`]);
      return { status, tries: readFileSync(`${counts}-${tries}`, "utf8").length };
    };
    expect(after(3)).to.deep.equal({ status: 0, tries: 3 });
    expect(after(1000)).to.deep.equal({ status: 1, tries: 20 });
  });
});
