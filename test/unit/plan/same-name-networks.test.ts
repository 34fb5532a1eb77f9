import { expect } from "chai";
import { sharedVolumes } from "../../../src/deployment/shared-volumes.ts";
import { sayHint } from "../../../src/model/problem/format-problem.ts";
import { generateAll } from "../../../src/emit/generate.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { formatPlan } from "../../../src/plan/format-plan.ts";
import type { Observed, ObservedContainer } from "../../../src/plan/observed.ts";
import { reconcile } from "../../../src/plan/reconcile.ts";
import { networkOf } from "../../../src/plan/same-name-networks.ts";
import type { Wanted } from "../../../src/plan/wanted.ts";
import { afterSteps, NOTHING } from "./after-steps.ts";
import { observedContainer } from "./observed-container.ts";

const NAME = "math-network";
const ID = "id-of-this-hub";
const LABELS = { "hubwright.hub": "math", "hubwright.id": ID, "hubwright.kind": "network" };
const SECOND = "another-network-id";

const hub = defineHub({ name: "math" });
const wanted: Wanted = {
  deployment: generateAll(hub, {}, ID).deployment,
  shared: sharedVolumes(hub, GroupMap.parse("hub-admin admin\n")),
  ownDigests: {},
  directory: "/srv/math",
};
let up: Observed;
/** The id of the hub's network. */
let first: string;
before(async () => {
  up = await afterSteps(NOTHING, reconcile(wanted, NOTHING), wanted);
  first = up.networks.find(({ name }) => name === NAME)?.id ?? "";
});

/** The hub that is up, with a second network of its network's name. */
function twice(labels: { readonly [label: string]: string } = LABELS, from = up): Observed {
  return { ...from, networks: [...from.networks, { id: SECOND, name: NAME, labels }] };
}

function containerIn(id: string | null, name: string, change: Partial<ObservedContainer> = {}): ObservedContainer {
  const labels = { "hubwright.hub": "math", "hubwright.kind": "notebook" };
  return observedContainer(name, { labels, networks: [{ name: NAME, id }], ...change });
}

/** Moves containers of the hub to a network. */
function placed(observed: Observed, names: readonly string[], id: string | null, state?: "created"): Observed {
  const place = (container: ObservedContainer): ObservedContainer =>
    names.includes(container.name)
      ? { ...container, networks: [{ name: NAME, id }], ...(state !== undefined && { state }) }
      : container;
  return { ...observed, containers: observed.containers.map(place) };
}

function withServers(observed: Observed, ...servers: readonly ObservedContainer[]): Observed {
  return { ...observed, containers: [...observed.containers, ...servers] };
}

const lines = (observed: Observed) => formatPlan(reconcile(wanted, observed)).split("\n");
const kept = (observed: Observed) => networkOf({ name: NAME, labels: LABELS }, observed)?.id;
const settled = (observed: Observed) => afterSteps(observed, reconcile(wanted, observed), wanted);

describe("two networks that have the name of a hub's", () => {
  it("become one: the unused one is removed, and nothing else is touched", async () => {
    expect(lines(twice())).to.deep.equal([
      `- network ${NAME} (a second network of this name, another-netw, that nothing uses)`,
    ]);
    const after = await settled(twice());
    expect(after.networks.map(({ id }) => id)).to.deep.equal([first]);
    expect(lines(after)).to.deep.equal([""]);
  });

  it("are removed one by one where there are three", async () => {
    const three = { ...twice(), networks: [...twice().networks, { id: "a-third", name: NAME, labels: LABELS }] };
    expect(new Set(reconcile(wanted, three).cleanup.map(({ id }) => id))).to.have.property("size", 2);
    expect((await settled(three)).networks.map(({ id }) => id)).to.deep.equal([first]);
  });

  it("become one although the hub's containers were created by name and could not start", async () => {
    const stuck = placed(twice(), ["math", "math-proxy"], null, "created");
    const because = `(it is in another network named ${NAME})`;
    expect(lines(stuck).slice(0, -1)).to.deep.equal([
      `- container math-proxy ${because}`,
      `+ container math-proxy ${because}`,
      "~ container math-proxy started (just created)",
      `- container math ${because}`,
      `+ container math ${because}`,
      "~ container math started (just created)",
    ]);
    const after = await settled(stuck);
    expect(after.networks).to.have.length(1);
    expect(lines(after)).to.deep.equal([""]);
  });

  describe("both with containers: the one that stays", () => {
    for (const [title, made, expected] of [
      ["is the one that the hub is in", () => placed(twice(), ["math"], SECOND), "second"],
      [
        "is the hub's if a server runs there, although more run in the other",
        () =>
          withServers(
            twice(),
            containerIn(first, "math-user-ann"),
            ...["bob", "cyd"].map((person) => containerIn(SECOND, `math-user-${person}`)),
          ),
        "first",
      ],
      [
        "is the one that servers run in if none runs in the hub's",
        () => withServers(twice(), containerIn(SECOND, "math-user-bob")),
        "second",
      ],
      [
        "is not one where servers only ended",
        () => withServers(twice(), containerIn(SECOND, "math-user-bob", { state: "exited" })),
        "first",
      ],
      [
        "is the one with a container, running or not, before the hub exists",
        () => ({ ...twice(), containers: [containerIn(SECOND, "x", { state: "created", labels: {} })] }),
        "second",
      ],
    ] as const)
      it(title, () => expect(kept(made())).to.equal(expected === "first" ? first : SECOND));

    it("is the same in whatever order an engine lists them", () => {
      const empty = { ...twice(), containers: [] };
      expect(kept({ ...empty, networks: empty.networks.toReversed() })).to.equal(kept(empty));
    });
  });

  it("become one for hub and proxy that are apart: the proxy is recreated where the hub is", () => {
    const apart = placed(twice(), ["math-proxy"], SECOND);
    const because = `(it is in another network named ${NAME})`;
    expect(lines(apart)).to.deep.equal([
      `- container math-proxy ${because}`,
      `+ container math-proxy ${because}`,
      "~ container math-proxy started (just created)",
      `- network ${NAME} (a second network of this name, another-netw, that nothing uses)`,
    ]);
  });

  it("stay as long as anything is in both, running or not, and a warning names it", () => {
    const both = withServers(
      twice(),
      containerIn(first, "math-user-ann"),
      containerIn(SECOND, "math-user-bob"),
      containerIn(SECOND, "mysql", { state: "exited", labels: {} }),
    );
    const { steps, cleanup, warnings, conflicts } = reconcile(wanted, both);
    expect([steps, cleanup, conflicts]).to.deep.equal([[], [], []]);
    expect(warnings.map(({ code, severity, message }) => [code, severity, message])).to.deep.equal([
      [
        "network-kept",
        "warning",
        `A second network named ${NAME} exists (another-netw), and the hub cannot reach what is in it: math-user-bob, mysql.`,
      ],
    ]);
    expect(sayHint(warnings[0]?.hint ?? "")).to.include("docker rm -f math-user-bob mysql");
  });

  it("stay where one is an earlier hub's of this name, which has another id", () => {
    const { steps, cleanup, conflicts } = reconcile(wanted, twice({ ...LABELS, "hubwright.id": "another" }));
    expect([steps, cleanup, conflicts]).to.deep.equal([[], [], []]);
  });

  for (const [whose, labels, words] of [
    ["has no label", {}, "hubwright did not create it"],
    ["is another hub's", { "hubwright.hub": "physics" }, "it belongs to the hub physics"],
  ] as const)
    it(`stop a run, with nothing removed, where one ${whose}; the hint tells the two apart`, () => {
      const { cleanup, conflicts } = reconcile(wanted, twice(labels));
      expect(cleanup).to.deep.equal([]);
      expect(conflicts.map(({ message }) => message)).to.deep.equal([
        `A network named ${NAME} already exists, and ${words}.`,
      ]);
      expect(sayHint(conflicts[0]?.hint ?? "")).to.include("docker network rm another-netw");
    });
});

describe("a network that was replaced", () => {
  it("has the containers that were in the one before recreated, since they could not start in it", () => {
    const stopped = placed(up, ["math"], "the one before");
    expect(lines(stopped)[0]).to.equal(`- container math (it is in another network named ${NAME})`);
    const gone = { ...up, networks: [] };
    expect(lines(gone)[0]).to.equal(`+ network ${NAME} (not found)`);
    expect(lines(gone)).to.include(`- container math (it is in another network named ${NAME})`);
  });
});
