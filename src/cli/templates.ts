import type { MemorySize } from "../model/quantity.ts";

/** hub.ts as `init` writes it: everything that can be set, explained where it is set. */
export function hubTemplate({
  name,
  port,
  timezone,
  socket,
  memory,
  isHere,
}: {
  readonly name: string;
  readonly port: number;
  readonly timezone: string;
  /** Of a rootless engine; null for the usual one. */
  readonly socket: string | null;
  /** Of one person's server; null where the engine's memory is not known. */
  readonly memory: MemorySize | null;
  /** False where the engine is on another machine. */
  readonly isHere: boolean;
}): string {
  return `import { defineHub, perGroup, perPerson } from "hubwright";

export default defineHub({
  // The hub's name, and its place on the server: https://your.server/${name}
  name: "${name}",
  // The port on ${isHere ? "this" : "the engine's"} machine that it answers on, for the web server in front. Other machines cannot reach it;
  // listen: "0.0.0.0" would change that, past the firewall.
  port: ${port},
  // Who is in it. ${isHere ? "Save that file, and it counts: no restart." : "Save that file and run hubwright people push, and it counts: no restart."}
  roster: "roster/userlist",
  // A day in the list, as in until=2027-01-31, ends when it ends here.
  timezone: ${JSON.stringify(timezone)},
  // Passwords are derived from names: hubwright passwords prints them.
  signIn: { kind: "derived-password", length: 10 },
  // "6.1" or "5.5".
  // jupyterhub: "5.5",
${isHere ? "" : REMOTE}${socket === null ? "" : `  // Docker runs without root here, and its socket is elsewhere than usual.\n  engine: { socket: ${JSON.stringify(socket)} },\n`}
  // What people's servers are made of. "slim" is a small JupyterLab; any image for JupyterHub goes too,
  // for example "quay.io/jupyter/datascience-notebook". With dockerfile: "singleuser/" you write all of it yourself.
  notebook: {
    image: "slim",
    apt: [], // Debian packages, for example "graphviz"
    pip: [], // Python packages, for example "numpy==2.4.0"
${limitsOf(memory)}    // Servers get no privileges. An image that needs sudo, or that starts as root, needs "docker".
    privileges: "none",
    // idleAfter: "1h", // stop servers that nobody uses, but none that computes
    // maxAge: "7d", // and these, too
    // images: { R: "quay.io/jupyter/r-notebook" }, // what people may choose instead
    // groups: { "team-1": { limits: { memory: "8GiB" } } },
  },

  // What people find in their servers. A name that is new here is a new, empty volume; none is ever removed.
  volumes: {
    home: perPerson({ at: "/home/jovyan" }),
    // Everyone in a group sees its folder and may write there.
    shared: perGroup({ at: "/home/jovyan/{group}" }),
    // Staff write, members read:
    // course: perGroup({ at: "/home/jovyan/{group}-handouts", groups: ["math8660"], access: { member: "ro", staff: "rw" } }),
  },

  // What admins may do besides: open other people's servers, and edit the userlist from their own.
  // admins: { access: false, roster: "rw" },

  // Whose servers the staff of a group may open: "own-group", of members who have nothing of another group, or "members", of all.
  // staff: { open: "members" },

  // Where JupyterHub keeps people and tokens: a file, or "postgres" in a container of its own.
  // database: "postgres",

  // A token for Prometheus, which reads the hub's metrics and can do nothing else.
  // metrics: true,

  // Any other setting of JupyterHub, and Python files beside this one for what no setting says.
  // traits: { JupyterHub: { concurrent_spawn_limit: 20 } },
  // extraConfig: ["services.py"],
});
`;
}

/** A quarter of the engine's memory is so much that few notice it, and so little that one person stops nobody else. */
function limitsOf(memory: MemorySize | null): string {
  if (memory === null) return `    // limits: { memory: "4GiB", cpus: 2, gpus: 1 },\n`;
  return `    // A quarter of this engine's memory, for one person's server. cpus and gpus go here, too.\n    limits: { memory: "${memory}" },\n`;
}

const REMOTE = `  // Docker is on another machine and sees none of these files: the list of people and the keys are sent to it.
  engine: { remote: true },
`;

/** The list of people as `init` writes it. */
export const ROSTER_TEMPLATE = `# One person a line: the name, then groups in any order. "admin" makes an admin of the hub.
#   ann team-1 team-2         a member of two groups
#   tom team-1:staff          staff of a group
#   eve team-1 until=2027-01-31   access ends when that day ends
hub-admin admin shared
`;

/** What git leaves out: keys, and names of students, which are not for git unless you say so. */
export const GITIGNORE = `secrets/
roster/
.hubwright/*
!.hubwright/id
deploy/build-host/ca/
deploy/singleuser/build-host/ca/
`;
