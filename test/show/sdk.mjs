import { join } from "node:path";
import { computed } from "./computed.mjs";
import { logged } from "./logged.mjs";
import { runParts } from "./run-parts.mjs";
import { installSize, megabytes, policyTestsWithVitest, timePolicyTests } from "./sdk/consumer.mjs";
import { partsOf } from "./suites.mjs";
import { TRAIT_POINTS } from "./typed-traits.mjs";

/** @typedef {import("./point.ts").Prepared & { scratch: string, bench: (line: RegExp) => string }} Prepared */

/**
 * The library that other departments build on. Every pattern must be matched by a test, and every test that is matched must have passed.
 *
 * @type {readonly import("./point.ts").Point<Prepared>[]}
 */
export const POINTS = [
  ...TRAIT_POINTS,
  {
    says: "a trait names a function of an extraConfig file, and the hub calls it",
    tests: [/^a trait that names a function/],
  },
  {
    says: "R and RStudio from a custom Dockerfile, without privileges; Jupyter's image and RStudio's package are stand-ins",
    tests: [/^the example with RStudio, its Dockerfile on stand-ins/],
  },
  {
    says: "set, add and unset on definitions in every style: exactly what was asked for, or refused with a line number",
    tests: [/^edits of a definition, in every style/, /^a random edit of a random file/],
  },
  {
    says: "set, add and unset as commands: the difference is shown, and the result is checked before it is saved",
    tests: [/^changing the definition from the command line/],
  },
  { says: "a project tests its policy without Docker", show: ({ scratch }) => policyTests(scratch) },
  {
    says: "the same project fails with each of twenty typos, because of the typo",
    tests: [/^a project that tests its policy/],
  },
  {
    says: "with vitest, by functions and by its own chai, the same tests pass, and fail with a typo, because of the typo",
    show: ({ scratch }) => withVitest(scratch),
  },
  { says: "what an installation needs", show: ({ scratch }) => installed(scratch) },
  {
    says: "who can really read and write what, as computed and as everybody who tries it finds on a running hub",
    tests: [/^effective access, compared with a hub/],
  },
  {
    says: "reading 100,000 people in 2,000 groups: at most 2.5 times a loop",
    show: ({ bench }) => bench(/^ok +reading/),
  },
  {
    says: "their effective access: at most 8 times that loop",
    show: ({ bench }) => bench(/^ok +effective access .* the same loop/),
  },
  {
    says: "ten times the people: at most twelve times the time",
    show: ({ bench }) => bench(/^ok +effective access .*group folders: .* that of/),
  },
  {
    says: "the same with drop-boxes",
    show: ({ bench }) => bench(/^ok +effective access .*drop-boxes: .* that of/),
  },
  { says: 'import "hubwright": at most 1.6 times bare node', show: ({ bench }) => bench(/^ok +import/) },
];

/**
 * Runs everything that the points need.
 *
 * @param {import("./point.ts").Stage} stage
 * @returns {Promise<Prepared>} what each `show` is given.
 */
export async function prepare(stage) {
  stage.say("the library, against bare node and a plain loop");
  const measured = await logged([process.execPath, "bench/run.mjs", "library", "people"], {
    log: join(stage.scratch, "bench.log"),
  });
  stage.say("edits of definitions, and tests of a policy with typos");
  const runs = [
    await computed(stage, [
      "test/unit/workspace/edit-definition.test.ts",
      "test/unit/workspace/edit-definition-random.test.ts",
      "test/unit/cli/settings.test.ts",
      "test/package/policy.test.ts",
    ]),
  ];
  stage.say("effective access, functions and RStudio on running hubs, on this machine's engine");
  runs.push(...(await runParts(partsOf("sdk"), stage)).map(({ tests }) => tests));
  return { tests: runs.flat(), runs, scratch: stage.scratch, bench: (line) => ratio(measured.output, line) };
}

/** @param {string} scratch */
function policyTests(scratch) {
  const { lines, tests, milliseconds, ofProcess } = timePolicyTests(scratch);
  if (milliseconds >= 1000) throw new Error(`${tests} tests took ${milliseconds} ms.`);
  return `${lines} lines, ${tests} tests in ${milliseconds} ms; the whole process took ${(ofProcess / 1000).toFixed(1)} s`;
}

/** @param {string} scratch */
function withVitest(scratch) {
  const { version, passed, failed } = policyTestsWithVitest(scratch);
  return `${version}: ${passed} passed; with the typo ${failed} failed`;
}

/** @param {string} scratch */
function installed(scratch) {
  const { packages, bytes, largest } = installSize(scratch);
  return `${packages} packages, ${megabytes(bytes)}; largest: ${largest.join(", ")}`;
}

/**
 * @param {string} output - What the benchmark printed.
 * @param {RegExp} line
 */
function ratio(output, line) {
  const found = output.split("\n").find((one) => line.test(one));
  if (found === undefined) throw new Error(output.slice(-2000));
  return /: ([\d.]+x .*) \(/.exec(found)?.[1] ?? found;
}
