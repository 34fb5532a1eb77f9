import type { MemorySize } from "../model/hub/quantity.ts";

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
  // The hub's name, and its path on the server: https://your.server/${name}
  name: "${name}",
  // Its port on ${isHere ? "this" : "the engine's"} machine, for the web server in front. Other machines cannot reach it;
  // listen: "0.0.0.0" would change that, bypassing the firewall.
  port: ${port},
  // The user list. ${isHere ? "Changes apply when you save it, without a restart." : "Changes apply when you save it and run hubwright people push, without a restart."}
  roster: "roster/userlist",
  // Days in the list, as in until=2027-01-31, end at midnight in this time zone.
  timezone: ${JSON.stringify(timezone)},
  // Passwords are derived from names: hubwright passwords prints them.
  signIn: { kind: "derived-password", length: 10 },
  // "6.1" or "5.5".
  // jupyterhub: "5.5",
${isHere ? "" : REMOTE}${socket === null ? "" : `  // Docker runs without root here, and its socket is not in the usual place.\n  engine: { socket: ${JSON.stringify(socket)} },\n`}
  // What people's servers run. "slim" is a small JupyterLab; any image for JupyterHub works too,
  // for example "quay.io/jupyter/datascience-notebook". With dockerfile: "singleuser/" you write the whole image yourself.
  notebook: {
    image: "slim",
    apt: [], // Debian packages, for example "graphviz"
    pip: [], // Python packages, for example "numpy==2.4.0"
${limitsOf(memory)}    // Servers get no privileges. An image that needs sudo, or that starts as root, needs "docker".
    privileges: "none",
    // idleAfter: "1h", // stop servers that nobody uses, unless code is running in them
    // maxAge: "7d", // stop servers after this time, even if code is running
    // images: { R: "quay.io/jupyter/r-notebook" }, // other images that people can choose
    // groups: { "team-1": { limits: { memory: "8GiB" } } },
  },

  // The folders in people's servers. A new name here creates a new, empty volume; volumes are never removed.
  volumes: {
    home: perPerson({ at: "/home/jovyan" }),
    // Everyone in a group sees its folder and may write there.
    shared: perGroup({ at: "/home/jovyan/{group}" }),
    // Staff write, members read:
    // course: perGroup({ at: "/home/jovyan/{group}-handouts", groups: ["math8660"], access: { member: "ro", staff: "rw" } }),
  },

  // What else admins can do: open other people's servers, and edit the userlist from their own.
  // admins: { access: false, roster: "rw" },

  // Which servers the staff of a group can open: "own-group", those of members without folders of another group, or "members", all.
  // staff: { open: "members" },

  // Where JupyterHub stores people and tokens: a file, or "postgres" in its own container.
  // database: "postgres",

  // A token for Prometheus, which can read the hub's metrics and do nothing else.
  // metrics: true,

  // Any other JupyterHub setting, and Python files next to this one for everything else.
  // traits: { JupyterHub: { concurrent_spawn_limit: 20 } },
  // extraConfig: ["services.py"],
});
`;
}

/** A quarter of the engine's memory is enough for most people, and little enough that one person cannot block everyone else. */
function limitsOf(memory: MemorySize | null): string {
  if (memory === null) return `    // limits: { memory: "4GiB", cpus: 2, gpus: 1 },\n`;
  return `    // For one person's server, a quarter of this engine's memory. You can also set cpus and gpus here.\n    limits: { memory: "${memory}" },\n`;
}

const REMOTE = `  // Docker is on another machine and sees none of these files: the user list and the keys are sent to it.
  engine: { remote: true },
`;

/** The list of people as `init` writes it. */
export const ROSTER_TEMPLATE = `# One person per line: the name, then groups in any order. "admin" makes the person an admin of the hub.
#   ann team-1 team-2         a member of two groups
#   tom team-1:staff          staff of a group
#   eve team-1 until=2027-01-31   access ends at the end of that day
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
