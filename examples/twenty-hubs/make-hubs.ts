// make-hubs.ts
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { checkServer, defineHub, formatProblem, GroupMap, readTable } from "hubwright";
import { writeDeploy } from "hubwright/docker";

const table = readTable(readFileSync("registrar.csv"), { name: "Username", groups: "Course" });
for (const problem of table.diagnostics) console.error(formatProblem(problem, { roster: "registrar.csv" }));
if (table.diagnostics.some(({ severity }) => severity === "error")) process.exit(1);
const everybody = GroupMap.fromJson(table.people);

// A hub keeps its port when other courses come or go.
const ports = new Map(everybody.groups.filter(hasHub).map((course) => [course, portOf(course)]));
for (const course of everybody.groups) ports.set(course, ports.get(course) ?? Math.max(8000, ...ports.values()) + 1);

const hubs = everybody.groups.map((name) =>
  defineHub({
    name,
    port: ports.get(name) ?? 0,
    notebook: { limits: { memory: "2GiB", cpus: 1 }, privileges: "none" },
  }),
);
const problems = checkServer(hubs);
for (const problem of problems) console.error(formatProblem(problem));
if (problems.length > 0) process.exit(1);

for (const hub of hubs) {
  const directory = `hubs/${hub.name}`;
  const list = `${directory}/${hub.roster}`;
  mkdirSync(`${directory}/roster`, { recursive: true });
  writeFileSync(`${directory}/hub.json`, `${JSON.stringify(hub, null, 2)}\n`);
  // What somebody edited in the list stays: people are only added.
  const people = GroupMap.parse(existsSync(list) ? readFileSync(list, "utf8") : "hub-admin admin\n").edited((draft) => {
    for (const name of everybody.membersOf(hub.name))
      draft.addPerson(name, [everybody.standingOf(name, hub.name) === "staff" ? `${hub.name}:staff` : hub.name]);
  });
  writeFileSync(list, people.toUserlist());
  const { written } = await writeDeploy({ hub, directory });
  console.log(`${directory}: port ${hub.port}, ${people.people.length} people, ${written.length} files written`);
}

function hasHub(course: string): boolean {
  return existsSync(`hubs/${course}/hub.json`);
}

function portOf(course: string): number {
  const { port } = JSON.parse(readFileSync(`hubs/${course}/hub.json`, "utf8")) as { readonly port: number };
  return port;
}
