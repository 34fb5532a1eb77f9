import { expect } from "chai";
import { refuseUsed } from "../../src/apply/volumes/refuse-used.ts";
import { LABEL } from "../../src/deployment/deployment.ts";
import { TEMPORARY } from "../../src/deployment/temporary.ts";
import { MemoryEngine } from "../../src/engine/memory/memory-engine.ts";
import type { Observed, ObservedContainer } from "../../src/plan/observed.ts";
import { observedContainer } from "../unit/plan/observed-container.ts";
import { casesOf } from "./cases.ts";

type LeftOverCase =
  | { call: "kinds"; kinds: readonly string[] }
  | {
      call: "container";
      /** Null if it has no labels. */
      kind: string | null;
      hub: string;
      /** Its state at first, and a moment later; null if it is gone by then. */
      first: ObservedContainer["state"];
      later: ObservedContainer["state"] | null;
      /** Whether a new container has its name by then. */
      isReplaced?: boolean;
      /** Whether the volume that it has mounted can be archived. */
      isFree: boolean;
    };

const VOLUME = "math-user-ann";

/** Shows other containers once it has been asked. */
class ChangingEngine extends MemoryEngine {
  readonly removed: string[] = [];
  #shown: readonly ObservedContainer[];
  readonly #later: readonly ObservedContainer[];

  constructor(first: readonly ObservedContainer[], later: readonly ObservedContainer[]) {
    super();
    this.#shown = first;
    this.#later = later;
  }

  override async containers(): Promise<Observed["containers"]> {
    const shown = this.#shown;
    this.#shown = this.#later;
    return shown;
  }

  override async observe(): Promise<Observed> {
    const volumes = [{ name: VOLUME, labels: { [LABEL.hub]: "math" } }];
    const containers = this.#shown.filter(({ id }) => !this.removed.includes(id));
    return { containers, networks: [], images: [], volumes };
  }

  override async removeContainer(id: string): Promise<void> {
    this.removed.push(id);
  }
}

describe("temporary containers", () => {
  for (const { says, ...given } of casesOf<LeftOverCase>("left-over")) {
    it(says, async () => {
      if (given.call === "kinds") {
        expect(TEMPORARY).to.deep.equal(given.kinds);
        return;
      }
      const { kind, hub, first, later, isReplaced = false, isFree } = given;
      const container = (id: string, state: ObservedContainer["state"]): ObservedContainer =>
        observedContainer(`${hub}.${kind ?? "other"}`, {
          id,
          state,
          labels: kind === null ? {} : { [LABEL.hub]: hub, [LABEL.kind]: kind },
          mounts: [{ type: "volume", source: VOLUME, target: "/from" }],
        });
      const engine = new ChangingEngine(
        [container("1", first)],
        later === null ? [] : [container(isReplaced ? "2" : "1", later)],
      );
      const found = await refuseUsed("math", engine, [VOLUME], 0).catch((error: unknown) => error);
      if (isFree) expect(found).to.equal(undefined);
      else expect(found).to.have.property("code", "in-use");
      expect(engine.removed).to.deep.equal(isFree && later !== null ? ["1"] : []);
    });
  }
});
