import { readFileSync } from "node:fs";
import { expect, use } from "chai";
import { check, GroupMap, notebookFor } from "hubwright";
import { access, mountLines } from "hubwright/testing";
import { accessAssertions } from "hubwright/testing/chai";
import hub from "./hub.ts";

use(accessAssertions);

const people = GroupMap.parse(readFileSync(new URL("roster/userlist", import.meta.url), "utf8"));
const mounted = access(hub, people);

describe("the statistics course", () => {
  it("has no problems", () => {
    expect(check(hub, people)).to.deep.equal([]);
  });

  it("lets students read the data sets, and only staff write them", () => {
    expect(mounted).to.letOnly([{ group: "stats301" }], "read", "/home/jovyan/stats301-data");
    expect(mounted).to.letOnly(["prof", "ta"], "write", "/home/jovyan/stats301-data");
  });

  it("gives each team a folder that no other team sees", () => {
    expect(mounted).to.letOnly(["ada", "ben"], "write", "/home/jovyan/team-1");
    expect(mounted).to.letOnly(["cleo"], "read", "/home/jovyan/team-2");
  });

  it("shows a student all of this and nothing more", () => {
    expect(mountLines(hub, people, "ada")).to.deep.equal([
      "stats-user-ada /home/jovyan rw",
      "stats-shared.data-stats301 /home/jovyan/stats301-data ro",
      "stats-shared.teams-team-1 /home/jovyan/team-1 rw",
    ]);
  });

  it("gives everyone 4 GiB of memory, and those who write a thesis 16 GiB", () => {
    const memoryOf = (name: string) => notebookFor(hub, people, name).limits.memory;
    expect(["prof", "ada", "cleo"].map(memoryOf)).to.deep.equal(["4GiB", "4GiB", "16GiB"]);
  });

  it("needs no privileges: its Dockerfile ends as the user of the notebook", () => {
    const dockerfile = readFileSync(new URL(`${hub.notebook.dockerfile}Dockerfile`, import.meta.url), "utf8");
    expect(hub.notebook.privileges).to.equal("none");
    expect(dockerfile.match(/^USER .*$/gm)?.at(-1)).to.equal("USER ${NB_UID}");
  });
});
