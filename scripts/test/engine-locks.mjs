// Two runs of npm test or of a show on one machine share its engines.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { testCache } from "./cache.mjs";
import { within } from "./commands.mjs";

/** @typedef {import("./commands.mjs").Command} Command */

const ON_SECOND_ENGINE = fileURLToPath(new URL("../../test/engine/setup/on-second-engine.sh", import.meta.url));

/**
 * How a job's command is started: a job that runs alone also waits for the files of other runs, and so does one that has the second engine to
 * itself. The kernel releases these locks no matter how their holder ends.
 *
 * @returns {(job: import("./engine-files.mjs").EngineJob, command: Command) => Command}
 */
export function locks() {
  const cache = testCache();
  // --close: a process that a test leaves running must not keep the lock.
  const flock = (/** @type {string} */ how, /** @type {string} */ file, /** @type {Command} */ command) =>
    within(["flock", "--close", how, join(cache, file)], command);
  return ({ engine, isAlone, hasEngine }, command) => {
    const how = (/** @type {boolean} */ toItself) => (toItself ? "--exclusive" : "--shared");
    const onEngine = engine === "first" || hasEngine ? command : within(["bash", ON_SECOND_ENGINE], command);
    const locked = flock(how(isAlone), "engine-tests.lock", onEngine);
    return engine === "second" ? flock(how(hasEngine), "second-engine-tests.lock", locked) : locked;
  };
}
