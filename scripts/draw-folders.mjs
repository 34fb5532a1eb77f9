// Draws the folders of src/ and which way their imports go, in docs/design.md: node scripts/draw-folders.mjs
//
// With --check, it only checks the drawing, and fails if it is out of date: npm run check -- map
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { embedHubPackage } from "./embed-hub-package.mjs";
import { isMain } from "./is-main.mjs";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const PAGE = "docs/design.md";
const BEGIN = "<!-- folders: drawn by node scripts/draw-folders.mjs -->";
const END = "<!-- end of folders -->";

/**
 * A file and what it imports, by their paths from the root.
 * @typedef {{ readonly source: string, readonly dependencies: readonly { readonly resolved: string }[] }} Module
 */

/**
 * A folder of src/: how many files are in it and in each of its own folders, and which other folders it imports.
 * @typedef {{ readonly files: number, readonly inside: ReadonlyMap<string, number>, readonly imports: ReadonlySet<string> }} Folder
 */

/**
 * The folders of src/, by name. The entry points, which are files in src/ itself, are left out.
 *
 * @param {readonly Module[]} modules
 * @returns {ReadonlyMap<string, Folder>}
 */
export function foldersOf(modules) {
  /** @type {Map<string, { files: number, inside: Map<string, number>, imports: Set<string> }>} */
  const folders = new Map();
  for (const { source, dependencies } of modules) {
    const [name, ...below] = partsOf(source);
    if (name === undefined) continue;
    const folder = folders.get(name) ?? { files: 0, inside: new Map(), imports: new Set() };
    folders.set(name, folder);
    folder.files += 1;
    // Files in deeper folders are counted in the folder that contains them.
    if (below[0] !== undefined) folder.inside.set(below[0], (folder.inside.get(below[0]) ?? 0) + 1);
    for (const { resolved } of dependencies) {
      const [other] = partsOf(resolved);
      if (other !== undefined && other !== name) folder.imports.add(other);
    }
  }
  return folders;
}

/**
 * The folders of a file below src/; none for a file anywhere else.
 *
 * @param {string} path
 */
function partsOf(path) {
  return path.startsWith("src/") ? path.split("/").slice(1, -1) : [];
}

/**
 * The transitive reduction of a graph without cycles: the arrows that do not follow from others.
 *
 * @param {ReadonlyMap<string, ReadonlySet<string>>} graph - By node, where its arrows lead.
 * @returns {ReadonlyMap<string, readonly string[]>} sorted: each node before those that its arrows lead to, and otherwise by name.
 */
export function reduced(graph) {
  /** @type {Map<string, Set<string>>} */
  const reach = new Map();
  const order = sorted(graph);
  for (const node of order.toReversed()) {
    const next = [...(graph.get(node) ?? [])];
    reach.set(node, new Set([...next, ...next.flatMap((one) => [...(reach.get(one) ?? [])])]));
  }
  return new Map(
    order.map((node) => {
      const next = [...(graph.get(node) ?? [])].toSorted();
      return [node, next.filter((one) => !next.some((other) => reach.get(other)?.has(one)))];
    }),
  );
}

/**
 * @param {ReadonlyMap<string, ReadonlySet<string>>} graph
 * @returns {readonly string[]}
 */
function sorted(graph) {
  const left = new Set([...graph.keys(), ...[...graph.values()].flatMap((next) => [...next])]);
  /** @type {string[]} */
  const order = [];
  while (left.size > 0) {
    const ledTo = new Set([...left].flatMap((node) => [...(graph.get(node) ?? [])]));
    const [first] = [...left].filter((node) => !ledTo.has(node)).toSorted();
    if (first === undefined) throw new Error(`These folders import each other in a circle: ${[...left].join(", ")}.`);
    order.push(first);
    left.delete(first);
  }
  return order;
}

/**
 * The folders as a Mermaid flowchart. An arrow points from a folder to one that it imports.
 *
 * @param {ReadonlyMap<string, Folder>} folders
 * @param {(folder: string) => boolean} isPure - Whether a folder is drawn with round corners.
 */
export function drawn(folders, isPure) {
  const arrows = reduced(new Map([...folders].map(([name, { imports }]) => [name, imports])));
  return [
    "```mermaid",
    "flowchart TD",
    ...[...arrows.keys()].map((name) => {
      const [open, close] = isPure(name) ? ["(", ")"] : ["[", "]"];
      return `  ${name}${open}"${labelOf(name, folders.get(name))}"${close}`;
    }),
    ...[...arrows].flatMap(([name, next]) => next.map((other) => `  ${name} --> ${other}`)),
    "```",
  ].join("\n");
}

/**
 * @param {string} name
 * @param {Folder | undefined} folder
 */
function labelOf(name, folder) {
  const inside = [...(folder?.inside ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const below = inside.map(([other, files]) => `${other} ${files}`).join(" · ");
  const files = folder?.files ?? 0;
  return `${name}: ${files} ${files === 1 ? "file" : "files"}${below === "" ? "" : `<br/>${below}`}`;
}

/**
 * A page with a drawing between its markers.
 *
 * @param {string} page
 * @param {string} drawing
 */
export function withDrawing(page, drawing) {
  const [before, rest, ...others] = page.split(BEGIN);
  const after = rest?.split(END);
  if (before === undefined || after?.length !== 2 || others.length > 0)
    throw new Error(`${PAGE} must have these two lines, once each and in this order: ${BEGIN} and ${END}`);
  return `${before}${BEGIN}\n${drawing}\n${END}${after[1]}`;
}

/**
 * What dependency-cruiser finds, and which folders are pure by its rules.
 *
 * @returns {{ readonly modules: readonly Module[], readonly isPure: (folder: string) => boolean }}
 */
function cruise() {
  const { status, stdout, stderr, error } = spawnSync(
    `${ROOT}node_modules/.bin/depcruise`,
    ["--config", ".dependency-cruiser.mjs", "--output-type", "json", "src"],
    { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 28 },
  );
  // Its exit code is the number of broken rules, which are another check's concern.
  if (error !== undefined || stdout === "") throw error ?? new Error(`depcruise exited with ${status}: ${stderr}`);
  const { modules, summary } = JSON.parse(stdout);
  /** @type {readonly { readonly name: string, readonly from: { readonly path?: string } }[]} */
  const rules = summary.ruleSetUsed.forbidden;
  const path = rules.find(({ name }) => name === "pure-is-pure")?.from.path;
  if (path === undefined) throw new Error("There is no rule pure-is-pure in .dependency-cruiser.mjs.");
  return { modules, isPure: (folder) => new RegExp(path).test(`src/${folder}/`) };
}

if (isMain(import.meta)) {
  embedHubPackage();
  const { modules, isPure } = cruise();
  const page = readFileSync(`${ROOT}${PAGE}`, "utf8");
  const next = withDrawing(page, drawn(foldersOf(modules), isPure));
  if (!process.argv.includes("--check")) writeFileSync(`${ROOT}${PAGE}`, next);
  else if (next !== page) {
    console.error(
      `The folders of src/ in ${PAGE} are out of date. To draw them again, run: node scripts/draw-folders.mjs`,
    );
    process.exitCode = 1;
  }
}
