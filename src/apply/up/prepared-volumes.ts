import { setImmediate } from "node:timers/promises";
import type { VolumeSpec } from "../../deployment/deployment.ts";
import { INSIDE } from "../../deployment/from-hub.ts";
import type { Engine } from "../../engine/port.ts";

/**
 * Creates the volumes of groups, each with the owner and mode of a group folder from the start.
 *
 * Those whose steps start at the same time are created together: a hundred need one container, instead of one each.
 */
export class PreparedVolumes {
  readonly #engine: Engine;
  #waiting: VolumeSpec[] = [];
  #work: Promise<void> | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** @param image - The hub's, which has the directory. One plan has one of them. */
  make(volume: VolumeSpec, image: string): Promise<void> {
    this.#waiting.push(volume);
    this.#work ??= this.#makeAll(image);
    return this.#work;
  }

  async #makeAll(image: string): Promise<void> {
    // By then every step that was waiting for the same thing has begun.
    await setImmediate();
    const volumes = this.#waiting;
    this.#waiting = [];
    this.#work = undefined;
    await this.#engine.prepareVolumes({ image, directory: `${INSIDE.home}/group-folder`, volumes });
  }
}
