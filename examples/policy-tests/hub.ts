import { defineHub, dropBox, perGroup, perHub, perPerson } from "hubwright";

/** A course with teams: the policy that policy.test.ts and policy.node.ts test. */
export default defineHub({
  name: "math8660",
  port: 8002,
  timezone: "America/Denver",
  notebook: { pip: ["numpy==2.4.0"], limits: { memory: "2GiB" } },
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
      closes: "2027-05-07T23:59",
    }),
    data: perHub({ at: "/data", access: { member: "ro", staff: "ro", admin: "rw" } }),
  },
});
