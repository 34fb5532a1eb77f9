// npm run bench: each figure as a ratio to a peer in the same run. npm run bench -- commands runs one part.
// --once runs each of them once, to check that it still works: a single run says nothing about speed, so no limit applies.
// --hub=NAME and --port=PORT are for the hub that it creates, so that several runs can share a machine.
import { benchCommands } from "./commands.mjs";
import { benchLibrary } from "./library.mjs";
import { benchPeople } from "./people.mjs";
import { benchTables } from "./tables.mjs";
import { benchUp } from "./up.mjs";

/** @type {{ readonly [name: string]: (mode: import("./pairs.mjs").Mode) => Promise<readonly boolean[]> }} */
const PARTS = { commands: benchCommands, library: benchLibrary, people: benchPeople, tables: benchTables, up: benchUp };

const words = process.argv.slice(2);
const value = (/** @type {string} */ option) =>
  words.find((word) => word.startsWith(`--${option}=`))?.slice(option.length + 3);
// The name starts with `t-` like every test hub, so that nobody mistakes it for a hub in use.
const mode = { once: words.includes("--once"), hub: value("hub") ?? "t-bench", port: value("port") ?? "18999" };
const asked = words.filter((word) => word !== "--once" && !/^--(hub|port)=/.test(word));
const unknown = asked.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`Unknown part: ${unknown.join(", ")}. The parts are: ${Object.keys(PARTS).join(", ")}.`);
  process.exit(64);
}

/** @type {boolean[]} */
const results = [];
for (const [name, bench] of Object.entries(PARTS))
  if (asked.length === 0 || asked.includes(name)) results.push(...(await bench(mode)));
process.exitCode = results.every(Boolean) ? 0 : 1;
