import { runParts } from "./run-parts.mjs";
import { partsOf } from "./suites.mjs";

/**
 * What several hubs on one server must show, in order. Every pattern must be matched by a test, and every test that is matched
 * must have passed.
 *
 * @type {readonly import("./point.ts").Point[]}
 */
export const POINTS = [
  {
    says: "two hubs, same people, same group names: no shared object; one stopped, upgraded, renamed, removed while the other computes",
    tests: [
      /^two hubs on one server, .* have no object in common/,
      /^two hubs on one server, .* is stopped/,
      /^two hubs on one server, .* from JupyterHub 5\.5 to 6\.1/,
      /^two hubs on one server, .* gets another name/,
      /^two hubs on one server, .* is removed/,
    ],
  },
  {
    says: "renaming a hub: refused without the option; killed while it copies, the same command finishes it; every byte, owner, mode and time",
    tests: [
      /^a hub that gets another name while it runs stops if/,
      /^a hub that gets another name while it runs loses nothing/,
      /^a hub that gets another name while it runs has every volume/,
      /^a hub that gets another name while it runs lets people in/,
    ],
  },
  {
    says: "the same passwords, prefixes, a folder for all hubs, one web server, a copied directory, a hub removed: as the page says",
    tests: [/^docs\/several-hubs\.md, followed from top to bottom does what it says/],
  },
  {
    says: "PostgreSQL: only the hub can reach it; killed, it comes back; 5.5 to 6.1 after a dump; SQLite, PostgreSQL, your own server and back",
    tests: [
      /^a hub on PostgreSQL lets people in/,
      /^a hub on PostgreSQL keeps the database to the hub alone/,
      /^a hub on PostgreSQL is what compose would create/,
      /^a hub on PostgreSQL keeps working when its database /,
      /^a hub on PostgreSQL upgrades 5\.5 to 6\.1 after a dump/,
      /^a hub on PostgreSQL goes back to 5\.5 with the dump/,
      /^a hub on PostgreSQL moves to SQLite/,
      /^a hub on PostgreSQL comes back from SQLite/,
      /^a hub on PostgreSQL continues a move that was interrupted/,
      /^a hub on PostgreSQL finds in its volume /,
      /^a hub on PostgreSQL of a person's own /,
    ],
  },
  {
    says: "dockerd killed under a running class: hub back by itself, next click starts, files intact; live-restore: kernels keep running",
    tests: [
      /^a restart of dockerd by kill -9 under a running class/,
      /^a restart of dockerd by kill -9, with live-restore: /,
      /^a restart of dockerd by kill -9, with live-restore and a socket that nobody holds/,
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
      /^docker compose and hubwright, taking turns .* leaves the notebook running/,
    ],
  },
  {
    says: "a copied directory, another hub's, secrets/ gone or replaced: refused, nothing changed, nobody's password changed",
    tests: [
      /^a hub and its directory is not touched from a copy/,
      /^a hub and its directory changes nobody's password/,
      /^a hub and its directory asks about the volumes of an earlier hub/,
    ],
  },
  {
    says: "a remote engine over ssh, TLS and a context: people working, a list in effect in 15 s, no list that was edited there overwritten",
    tests: [
      /^a hub on another machine has people at work/,
      /^a hub on another machine uses a list that people add sends within 15 seconds/,
      /^a hub on another machine keeps a list that an admin edited in the hub/,
      /^a hub on another machine is the same hub over TCP with TLS and through a Docker context/,
      /^a hub on another machine is down and up again/,
      /^a hub that moves to an engine which sees none of its files, and back/,
    ],
  },
  {
    says: "doctor names each of the failures that people really have, on a hub, a notebook and a web server that were broken that way",
    tests: [
      /^hubwright doctor on an engine names a proxy/,
      /^hubwright doctor on an engine names a hub that was stopped by hand/,
      /^hubwright doctor on an engine names a port/,
      /^hubwright doctor on an engine names a CA certificate file/,
      /^hubwright doctor on an engine names a certificate that nobody trusts/,
      /^hubwright doctor on an engine names an nginx without the headers for websockets/,
      /^hubwright doctor on an engine whose disk is full says so/,
      /^hubwright doctor, of versions of JupyterHub that do not fit warns of a hub of 6\.1/,
      /^hubwright doctor, of versions of JupyterHub that do not fit warns of a hub of 5\.5/,
      /^hubwright doctor --spawn starts the server of a person/,
      /^hubwright doctor --spawn names an image that is gone/,
      /^hubwright doctor --spawn shows the last log lines/,
      /^hubwright doctor --spawn names too little memory/,
      /^hubwright doctor --spawn names a group's folder that is root's/,
      /^hubwright doctor --spawn names a home with no room left/,
      /^hubwright doctor --spawn names a hub that its notebooks cannot reach/,
      /^hubwright doctor --spawn leaves it to the next one/,
    ],
  },
];

/**
 * Runs everything that the points need.
 *
 * @param {import("./point.ts").Stage} stage
 * @returns {Promise<import("./point.ts").Prepared>} what each `show` is given.
 */
export async function prepare(stage) {
  stage.say("the tests of several hubs, on this machine's engine");
  const runs = (await runParts(partsOf("server"), stage)).map(({ tests }) => tests);
  return { tests: runs.flat(), runs };
}
