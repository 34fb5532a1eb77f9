// The layers of tests, and which of them run in parallel.

/**
 * @typedef {"compute" | "hubs"} Lane What a layer spends its time on, or waits for: one layer of each kind runs at a time, so
 *   that the processor is busy while a hub starts, and not so busy that hubs miss their own limits.
 * @typedef {"engine" | "python"} Need What has to be ready first: an engine, or the environment of the Python tools.
 * @typedef {{ readonly name: string, readonly lane: Lane, readonly needs: readonly Need[] }} Layer
 * @typedef {object} Chosen
 * @property {readonly Layer[]} layers - What is run.
 * @property {boolean} ifEngine - Whether tests may be skipped if the engine does not start.
 * @property {boolean} record - Whether the time of this run is written to docs/shown.
 * @property {number | undefined} since - The moment from which time is counted, in seconds since 1970; undefined: from now on.
 */

/** In each lane in this order. @type {readonly Layer[]} */
export const LAYERS = [
  // First, while that environment is created.
  { name: "unit", lane: "compute", needs: [] },
  { name: "check", lane: "compute", needs: ["python"] },
  { name: "python", lane: "compute", needs: ["python"] },
  { name: "contracts", lane: "compute", needs: ["python"] },
  { name: "golden", lane: "compute", needs: ["python"] },
  { name: "package", lane: "compute", needs: [] },
  { name: "python-engine", lane: "compute", needs: ["python", "engine"] },
  { name: "engine", lane: "hubs", needs: ["engine"] },
];

const SINCE = /^--since=(\d+)$/;

/**
 * Reads the words after `npm test --`.
 *
 * @param {readonly string[]} words
 * @returns {Chosen | { readonly usage: string }} every layer if
 *   none is named; the usage if one is unknown.
 */
export function chooseLayers(words) {
  const since = words.flatMap((word) => SINCE.exec(word)?.[1] ?? [])[0];
  const names = words.filter((word) => !["--if-engine", "--record"].includes(word) && !SINCE.test(word));
  const known = LAYERS.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    return { usage: `There is no layer named ${unknown.join(", ")}. The layers are: ${known.join(", ")}.` };
  const layers = LAYERS.filter(({ name }) => names.length === 0 || names.includes(name));
  return {
    layers,
    ifEngine: words.includes("--if-engine"),
    record: words.includes("--record"),
    since: since === undefined ? undefined : Number(since),
  };
}
