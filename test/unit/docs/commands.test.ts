import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect } from "chai";
import type { Command } from "commander";
import type { Context } from "../../../src/cli/context.ts";
import { programFor } from "../../../src/cli/program.ts";

const ROOT = new URL("../../../", import.meta.url);
const PAGES = ["README.md", ...readdirSync(new URL("docs/", ROOT)).map((name) => `docs/${name}`)].filter((path) =>
  path.endsWith(".md"),
);
const PROGRAM = programFor({ terminal: {} } as Context, () => {});

describe("the commands on a page", () => {
  for (const page of PAGES) {
    it(`exist, with their options: ${page}`, () => {
      for (const words of typedIn(readFileSync(new URL(page, ROOT), "utf8"))) {
        const { command, known } = meant(words);
        expect(command, words.join(" ")).to.not.equal(undefined);
        const options = words.flatMap((word) => /^--[a-z-]+/.exec(word) ?? []);
        expect(known, `${page}: ${words.join(" ")}`).to.include.members(options);
      }
    });
  }

  it("are run in the directory of hub.ts, not in the directory of generated files", () => {
    for (const page of PAGES) {
      for (const block of blocksOf(readFileSync(new URL(page, ROOT), "utf8"))) {
        let place = "/hub";
        for (const line of block) {
          place = posix.join(place, /^cd (\S+)/.exec(line)?.[1] ?? "");
          if (line.startsWith("hubwright ")) expect(place, `${page}: ${line}`).to.not.match(/\/deploy$/);
        }
      }
    }
  });

  it("include every command in the table of README.md", () => {
    const cells = [...readFileSync(new URL("README.md", ROOT), "utf8").matchAll(/^\| (`[^|]*`) \|/gm)].map(
      ([, cell = ""]) => cell,
    );
    const named = cells.flatMap((cell) => [...cell.matchAll(/`(?:hubwright )?([a-z-]+)/g)].map(([, name]) => name));
    expect(named).to.include.members(PROGRAM.commands.map((command) => command.name()));
  });

  it("are found at all", () => {
    expect(PAGES.flatMap((page) => typedIn(readFileSync(new URL(page, ROOT), "utf8"))).length).to.be.greaterThan(100);
  });
});

/** The fenced blocks of a page, line by line. */
function blocksOf(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/^```[a-z]*\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block.split("\n"));
}

/** Every `hubwright …` of a page: lines of fenced blocks, and text between backquotes. The words after it. */
function typedIn(text: string): readonly (readonly string[])[] {
  const fenced = blocksOf(text).flat();
  const inline = [...text.replaceAll(/^```[\s\S]*?^```$/gm, "").matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  return [...fenced, ...inline]
    .map((line) => line.replace(/^- run: /, "").replace(/^(?:sudo )/, ""))
    .filter((line) => /^hubwright [a-z]/.test(line))
    .map((line) =>
      line
        .replace(/(?: #| \|| > ).*$/, "")
        .split(/\s+/)
        .slice(1),
    );
}

/** The command of some words, and its options and those of the commands above it. */
function meant(words: readonly string[]): {
  readonly command: Command | undefined;
  readonly known: readonly string[];
} {
  let command: Command | undefined;
  const known: string[] = [];
  for (const word of words) {
    const next: Command | undefined = (command ?? PROGRAM).commands.find((one) => one.name() === word);
    if (next === undefined) break;
    command = next;
    known.push(...next.options.flatMap(({ long }) => long ?? []));
  }
  return { command, known };
}
