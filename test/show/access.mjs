import { join } from "node:path";
import { logged } from "./logged.mjs";
import { runParts } from "./run-parts.mjs";
import { partsOf } from "./suites.mjs";

/** @typedef {import("./point.ts").Prepared & { classes: () => string }} Prepared */

/** @type {readonly [string, ...string[]]} */
const CLASSES = [
  process.execPath,
  "scripts/python.mjs",
  ...["pytest", "--quiet", "tests/test_sign_in_classes.py", "tests/test_sign_in_presets.py"],
];

/** Both versions must pass each of them. */
const inBoth = (/** @type {string} */ title, /** @type {string} */ rest) =>
  ["6\\.1", "5\\.5"].map((version) => new RegExp(`^${title} JupyterHub ${version} ${rest}`));

/**
 * Where access must end, in order. Every pattern must be matched by a test, and every test that is matched must have passed.
 *
 * @type {readonly import("./point.ts").Point<Prepared>[]}
 */
export const POINTS = [
  {
    says: "shells still open 15 seconds after their owners lose access: 0, for every way in; some, with the record turned off",
    tests: [
      ...inBoth("whoever was in somebody's server,", "is out of it"),
      /^whoever was .* stays in it where nothing/,
    ],
  },
  {
    says: "10 servers running and 2 entered: 2 stop; with the record deleted, 10",
    tests: inBoth("whoever was in somebody's server,", "is known by a record"),
  },
  {
    says: "sixty edits of the list that take nothing away, with servers that staff and admins have entered: 0 servers stop",
    tests: [/^whoever was in .* stay through sixty edits/],
  },
  {
    says: "what staff can reach: their own group, another one, other staff, admins; by page, API and websocket, as docs/staff-may.md says",
    tests: inBoth("staff of one group,", ""),
  },
  { says: "accounts that a sign-in class refuses stay out, with each class of six", show: ({ classes }) => classes() },
  {
    says: "what a removed admin leaves behind: 0; tokens and shares from before are listed and revoked",
    tests: [
      ...inBoth("an admin who has left the list,", "leaves nothing behind"),
      ...inBoth("an admin who has left the list,", "leaves tokens, admins and shares behind"),
    ],
  },
  {
    says: "the owner gets in while someone guesses ten times a second from changing addresses, and so does a class behind one address",
    tests: [/^guessing .* does not keep/],
  },
  {
    says: "a burst of 2,000 guesses, or made-up addresses: at most 5 are checked; all of them, with the protection turned off",
    tests: [
      /^guessing .* in a burst/,
      /^guessing .* with made-up addresses/,
      /^guessing .* where nothing slows it down/,
    ],
  },
  {
    says: "a new password ends the sessions, tokens and servers of anyone who has the old one",
    tests: [/^a new password /],
  },
  {
    says: "the four page attacks in Chromium read nothing; all four read everything if no password is required",
    tests: inBoth("pages with passwords and tokens, on", "(?:read|give|show|do not ask)"),
  },
  {
    says: "ten servers that ignore the stop signal: stopped within 15 seconds; some keep running if each waits for those before it",
    tests: [/^servers that ignore being told to end /],
  },
  {
    says: "a full data volume: revoked within 15 seconds, and everything in order once there is space",
    tests: [/^a hub whose data volume is full /],
  },
  {
    says: "a server has its share of memory, processes and log, and no privileges; the hub cannot write its list",
    tests: [/^limits of a server /],
  },
  {
    says: "a sign-in service decides who can sign in, and only the hub can read its secret",
    tests: [/^signing in with a provider/],
  },
];

/**
 * Runs everything that the points need.
 *
 * @param {import("./point.ts").Stage} stage
 * @returns {Promise<Prepared>} what each `show` is given.
 */
export async function prepare(stage) {
  stage.say("the real classes of OAuthenticator and LDAPAuthenticator, in the hub's Python");
  const log = join(stage.scratch, "classes.log");
  const ended = await logged(CLASSES, { log });
  stage.say("tests of where access ends, on this machine's engine");
  const runs = (await runParts(partsOf("access"), stage)).map(({ tests }) => tests);
  const classes = () => {
    const [, passed] = /^(\d+) passed/m.exec(ended.output) ?? [];
    if (ended.exitCode !== 0 || passed === undefined) throw new Error(ended.output.slice(-2000));
    return `${passed} tests of them passed`;
  };
  return { tests: runs.flat(), runs, classes };
}
