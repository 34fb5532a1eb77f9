// npm run bench: each figure as a ratio against a peer in the same run. npm run bench -- commands runs one part.
import { benchCommands } from "./commands.mjs";
import { benchUp } from "./up.mjs";

const PARTS = { commands: benchCommands, up: benchUp };
const asked = process.argv.slice(2);
const results = [];
for (const name of asked.length > 0 ? asked : Object.keys(PARTS)) results.push(...(await PARTS[name]()));
process.exitCode = results.every(Boolean) ? 0 : 1;
