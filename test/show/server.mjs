import { counts, runSuites, SUITES } from "./suites.mjs";

/**
 * What several hubs on one server must show, in order. Every pattern must be matched by a test, and every test that is matched
 * must have passed.
 */
export const POINTS = [
  {
    says: "two hubs, same people, same group names: no shared object; one stopped, upgraded, removed while the other computes",
    tests: [
      /^two hubs on one server, .* have no object in common/,
      /^two hubs on one server, .* is stopped/,
      /^two hubs on one server, .* from JupyterHub 5\.5 to 6\.1/,
      /^two hubs on one server, .* is removed/,
    ],
  },
  {
    says: "cut off at each Docker call, before and after, and killed at each: the next up converges",
    tests: [
      /^hubwright up, cut off at each call .* the first up/,
      /^hubwright up, cut off at each call .* an up that changes/,
    ],
  },
  {
    says: "dockerd killed under a running class: hub back by itself, next click starts, files intact; live-restore: kernels go on",
    tests: [
      /^a restart of dockerd by kill -9 under a running class/,
      /^a restart of dockerd by kill -9, with live-restore/,
    ],
  },
  {
    says: "random changes of the definition: the plan is empty after each, no volume with data is removed",
    tests: [
      /^random changes of a definition and its people are each one plan/,
      /^random changes of a definition and its people, on a real engine are each one plan/,
    ],
  },
  {
    says: "a no-op up: as many Docker calls with 10 people, groups and notebooks as with 1,000",
    tests: [
      /^hubwright up with nothing to do .* with 10 people/,
      /^hubwright up with nothing to do .* with 1000 people/,
    ],
  },
  {
    says: "docker compose v2 and 1.29 take turns with hubwright, notebooks running: ps, stop, up, logs, down",
    tests: [
      /^docker compose and hubwright, taking turns .* compose v2:/,
      /^docker compose and hubwright, taking turns .* compose 1\.29:/,
      /^docker compose and hubwright, taking turns .* leaves the notebook at work/,
    ],
  },
  {
    says: "a copied directory, another hub's, secrets/ gone or replaced: refused, nothing touched, nobody's password changed",
    tests: [
      /^a hub and its directory is not touched from a copy/,
      /^a hub and its directory changes nobody's password/,
      /^a hub and its directory asks about the volumes of an earlier hub/,
    ],
  },
];

/** Runs everything that the points are shown by. @returns what each `show` is given. */
export async function prepare({ scratch, say }) {
  say("the tests of several hubs, on this machine's engine");
  const { tests, seconds } = await runSuites({ suites: SUITES.server, scratch, name: "server" });
  say(counts(tests));
  return { tests, runs: [tests], seconds };
}
