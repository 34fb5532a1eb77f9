import { defineHub, dropBox, perGroup, perPerson } from "hubwright";

/** A course: handouts that students read, and a box for each student that no other student sees. */
export default defineHub({
  name: "math8660",
  port: 8001,
  timezone: "America/Denver",
  notebook: { pip: ["numpy==2.4.0"], limits: { memory: "2GiB", cpus: 1 }, idleAfter: "1h" },
  volumes: {
    home: perPerson({ at: "/home/jovyan" }),
    teams: perGroup({ at: "/home/jovyan/{group}", groups: ["team-1", "team-2"] }),
    handouts: perGroup({
      at: "/home/jovyan/{group}-handouts",
      groups: ["math8660"],
      access: { member: "ro", staff: "rw" },
    }),
    inbox: dropBox({
      at: "/home/jovyan/{group}-submit",
      collectAt: "/home/jovyan/{group}-submitted/{person}",
      groups: ["math8660"],
    }),
  },
});
