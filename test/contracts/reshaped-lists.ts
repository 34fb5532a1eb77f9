import type { SeededRandom } from "../engine/roster/random.ts";

/** The day on which the lists are read. */
export const TODAY = "2026-11-29";

/** A list of people as it was, and what became of it on the way through some other program. */
export interface Reshaped {
  readonly before: string;
  readonly how: Shape;
  readonly after: Uint8Array;
}

const NAMES = [
  "ann",
  "bo",
  "cy",
  "di",
  "ed",
  "hub-admin",
  "ann.lee",
  "o'brien",
  "jo-ann",
  "x1",
  "8660a",
  "Ann2",
  "m\u00fcller",
  "j\u00f6rg",
  "\u0142ukasz",
  "nguy\u1ec5n",
  "vil\u00e0",
  "smith",
  "\u97d3",
  "e@x.edu",
] as const;
const GROUPS = ["team-1", "team-2", "math8660", "phys", "smith", "Lab", "a.b"] as const;
const ENDS = ["until=2020-01-31", "until=2026-11-28", "until=2026-11-29", "until=2027-01-31"] as const;

/** A good list, of few people so that nothing waits because many are gone. */
export function randomList(random: SeededRandom): string {
  const names = shuffled(NAMES, random).slice(0, 2 + random.below(8));
  const lines = names.map((name, index) => {
    const groups = shuffled(GROUPS, random).slice(0, random.below(4));
    const words = [
      ...(index === 0 || random.below(6) === 0 ? ["admin"] : []),
      ...groups.map((group) => (random.below(5) === 0 ? `${group}:staff` : group)),
      ...(index > 0 && random.below(3) === 0 ? [random.pick(ENDS)] : []),
      ...(random.below(6) === 0 ? ["pw=2"] : []),
    ];
    return [name, ...shuffled(words, random)].join(" ");
  });
  return `${shuffled(lines, random).join("\n")}\n`;
}

/** What a line becomes, in one of the ways of its shape. */
type OfLine = (words: readonly string[], index: number) => string;
type OfText = (text: string, random: SeededRandom) => string | Uint8Array;

const latin1 = (text: string): Uint8Array =>
  Buffer.from([...text].map((letter) => ((letter.codePointAt(0) ?? 0) < 256 ? letter : "?")).join(""), "latin1");

/** Twelve ways in which lists are spoiled. Each has several forms; a form may be of some lines only. */
const SHAPES = {
  commas: lines([
    (words) => words.join(","),
    (words) => words.join(", "),
    (words) => `${words.join(",")},`,
    ([name, ...words]) => [`${name},`, ...words].join(" "),
    (words) => words.join(" , "),
    (words) => words.join("\uff0c"),
    (words) => words.join(";"),
    (words) => `${words.join(";")};`,
    (words) => words.join("; "),
  ]),
  colons: lines([
    ([name, ...words]) => [`${name}:`, ...words].join(" "),
    ([name, ...words]) => `${name}:${words.join(",")}`,
    ([name, ...words]) => `${name} : ${words.join(" ")}`,
    ([name, ...words]) => `${name}\uff1a${words.join(" ")}`,
    ([name, ...words]) => `${name}=${words.join(" ")}`,
  ]),
  bullets: lines([
    (words) => `- ${words.join(" ")}`,
    (words) => `* ${words.join(" ")}`,
    (words) => `\u2022 ${words.join(" ")}`,
    (words) => `\u2013\t${words.join(" ")}`,
    (words) => `- [ ] ${words.join(" ")}`,
    (words) => `-${words.join(" ")}`,
    (words) => `*${words.join(" ")}*`,
  ]),
  quotes: lines([
    ([name, ...words]) => [`"${name}"`, ...words].join(" "),
    (words) => words.map((word) => `"${word}"`).join(","),
    (words) => words.map((word) => `"${word}"`).join("\t"),
    ([name, ...words]) => [`'${name}'`, ...words].join(" "),
    ([name, ...words]) => [`\u201c${name}\u201d`, ...words].join(" "),
    ([name, ...words]) => [`\u2018${name}\u2019`, ...words].join(" "),
    ([name, ...words]) => [`\`${name}\``, ...words].join(" "),
    (words) => `"${words.join(" ")}"`,
  ]),
  headers: text([
    (list) => `name,groups,admin\n${list.replaceAll(" ", ",")}`,
    (list) => `Name\tGroups\n${list}`,
    (list) => `username;groups;until\n${list.replaceAll(" ", ";")}`,
    (list) => `name groups admin until\n${list}`,
    (list) => `| name | groups |\n|---|---|\n${list}`,
  ]),
  tabs: lines([
    (words) => words.join("\t"),
    ([name, ...words]) => `${name}\t${words.join(",")}`,
    ([name, ...words]) => `${name}\t"${words.join(" ")}"`,
    (words) => `\t${words.join("\t\t")}\t`,
  ]),
  pipes: lines([
    (words) => `| ${words.join(" | ")} |`,
    (words) => `|${words.join("|")}|`,
    (words) => words.join("|"),
    (words) => words.join(" | "),
    ([name, ...words]) => `${name} | ${words.join(" ")}`,
  ]),
  numbering: lines([
    (words, index) => `${index + 1}. ${words.join(" ")}`,
    (words, index) => `${index + 1}) ${words.join(" ")}`,
    (words, index) => `(${index + 1}) ${words.join(" ")}`,
    (words, index) => `${index + 1}.${words.join(" ")}`,
    (words, index) => `${index + 1}\t${words.join(" ")}`,
  ]),
  decomposed: text([(list) => list.normalize("NFD"), (list) => list.normalize("NFKD")]),
  encoded: text([
    latin1,
    (list) => Buffer.from(list, "utf8").toString("latin1"),
    (list) => new TextDecoder("windows-1252").decode(Buffer.from(list, "utf8")),
    (list) => Buffer.from(latin1(list)).toString("utf8"),
    (list) => Buffer.from(`\ufeff${list}`, "utf16le"),
  ]),
  wrapped: text([
    (list, random) => spaced(list, random, 3, "\n"),
    (list, random) => spaced(list, random, 3, "\n    "),
    (list, random) => spaced(list, random, 2, "\n"),
    (list) => list.replaceAll(/-(?=[^\n])/g, "-\n"),
  ]),
  joined: text([
    (list, random) => joined(list, random, 3, " "),
    (list, random) => joined(list, random, 3, ""),
    (list) => `${list.trim().replaceAll("\n", " ")}\n`,
    (list) => list.trim().replaceAll("\n", ""),
    (list, random) => joined(list, random, 2, "; "),
    (list, random) => joined(list, random, 2, "\r"),
  ]),
} as const;

/** One way in which a list is spoiled. */
export type Shape = keyof typeof SHAPES;

/** A list, spoiled in each way once. */
export function reshaped(before: string, random: SeededRandom): readonly Reshaped[] {
  return (Object.keys(SHAPES) as Shape[]).map((how) => {
    const after = SHAPES[how](before, random);
    return { before, how, after: typeof after === "string" ? Buffer.from(after, "utf8") : after };
  });
}

function lines(forms: readonly [OfLine, ...OfLine[]]): OfText {
  return (list, random) => {
    const form = random.pick(forms);
    const isEach = random.below(2) === 0;
    return list
      .split("\n")
      .map((line, index) => (line === "" || (!isEach && random.below(2) === 0) ? line : form(line.split(" "), index)))
      .join("\n");
  };
}

function text(forms: readonly [OfText, ...OfText[]]): OfText {
  return (list, random) => random.pick(forms)(list, random);
}

/** Puts something in the place of one space in so many. */
function spaced(list: string, random: SeededRandom, of: number, by: string): string {
  return list.replaceAll(" ", () => (random.below(of) === 0 ? by : " "));
}

/** Puts something in the place of one line feed in so many, the last one excepted. */
function joined(list: string, random: SeededRandom, of: number, by: string): string {
  return `${list.trimEnd().replaceAll("\n", () => (random.below(of) === 0 ? by : "\n"))}\n`;
}

function shuffled<T>(given: readonly T[], random: SeededRandom): readonly T[] {
  const rest = [...given];
  return given.map(() => rest.splice(random.below(rest.length), 1)[0] as T);
}
