import { setTimeout as sleep } from "node:timers/promises";
import { statusOf } from "./browser.ts";
import type { TestHub } from "./test-hub.ts";

/** How quickly a hub answered in a while. */
export interface Answers {
  readonly count: number;
  /** Seconds that the slowest answer took. */
  readonly slowest: number;
}

/** Milliseconds between two questions. */
const PAUSE = 50;

/** Asks a hub for its sign-in page and its health in turn, one request after another, and remembers the slowest answer. */
export class ResponseTimes {
  readonly #pages: readonly string[];

  constructor({ origin, place, loginPage }: TestHub) {
    this.#pages = [loginPage, `${origin}${place}/hub/health`, `${origin}${place}/hub/api/`];
  }

  /** Starts asking. `stop` may be called twice; an answer other than 200 is an error. */
  start(): { stop: () => Promise<Answers> } {
    let isOver = false;
    const asking = this.#ask(() => isOver);
    // stop() reports an error; until then it must not be an unhandled rejection.
    asking.catch(() => {});
    return {
      stop: () => {
        isOver = true;
        return asking;
      },
    };
  }

  async #ask(isOver: () => boolean): Promise<Answers> {
    let slowest = 0;
    let count = 0;
    while (!isOver()) {
      const page = this.#pages[count % this.#pages.length] ?? "";
      const begun = performance.now();
      const status = await statusOf(page);
      slowest = Math.max(slowest, (performance.now() - begun) / 1000);
      if (status !== 200) throw new Error(`${page} answers ${status}`);
      count += 1;
      await sleep(PAUSE);
    }
    return { count, slowest };
  }
}
