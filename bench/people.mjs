// 100,000 people in 2,000 groups: reading the list, and who can really use what, compared with a loop that only splits each line into a Map.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { defineHub, dropBox, effectiveAccess, GroupMap, perGroup, perPerson } from "hubwright";
import { report, summary } from "./pairs.mjs";

const PEOPLE = 100_000;
const GROUPS = 2000;
const PARSING = 2.5;
const ACCESS = 8;
/** Ten times the people may take at most twelve times as long. */
const GROWTH = 12;
const NOW = new Date("2026-11-30T12:00:00Z");

setFlagsFromString("--expose-gc");
const collectGarbage = /** @type {() => void} */ (runInNewContext("gc"));

const HOME = perPerson({ at: "/home/jovyan" });
const HUBS = {
  "group folders": defineHub({
    name: "math",
    volumes: { home: HOME, shared: perGroup({ at: "/home/jovyan/{group}" }) },
  }),
  "drop-boxes": defineHub({
    name: "math",
    volumes: {
      home: HOME,
      work: dropBox({ at: "/home/jovyan/{group}", collectAt: "/home/jovyan/{group}-in/{person}" }),
    },
  }),
};

/** @param {import("./pairs.mjs").Mode} mode */
export async function benchPeople({ once }) {
  const list = userlist(PEOPLE);
  const [all, tenth] = [GroupMap.parse(list), GroupMap.parse(userlist(PEOPLE / 10))];
  const paired = (/** @type {() => unknown} */ ours, /** @type {() => unknown} */ peer) => pairs(ours, peer, once);
  const split = () => splitLines(list);
  const people = `${PEOPLE} people in ${GROUPS} groups`;
  const results = [
    report(
      `reading ${people}`,
      "a loop that splits the lines",
      paired(() => GroupMap.parse(list), split),
      { limit: PARSING, once },
    ),
    report(
      `effective access of ${people}, with group folders`,
      "the same loop",
      paired(() => reached("group folders", all), split),
      { limit: ACCESS, once },
    ),
  ];
  for (const kind of /** @type {const} */ (["group folders", "drop-boxes"]))
    results.push(
      report(
        `effective access of ${people}, with ${kind}`,
        `that of ${PEOPLE / 10} people`,
        paired(
          () => reached(kind, all),
          () => reached(kind, tenth),
        ),
        { limit: GROWTH, once },
      ),
    );
  return results;
}

/** One admin, one member of staff for each group, and everybody else in one group. @param {number} people */
function userlist(people) {
  const groups = (people * GROUPS) / PEOPLE;
  const lines = ["boss admin"];
  for (let index = 0; index < groups; index += 1) lines.push(`staff-${index} group-${index}:staff`);
  for (let index = 0; lines.length < people; index += 1) lines.push(`student-${index} group-${index % groups}`);
  return `${lines.join("\n")}\n`;
}

/** @param {string} list */
function splitLines(list) {
  const people = new Map();
  for (const line of list.split("\n")) {
    const [name, ...words] = line.trim().split(/\s+/);
    people.set(name, words);
  }
  return people;
}

/**
 * How many volumes everybody reaches together; each person's are dropped before the next person's are computed.
 *
 * @param {keyof typeof HUBS} kind
 * @param {GroupMap} people
 */
function reached(kind, people) {
  let count = 0;
  for (const { volumes } of effectiveAccess(HUBS[kind], people, { now: NOW })) count += volumes.length;
  if (count < 2 * people.people.length) throw new Error(`${people.people.length} people reach only ${count} volumes.`);
  return count;
}

/**
 * @param {() => unknown} ours
 * @param {() => unknown} peer
 * @param {boolean} once
 */
function pairs(ours, peer, once) {
  const timed = (/** @type {() => unknown} */ work) => {
    // Otherwise each run would pay for the garbage of the one before.
    collectGarbage();
    const started = performance.now();
    work();
    return performance.now() - started;
  };
  /** @type {[number, number][]} */
  const found = [];
  // The first pair runs before the code is compiled, and does not count.
  for (let run = 0; run < (once ? 1 : 10); run += 1) {
    const pair = /** @type {[number, number]} */ ([timed(ours), timed(peer)]);
    if (once || run > 0) found.push(pair);
  }
  return summary(found);
}
