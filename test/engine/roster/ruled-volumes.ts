import type { HubInput } from "../../../src/model/hub/hub.ts";
import { dropBox, perGroup, perPerson } from "../../../src/model/hub/volume-policy.ts";

/** The volumes that the rules of these tests are about: a home, a folder for each group, and handouts and a drop-box of one course. */
export const RULED_VOLUMES: NonNullable<HubInput["volumes"]> = {
  home: perPerson({ at: "/home/jovyan" }),
  shared: perGroup({ at: "/home/jovyan/{group}" }),
  course: perGroup({
    at: "/home/jovyan/{group}-handouts",
    groups: ["math"],
    access: { member: "ro", staff: "rw", admin: "rw" },
  }),
  inbox: dropBox({
    at: "/home/jovyan/{group}-submit",
    collectAt: "/home/jovyan/{group}-submitted/{person}",
    groups: ["math"],
  }),
};
