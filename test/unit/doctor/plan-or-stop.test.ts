import { expect } from "chai";
import { planOrStop } from "../../../src/doctor/plan-or-stop.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { EngineFailure, HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { problem } from "../../../src/model/problem/problem.ts";

const PLACE = { hub: defineHub({ name: "math" }), people: GroupMap.parse("ann\n"), directory: "/srv/there-is-none" };

/** An engine that cannot be observed. */
class Faulty extends MemoryEngine {
  readonly #error: Error;

  constructor(error: Error) {
    super();
    this.#error = error;
  }

  override async observe(): Promise<never> {
    throw this.#error;
  }
}

/** What happens to an error from the engine: the answer, or what is thrown. */
async function failing(error: Error): Promise<unknown> {
  try {
    return await planOrStop(PLACE, new Faulty(error));
  } catch (thrown) {
    return thrown;
  }
}

describe("the plan that doctor and status look at", () => {
  it("is what up would do", async () => {
    const planned = await planOrStop(PLACE, new MemoryEngine());
    expect("plan" in planned && planned.plan.steps).not.to.be.empty;
  });

  for (const code of ["not-ours", "earlier-volumes", "key-changed", "engine-failed", "secret-unusable"] as const)
    it(`is replaced by the reason if up would stop with ${code}`, async () => {
      const stopped = problem(code, "It is so.", "Change it.");
      expect(await failing(new HubwrightError([stopped]))).to.deep.equal({ stop: stopped });
    });

  const thrown: readonly HubwrightError[] = [
    EngineFailure.of("engine-unreachable", "It is so."),
    EngineFailure.of("engine-no-rights", "It is so."),
    EngineFailure.of("disk-full", "The engine's disk is full."),
    HubwrightError.of("extra-config-missing", "It is so."),
  ];
  for (const error of thrown)
    it(`does not hide ${error.code}, which is a problem of its own`, async () => {
      expect(await failing(error)).to.equal(error);
    });

  it("is replaced by the reason if the disk of this machine is full, which says nothing about the engine", async () => {
    const error = HubwrightError.of("disk-full", "/srv cannot be written: the disk is full.");
    expect(await failing(error)).to.deep.equal({ stop: error.problem });
  });

  it("does not hide a bug", async () => {
    const error = new TypeError("It is not a function.");
    expect(await failing(error)).to.equal(error);
  });
});
