// Two runs on one machine share its engines, be they of npm test or of a show.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { testCache } from "./cache.mjs";
import { within } from "./commands.mjs";

/** @typedef {import("./commands.mjs").Command} Command */

const ON_SECOND_ENGINE = fileURLToPath(new URL("../../test/engine/setup/on-second-engine.sh", import.meta.url));

/**
 * How a job's command is started: what runs alone waits for the files of other runs, too, as does what has the second engine to
 * itself. The kernel gives these locks back whatever ends their holder.
 *
 * @returns {(job: import("./engine-files.mjs").EngineJob, command: Command) => Command}
 */
export function locks() {
  const cache = testCache();
  // --close: what a test leaves running must not hold the lock for its whole life.
  const flock = (/** @type {string} */ how, /** @type {string} */ file, /** @type {Command} */ command) =>
    within(["flock", "--close", how, join(cache, file)], command);
  return ({ engine, isAlone, hasEngine }, command) => {
    const how = (/** @type {boolean} */ toItself) => (toItself ? "--exclusive" : "--shared");
    const onEngine = engine === "first" || hasEngine ? command : within(["bash", ON_SECOND_ENGINE], command);
    const locked = flock(how(isAlone), "engine-tests.lock", onEngine);
    return engine === "second" ? flock(how(hasEngine), "second-engine-tests.lock", locked) : locked;
  };
}
