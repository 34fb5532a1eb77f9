// Two lanes at once: while one layer computes, another waits for hubs.

/**
 * Runs layers: those of a lane one after another, both lanes at the same time.
 *
 * @template T
 * @param {readonly import("./layers.mjs").Layer[]} layers
 * @param {(layer: import("./layers.mjs").Layer) => Promise<T>} run
 * @returns {Promise<readonly T[]>} the results, in the order of the layers.
 */
export async function inLanes(layers, run) {
  /** @type {Map<string, T>} */
  const done = new Map();
  const lanes = [...new Set(layers.map(({ lane }) => lane))];
  await Promise.all(
    lanes.map(async (lane) => {
      for (const layer of layers.filter((other) => other.lane === lane)) done.set(layer.name, await run(layer));
    }),
  );
  return layers.map(({ name }) => /** @type {T} */ (done.get(name)));
}
