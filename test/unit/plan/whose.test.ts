import { expect } from "chai";
import { leftBehind, whoseIs } from "../../../src/plan/whose.ts";
import type { Observed, ObservedContainer } from "../../../src/plan/observed.ts";
import { observedContainer } from "./observed-container.ts";

const HERE = { hub: "math", id: "id-of-this-hub", directory: "/srv/math" } as const;

function container(kind: string, { id, at }: { readonly id?: string; readonly at?: string }): ObservedContainer {
  const labels = {
    "hubwright.hub": "math",
    "hubwright.kind": kind,
    ...(id === undefined ? {} : { "hubwright.id": id }),
    ...(at === undefined ? {} : { "com.docker.compose.project.working_dir": `${at}/deploy` }),
  };
  return observedContainer(`math-${kind}`, { labels });
}

function volume(name: string, id?: string, kind = "home") {
  const labels = {
    "hubwright.hub": "math",
    "hubwright.kind": kind,
    ...(id === undefined ? {} : { "hubwright.id": id }),
  };
  return { name, labels };
}

const holding = (held: Partial<Observed>): Observed => ({
  containers: [],
  networks: [],
  volumes: [],
  images: [],
  ...held,
});

describe("whose a hub is", () => {
  it("is nobody's if nothing has its name", () => {
    expect(whoseIs(HERE, holding({})).whose).to.equal("nobody");
    const other = { ...container("hub", { id: "x", at: "/y" }), labels: { "hubwright.hub": "math-two" } };
    expect(whoseIs(HERE, holding({ containers: [other] })).whose).to.equal("nobody");
  });

  it("is this directory's where directory and id are the same", () => {
    const containers = [container("hub", { id: HERE.id, at: HERE.directory })];
    expect(whoseIs(HERE, holding({ containers, volumes: [volume("math-user-ann", HERE.id)] })).whose).to.equal("own");
  });

  it("is another's where the directory, the id or both differ, running or stopped, proxy or hub", () => {
    for (const [made, isSame] of [
      [{ id: HERE.id, at: "/srv/copy" }, true],
      [{ id: "another", at: HERE.directory }, false],
      [{ id: "another", at: "/srv/other" }, false],
      [{ at: "/srv/other" }, false],
      [{ id: HERE.id }, true],
    ] as const) {
      for (const kind of ["hub", "proxy"]) {
        for (const state of ["running", "exited", "created"] as const) {
          const containers = [{ ...container(kind, made), state }, container("notebook", {})];
          const found = whoseIs(HERE, holding({ containers }));
          expect(found, JSON.stringify(made)).to.include({ whose: "other", isSame, working: 1 });
        }
      }
    }
  });

  it("is an earlier hub's where only volumes of another id, or of none, are left", () => {
    for (const id of ["earlier", undefined]) {
      const found = whoseIs(HERE, holding({ volumes: [volume("math-data", id, "data"), volume("math-user-ann", id)] }));
      expect(found).to.deep.equal({ whose: "earlier", id: id ?? null, volumes: ["math-data", "math-user-ann"] });
    }
  });

  it("ignores archives and folders that the server's hubs share", () => {
    const volumes = [
      volume("math-user-ann..archived-2026-11-24", "earlier", "archive"),
      volume("shared-work", "earlier"),
    ];
    expect(whoseIs(HERE, holding({ volumes })).whose).to.equal("nobody");
  });

  it("is its own for a hub that was created before there were ids", () => {
    const before = { ...HERE, id: null };
    const containers = [container("hub", { at: HERE.directory })];
    expect(whoseIs(before, holding({ containers, volumes: [volume("math-data")] })).whose).to.equal("own");
    expect(whoseIs(before, holding({ volumes: [volume("math-data")] })).whose).to.equal("own");
    expect(whoseIs(before, holding({ volumes: [volume("math-data", "x")] })).whose).to.equal("earlier");
  });

  for (const [count, said] of [
    [1, "a volume: math-1."],
    [3, "3 volumes: math-1, math-2, math-3."],
    [4, "4 volumes: math-1, math-2, math-3 and 1 more."],
  ] as const) {
    it(`says what an earlier hub has left: ${said}`, () => {
      const volumes = Array.from({ length: count }, (_, index) => `math-${index + 1}`);
      const told = leftBehind("math", { whose: "earlier", id: null, volumes });
      expect(told).to.equal(`An earlier hub named math left ${said}`);
    });
  }
});
