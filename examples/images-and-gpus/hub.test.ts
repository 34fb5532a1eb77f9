import { readFileSync } from "node:fs";
import { expect } from "chai";
import { check, GroupMap, notebookFor } from "hubwright";
import hub from "./hub.ts";

const people = GroupMap.parse(readFileSync(new URL("roster/userlist", import.meta.url), "utf8"));
const limitsOf = (name: string) => notebookFor(hub, people, name).limits;
const imagesOf = (name: string) => notebookFor(hub, people, name).images.map(({ image }) => image.split("/").at(-1));

describe("the hub lab", () => {
  it("has no problems", () => {
    expect(check(hub, people)).to.deep.equal([]);
  });

  it("gives a GPU to the group ml, and to nobody else", () => {
    const withGpu = people.people.filter(({ name }) => limitsOf(name).gpus !== 0).map(({ name }) => name);
    expect(withGpu).to.deep.equal(["ada", "cy"]);
  });

  it("gives the most generous limits of all groups, and admins no limit of memory", () => {
    expect(limitsOf("dee")).to.deep.equal({ memory: "2GiB", cpus: 1, gpus: 0 });
    expect(limitsOf("bo")).to.deep.equal({ memory: "4GiB", cpus: 1, gpus: 0 });
    expect(limitsOf("cy")).to.deep.equal({ memory: "16GiB", cpus: 4, gpus: 1 });
    expect(limitsOf("hub-admin").memory).to.equal(null);
  });

  it("offers each group its image first", () => {
    expect(imagesOf("ada")[0]).to.equal("pytorch-notebook:2026-11-02");
    expect(imagesOf("bo")[0]).to.equal("r-notebook:2026-11-02");
    expect(imagesOf("dee")).to.have.lengthOf(1);
  });
});
