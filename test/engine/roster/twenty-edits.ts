import type { WayToSave } from "./roster-on-disk.ts";

/** Special actions around an edit. */
export type Moment = "start-eve" | "bob-leaves" | "bob-returns" | "dean-is-demoted" | "tom-is-cut" | "accept";

/** One save of the userlist. */
export interface Edit {
  readonly says: string;
  /** Changes the list that is meant: what each person's words are. */
  readonly change?: (words: Map<string, string>) => void;
  /** Writes something other than the intended list. */
  readonly breaks?: (text: string) => Buffer | null;
  readonly way: WayToSave;
  readonly takesAway?: true;
  readonly moment?: Moment;
}

const EXTRAS = Array.from({ length: 12 }, (_, index) => `e${String(index + 1).padStart(2, "0")}`);

/** Twenty people. The last dozen are only on the list; the very last never sign in. */
export const PEOPLE: readonly (readonly [name: string, words: string])[] = [
  ["hub-admin", "admin"],
  ["dean", "admin phys"],
  ["tom", "math:staff"],
  ["tina", "phys:staff"],
  ["ann", "math"],
  ["bob", "math"],
  ["cat", "math phys"],
  ["dan", "phys"],
  ...EXTRAS.map((name, index) => [name, index % 2 === 0 ? "math" : "phys"] as const),
];

/** Everyone who takes part, including people who are on no list at the beginning. */
export const NAMES: readonly string[] = [...PEOPLE.map(([name]) => name), "eve", "fay", "gus", "zed", "nobody-ever"];

const damaged = (text: string, line: RegExp, by: string) => Buffer.from(text.replace(line, by));

/** @param day - The day so many days from now, in the hub's time zone. */
export function twentyEdits(day: (fromNow: number) => string): readonly Edit[] {
  return [
    {
      says: "eve is added",
      change: (words) => words.set("eve", "math"),
      way: "by rename",
      moment: "start-eve",
    },
    {
      says: "bob is taken off, by an editor that saves in place",
      change: (words) => words.delete("bob"),
      way: "in place",
      takesAway: true,
      moment: "bob-leaves",
    },
    {
      says: "bob is on it again",
      change: (words) => words.set("bob", "math"),
      way: "by rename",
      moment: "bob-returns",
    },
    {
      says: "dean is no admin any more",
      change: (words) => words.set("dean", "phys"),
      way: "by rename",
      takesAway: true,
      moment: "dean-is-demoted",
    },
    { says: "dean is an admin again", change: (words) => words.set("dean", "admin phys"), way: "in place" },
    { says: "ann joins a second group", change: (words) => words.set("ann", "math phys"), way: "by rename" },
    {
      says: "cat loses a group",
      change: (words) => words.set("cat", "phys"),
      way: "by rename",
      takesAway: true,
    },
    {
      says: "tom is a member and staff no longer, cat joins again",
      change: (words) => words.set("tom", "math").set("cat", "phys math"),
      way: "by rename",
      takesAway: true,
      moment: "tom-is-cut",
    },
    { says: "tom is staff again", change: (words) => words.set("tom", "math:staff"), way: "in place" },
    {
      says: "ann's last day was yesterday",
      change: (words) => words.set("ann", `math phys until=${day(-1)}`),
      way: "by rename",
      takesAway: true,
    },
    {
      says: "ann's last day is next month",
      change: (words) => words.set("ann", `math phys until=${day(30)}`),
      way: "by rename",
    },
    {
      says: "a standing is mistyped, dan's line is gone, fay is new",
      change: (words) => {
        words.delete("dan");
        words.set("fay", "math");
      },
      breaks: (text) => damaged(text, /^bob math$/m, "bob math:stuf"),
      way: "by rename",
    },
    { says: "the role is fixed, dan's line still missing", way: "by rename", takesAway: true },
    {
      says: "a line has a control character, another one is gone",
      breaks: (text) => Buffer.from(text.replace(/^cat .*$/m, "cat math\u0007 phys").replace(/^bob .*\n/m, "")),
      way: "in place",
    },
    { says: "the file is cut to nothing", breaks: () => Buffer.alloc(0), way: "in place" },
    {
      says: "there is no admin left, nor bob, and gus is new",
      breaks: (text) => Buffer.from(`${text.replaceAll(/ admin\b/g, "").replace(/^bob .*\n/m, "")}gus math\n`),
      way: "by rename",
    },
    {
      says: "the file is not UTF-8, though gus stands in it",
      breaks: (text) => Buffer.concat([Buffer.from(`${text}gus math\n# `), Buffer.from([0xc3, 0x28, 0xff, 0x0a])]),
      way: "by rename",
    },
    { says: "there is no file", breaks: () => null, way: "in place" },
    { says: "the list is whole again, with gus", change: (words) => words.set("gus", "math"), way: "by rename" },
    {
      says: "eleven people are gone at once, which an admin then accepts",
      change: (words) => EXTRAS.slice(0, 11).forEach((name) => words.delete(name)),
      way: "by rename",
      takesAway: true,
      moment: "accept",
    },
  ];
}
