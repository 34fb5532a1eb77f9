// The layers of tests, and which of them run side by side.

/**
 * @typedef {"compute" | "wait"} Lane What a layer spends its time on: one of each kind runs at a time, so that the processor
 *   is busy while a hub starts.
 * @typedef {{ readonly name: string, readonly lane: Lane, readonly needsEngine: boolean }} Layer
 * @typedef {{ readonly layers: readonly Layer[], readonly ifEngine: boolean }} Chosen
 */

/** @type {readonly Layer[]} */
export const LAYERS = [
  ...["check", "unit", "python", "contracts", "golden", "package"].map((name) => layer(name, "compute")),
  ...["python-engine", "engine"].map((name) => layer(name, "wait")),
];

/**
 * @param {string} name
 * @param {Lane} lane
 * @returns {Layer}
 */
function layer(name, lane) {
  return { name, lane, needsEngine: lane === "wait" };
}

/**
 * Reads the words after `npm test --`.
 *
 * @param {readonly string[]} words
 * @returns {Chosen | { readonly usage: string }} every layer where
 *   none is named; how to write it where one is unknown.
 */
export function chooseLayers(words) {
  const names = words.filter((word) => word !== "--if-engine");
  const known = LAYERS.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    return { usage: `There is no layer named ${unknown.join(", ")}. The layers are: ${known.join(", ")}.` };
  const layers = LAYERS.filter(({ name }) => names.length === 0 || names.includes(name));
  return { layers, ifEngine: words.includes("--if-engine") };
}
