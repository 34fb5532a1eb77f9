import { defineHub } from "../../../src/model/hub/hub.ts";
import { dropBox, perGroup, perHub, perPerson } from "../../../src/model/hub/volume-policy.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";

/** A course with every kind of volume. */
export const COURSE = defineHub({
  name: "math",
  timezone: "America/Denver",
  volumes: {
    home: perPerson({ at: "/home/jovyan" }),
    teams: perGroup({ at: "/home/jovyan/{group}", groups: ["team-1", "team-2", "team-3"] }),
    handouts: perGroup({
      at: "/home/jovyan/{group}-handouts",
      groups: ["m8660"],
      access: { member: "ro", staff: "rw" },
    }),
    inbox: dropBox({
      at: "/home/jovyan/{group}-submit",
      collectAt: "/home/jovyan/{group}-submitted/{person}",
      groups: ["m8660"],
      closes: "2026-12-11T23:59",
    }),
    notice: perHub({ at: "/notice", access: { member: "ro" } }),
    scratch: perPerson({ at: "/scratch", groups: ["team-2"] }),
  },
});

/** Its people; nobody is in team-3. */
export const PEOPLE = GroupMap.parse(
  `prof admin m8660:staff
ta m8660:staff team-1 until=2027-06-30
halljord m8660 team-1
tbutler m8660 team-1
ann@x.edu m8660 team-2
`,
);

/** Before the boxes close and while everybody has access. */
export const EARLY = new Date("2026-12-01T12:00:00Z");
/** After the boxes have closed and the assistant's last day. */
export const LATE = new Date("2027-12-01T12:00:00Z");

/** What a function throws: its name and message. */
export function thrownBy(run: () => void): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
    throw error;
  }
  return "nothing";
}
