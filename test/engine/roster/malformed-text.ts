import type { SeededRandom } from "./random.ts";

const LARGEST = 1024 * 1024;

/** The people whose access is watched, in the lines that a good list has of them. */
export const WATCHED = ["hub-admin admin", "dean admin phys", "tom math:staff", "ann math"] as const;
const OTHERS = Array.from({ length: 40 }, (_, index) => `m${String(index + 1).padStart(2, "0")} phys`);
export const GOOD_LIST = `${[...WATCHED, ...OTHERS].join("\n")}\n`;

/** Words that would give something, if they could be read. */
const GREEDY = ["nobody-ever admin", "zed admin", "ann admin", "ann math:staff", "tom admin"] as const;

/**
 * Creates a file that, by the rules, neither takes anyone's access away nor gives more access to the people who are watched.
 *
 * Each has what its kind says, and everything else at random. Names of people who are not watched may come out of it.
 */
export const MALFORMED_TEXTS: { readonly [kind: string]: (random: SeededRandom) => Buffer } = {
  "random bytes": (random) => Buffer.concat([random.bytes(1 + random.below(4000)), Buffer.from([0xff])]),
  "nothing at all": () => Buffer.alloc(0),
  "blank lines and comments": (random) => Buffer.from("# \n \t\n".repeat(1 + random.below(200))),
  "zero bytes": (random) => Buffer.alloc(1 + random.below(100_000)),
  "a good list with zero bytes in greedy lines": (random) => {
    const greedy = random.pick(GREEDY);
    const at = 1 + random.below(greedy.length - 1);
    return Buffer.from(`${GOOD_LIST}${greedy.slice(0, at)}\u0000${greedy.slice(at)}\n`);
  },
  "a good list that ends in no UTF-8": (random) =>
    Buffer.concat([
      Buffer.from(`${GOOD_LIST}${random.pick(GREEDY)}\n`),
      NOT_UTF8[random.below(NOT_UTF8.length)] ?? LONE,
    ]),
  "a good list in UTF-16": (random) =>
    Buffer.concat([LONE, Buffer.from(`${GOOD_LIST}${random.pick(GREEDY)}\n`, "utf16le")]),
  "more than the largest": (random) => {
    const greedy = `${random.pick(GREEDY)}\n`;
    const filler = "# filler\n".repeat(Math.ceil((LARGEST + 1 + random.below(100_000)) / 9));
    return Buffer.from(random.below(2) === 0 ? `${GOOD_LIST}${greedy}${filler}` : `${filler}${GOOD_LIST}${greedy}`);
  },
  "one huge line of a name": (random) =>
    Buffer.from(
      `${"x".repeat(500 + random.below(900_000))} admin\n${GOOD_LIST.slice(0, random.below(60))}\nann math=\n`,
    ),
  "a huge word of a group": (random) => Buffer.from(`hub-admin admin ${"g".repeat(65 + random.below(900_000))}\n`),
  "a huge line of many words": (random) => Buffer.from(`hub-admin admin ${"g=, ".repeat(1 + random.below(200_000))}\n`),
  "a good list cut off": (random) => Buffer.from(GOOD_LIST).subarray(0, random.below(GOOD_LIST.length - 60)),
  "words that nobody can read": (random) => {
    const words = [
      "=",
      "until=",
      "until=2027-02-30",
      "pw=0",
      "pw=x",
      ":",
      "math:",
      ":staff",
      "math:boss",
      "-x",
      "ä",
      "a/b",
    ];
    const line = Array.from({ length: 1 + random.below(8) }, () => words[random.below(words.length)]).join(" ");
    // "hub-admin" has an admin's word, so that the file is not put aside as a whole.
    return Buffer.from(`hub-admin admin ${line}\n`);
  },
  "no admin": (random) =>
    Buffer.from(`${GOOD_LIST.replaceAll(/ admin\b/g, "")}nobody-ever math\nzed math:staff\n`.slice(random.below(40))),
  "deep Unicode": (random) => {
    const pick = () => String.fromCodePoint(random.pick([...UNICODE]));
    const lines = Array.from({ length: 1 + random.below(50) }, () =>
      Array.from({ length: 1 + random.below(60) }, pick).join(""),
    );
    return Buffer.from(`hub-admin admin math=\n${lines.join("\n")}\n`);
  },
  "a name that looks like another, unseen characters in it": (random) => {
    const unseen = String.fromCodePoint(random.pick([0x200b, 0x202e, 0xfeff, 0xad, 0x2066, 0x85, 0x7f]));
    const greedy = random.pick(GREEDY);
    const at = 1 + random.below(greedy.length - 1);
    return Buffer.from(`${GOOD_LIST}${greedy.slice(0, at)}${unseen}${greedy.slice(at)}\n`);
  },
};

const LONE = Buffer.from([0xff, 0xfe]);
const NOT_UTF8 = [[0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0x80], [0xfe]].map(
  (bytes) => Buffer.from(bytes),
);
/** Combining marks, wide spaces, right-to-left letters, letters whose lower case is longer, and what lies at the edges. */
const UNICODE = [
  0x20, 0x41, 0xdf, 0xe9, 0x130, 0x131, 0x1e9e, 0x300, 0x36f, 0x5d0, 0x627, 0x3000, 0x2003, 0x1f600, 0x1f468, 0x10ffff,
  0xfffd, 0xe000, 0x1d7d8, 0x2028, 0x3a, 0x3d, 0x23,
] as const;
