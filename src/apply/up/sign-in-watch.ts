import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** Time between two requests, in milliseconds; also the precision of the result. */
const PAUSE = 100;
/** A request that waits longer counts as not answered. */
const PATIENCE = 2_000;
/** How long the end waits for the answer that ends the downtime. */
const GRACE = 5_000;

/** Polls a hub at the address that its people use, to measure how long it does not answer. */
export class SignInWatch {
  readonly #url: string;
  readonly #looking: Promise<void>;
  #isEnding = false;
  #isStopped = false;
  #hasAnswered = false;
  #firstMiss: number | undefined;
  #back: number | undefined;

  /** Starts at once. @param url - A page that returns 200 as long as people can sign in. */
  constructor(url: string) {
    this.#url = url;
    this.#looking = this.#look();
  }

  /**
   * Ends the watch once there is an answer again.
   *
   * @returns the milliseconds from the first request without an answer to the answer after the last of them, 0 where
   *   all were answered; undefined where the hub cannot be asked from here.
   */
  async end(): Promise<number | undefined> {
    this.#isEnding = true;
    await this.#looking;
    if (!this.#hasAnswered || (this.#firstMiss !== undefined && this.#back === undefined)) return undefined;
    return this.#firstMiss === undefined || this.#back === undefined ? 0 : this.#back - this.#firstMiss;
  }

  /** Ends the watch without a result. After `end` it does nothing. */
  stop(): void {
    this.#isStopped = true;
  }

  async #look(): Promise<void> {
    let deadline = Infinity;
    while (!this.#isStopped) {
      const asked = performance.now();
      if (await answers(this.#url)) {
        this.#hasAnswered = true;
        if (this.#firstMiss !== undefined) this.#back ??= performance.now();
      } else {
        this.#firstMiss ??= asked;
        this.#back = undefined;
      }
      if (this.#isEnding) {
        // The hub cannot be reached from here, so no answer will come.
        if (!this.#hasAnswered) return;
        deadline = Math.min(deadline, performance.now() + GRACE);
        if (this.#firstMiss === undefined || this.#back !== undefined || performance.now() > deadline) return;
      }
      await sleep(PAUSE);
    }
  }
}

/** Each request uses a new connection, like a new visitor. */
function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: PATIENCE }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on("timeout", () => request.destroy());
    request.on("close", () => resolve(false));
    request.on("error", () => resolve(false));
  });
}
