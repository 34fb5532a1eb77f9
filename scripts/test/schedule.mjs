// Which test files run at the same time.

/**
 * @typedef {object} Job
 * @property {string} name - Of its log.
 * @property {string} engine - The engine that it runs on: each has a number of slots.
 * @property {boolean} hasEngine - Whether nothing else may run on its engine at the same time.
 * @property {boolean} isAlone - Whether nothing else may run on any engine at the same time.
 */

/**
 * The job to start now: the first one with a free slot. Jobs that run alone start when all others have finished. An engine whose
 * jobs have all finished gives its slots to the others.
 *
 * @template {Job} J
 * @param {readonly J[]} waiting
 * @param {readonly Job[]} running
 * @param {{ readonly [engine: string]: number }} places - How many jobs run on an engine at a time.
 * @returns {J | undefined} undefined if a job has to finish first.
 */
export function nextJob(waiting, running, places) {
  if (running.some(({ isAlone }) => isAlone)) return undefined;
  const left = new Set([...waiting, ...running].map(({ engine }) => engine));
  const free = Object.entries(places).reduce((sum, [engine, count]) => sum + (left.has(engine) ? 0 : count), 0);
  const hasPlace = (/** @type {Job} */ { engine, hasEngine }) => {
    const beside = running.filter((job) => job.engine === engine);
    if (hasEngine || beside.some((job) => job.hasEngine)) return beside.length === 0;
    return beside.length < (places[engine] ?? 0) + free;
  };
  const together = waiting.filter(({ isAlone }) => !isAlone);
  if (together.length > 0) return together.find(hasPlace);
  return running.length === 0 ? waiting[0] : undefined;
}

/**
 * Runs jobs in order, as many at a time as there are slots.
 *
 * @template {Job} J
 * @template T
 * @param {readonly J[]} jobs
 * @param {{ readonly [engine: string]: number }} places
 * @param {(job: J) => Promise<T>} run
 * @returns {Promise<readonly T[]>} the results, in the order of the jobs.
 */
export async function inPlaces(jobs, places, run) {
  /** @type {Map<J, Promise<J>>} */
  const running = new Map();
  /** @type {Map<J, T>} */
  const done = new Map();
  const waiting = [...jobs];
  while (done.size < jobs.length) {
    const job = nextJob(waiting, [...running.keys()], places);
    if (job === undefined) {
      if (running.size === 0) throw new Error("There is no slot for any of the remaining jobs.");
      running.delete(await Promise.race(running.values()));
    } else {
      waiting.splice(waiting.indexOf(job), 1);
      running.set(
        job,
        run(job).then((result) => {
          done.set(job, result);
          return job;
        }),
      );
    }
  }
  return jobs.map((job) => /** @type {T} */ (done.get(job)));
}
