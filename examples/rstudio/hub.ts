import { defineHub, perGroup, perPerson } from "hubwright";

/** A statistics course with R and RStudio, from a Dockerfile of its own. */
export default defineHub({
  name: "stats",
  port: 8005,
  notebook: {
    dockerfile: "singleuser/",
    privileges: "none",
    // R keeps data in memory.
    limits: { memory: "4GiB", cpus: 2 },
    groups: { thesis: { limits: { memory: "16GiB" } } },
    idleAfter: "2h",
  },
  volumes: {
    home: perPerson({ at: "/home/jovyan" }),
    teams: perGroup({ at: "/home/jovyan/{group}", groups: ["team-1", "team-2"] }),
    data: perGroup({
      at: "/home/jovyan/{group}-data",
      groups: ["stats301"],
      access: { member: "ro", staff: "rw" },
    }),
  },
});
