import { expect } from "chai";
import { hasCode, isEngineFailure } from "../../../src/model/problem/hubwright-error.ts";
import { build, planUp, up } from "../../../src/apply/up/up.ts";
import type { Engine } from "../../../src/engine/port.ts";
import { hubNames } from "../../../src/model/hub/names.ts";
import { EngineProxy } from "../support/engine-proxy.ts";
import { difference, engineState } from "../support/engine-state.ts";
import { engineFor, placeOf } from "../support/place.ts";
import { buildStandIns } from "../support/stand-in.ts";
import { TestHub } from "../support/test-hub.ts";

/** What happens at a call: it never reaches the engine; the engine acts but its answer is lost; `up` is killed while it acts. */
export type Accident = "cut before" | "cut after" | "killed";

/** Which `up` it happens to: the first one, or one that changes port, groups and an image. */
export type Run = "first" | "changing";

/** Of the hub before and after the change. */
type Ports = readonly [number, number];

const BEFORE = "hub-admin shared admin\nhalljord team-1\n";
const AFTER = `${BEFORE}tbutler team-2\n`;
/** More calls than any `up` here makes: a run that never ends is a bug in the test. */
const MOST = 300;

/** A hub whose `up` has the same accident at one call after another, and is started again after each. */
export class CutOffHub {
  readonly #hub: TestHub;
  readonly #ports: Ports;
  readonly #proxy: EngineProxy;
  readonly #direct: Engine;
  readonly #cutOff: Engine;
  readonly #accident: Accident;

  private constructor(
    hub: TestHub,
    ports: Ports,
    proxy: EngineProxy,
    engines: readonly [Engine, Engine],
    accident: Accident,
  ) {
    this.#hub = hub;
    this.#ports = ports;
    this.#proxy = proxy;
    [this.#direct, this.#cutOff] = engines;
    this.#accident = accident;
  }

  static async create(name: string, ports: Ports, accident: Accident): Promise<CutOffHub> {
    const [port] = ports;
    const hub = await TestHub.create({ name, port, definition: { notebook: { dockerfile: "singleuser/" } } });
    const proxy = await EngineProxy.start(hub.engine);
    const engines = [await engineFor(hub), await engineFor(hub, proxy.dockerHost)] as const;
    const made = new CutOffHub(hub, ports, proxy, engines, accident);
    await made.#prepare("first");
    await buildStandIns(hub);
    return made;
  }

  async remove(): Promise<void> {
    await this.#proxy.stop();
    await this.#hub.remove();
  }

  /** The state of the engine after an undisturbed run. */
  async stateAfter(run: Run): Promise<string> {
    await this.#prepare(run);
    await up(await placeOf(this.#hub), { engine: this.#direct });
    return engineState(this.#hub.view, this.#hub.name);
  }

  /**
   * Has the accident at every call of a run, each time from the same beginning.
   *
   * @param whole - See {@link stateAfter}.
   * @returns how many calls there were; and what was otherwise, after the next `up`, than if nothing had happened.
   */
  async everyCall(run: Run, whole: string): Promise<{ readonly calls: number; readonly faults: readonly string[] }> {
    const faults: string[] = [];
    for (let at = 1; at < MOST; at += 1) {
      await this.#prepare(run);
      if (!(await this.#happensAt(at))) return { calls: at - 1, faults };
      const call = `${this.#accident} at call ${at}, ${this.#proxy.calls[at - 1]}`;
      faults.push(...(await this.#faultsAfterUp(whole)).map((fault) => `${call}: ${fault}`));
    }
    throw new Error(`up made more than ${MOST} calls`);
  }

  /** Resets engine and definition to the start of a run: nothing, or before a change, where an image was replaced once. */
  async #prepare(run: Run): Promise<void> {
    const { image } = hubNames(this.#hub.name);
    const [port, other] = this.#ports;
    await this.#hub.view.removeHub(this.#hub.name, [image.hub, image.proxy]);
    this.#define(port, BEFORE, "one");
    if (run === "first") return;
    await build(await placeOf(this.#hub), { engine: this.#direct, only: "notebook" });
    this.#define(port, BEFORE, "two");
    await up(await placeOf(this.#hub), { engine: this.#direct });
    this.#define(other, AFTER, "three");
  }

  #define(port: number, userlist: string, course: string): void {
    this.#hub.redefine({ port });
    this.#hub.write("roster/userlist", userlist);
    this.#hub.write("singleuser/Dockerfile", `FROM debian:trixie-slim\nENV COURSE=${course}\n`);
  }

  /** Whether there was such a call. */
  #happensAt(at: number): Promise<boolean> {
    return this.#accident === "killed" ? this.#killedAt(at) : this.#cutAt(at, this.#accident === "cut before");
  }

  async #cutAt(at: number, isBefore: boolean): Promise<boolean> {
    const place = await placeOf(this.#hub);
    this.#proxy.cut(at, isBefore ? "before" : "after");
    try {
      await up(place, { engine: this.#cutOff });
    } catch (error) {
      expect(isEngineFailure(error) || hasCode(error, "hub-not-responding"), String(error)).to.equal(true);
    }
    return this.#proxy.calls.length >= at;
  }

  async #killedAt(at: number): Promise<boolean> {
    let kill: (signal: NodeJS.Signals) => void = () => {};
    this.#proxy.during(at, () => kill("SIGKILL"));
    const { signal, exitCode, output } = await this.#hub.run(["up"], {
      env: { DOCKER_HOST: this.#proxy.dockerHost },
      onStart: (killer) => (kill = killer),
    });
    if (signal === null) expect(exitCode, output).to.equal(0);
    return signal === "SIGKILL";
  }

  /** Starts the hub as people do after a failure. */
  async #faultsAfterUp(whole: string): Promise<readonly string[]> {
    const { view, name } = this.#hub;
    const place = await placeOf(this.#hub);
    const volumes = await view.volumeNames(name);
    try {
      await up(place, { engine: this.#direct });
    } catch (error) {
      return [`the next up fails: ${String(error)}`];
    }
    const { steps, cleanup } = await planUp(place, this.#direct);
    const kept = await view.volumeNames(name);
    return [
      ...difference(await engineState(view, name), whole),
      ...[...steps, ...cleanup].map(({ id }) => `still to do: ${id}`),
      ...volumes.filter((volume) => !kept.includes(volume)).map((volume) => `lost: ${volume}`),
    ];
  }
}
