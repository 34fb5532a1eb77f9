// Two runs on one machine share its engines, be they of npm test or of a show.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { testCache } from "./cache.mjs";
import { within } from "./commands.mjs";

/** @typedef {import("./commands.mjs").Command} Command */

const ON_SECOND_ENGINE = fileURLToPath(new URL("../../test/engine/setup/on-second-engine.sh", import.meta.url));

/**
 * How a job's command is started: what runs alone waits for the files of other runs, too, and the second engine has one job at a
 * time. The kernel gives these locks back whatever ends their holder.
 *
 * @returns {(job: import("./engine-files.mjs").EngineJob, command: Command) => Command}
 */
export function locks() {
  const cache = testCache();
  // --close: what a test leaves running must not hold the lock for its whole life.
  const flock = (/** @type {string} */ how, /** @type {string} */ file, /** @type {Command} */ command) =>
    within(["flock", "--close", how, join(cache, file)], command);
  return ({ engine, isAlone, startsEngine }, command) => {
    const onEngine = engine === "first" || startsEngine ? command : within(["bash", ON_SECOND_ENGINE], command);
    const locked = flock(isAlone ? "--exclusive" : "--shared", "engine-tests.lock", onEngine);
    return engine === "second" ? flock("--exclusive", "second-engine-tests.lock", locked) : locked;
  };
}
