import { basename, extname } from "node:path";
import { parse } from "yaml";
import type { Files } from "../deployment/deployment.ts";
import { shown } from "../model/problem/diagnostic.ts";
import { matchData, type PartOfData } from "./match-data.ts";
import { didYouMean, listed, TestMistake } from "./test-mistake.ts";
import type { Verdict } from "./verdict.ts";

/** What a file must have: a text or a pattern that occurs in it, or, of a YAML or JSON file, part of its data. */
export type PartOfFile = string | RegExp | { readonly [key: string]: PartOfData } | readonly PartOfData[];

/**
 * Whether a generated file has something.
 *
 * @throws TestMistake for a file that does not exist, and a key that is not in it.
 */
export function fileVerdict(files: Files, path: string, part: PartOfFile): Verdict {
  const text = textOf(files, path);
  if (part === "") throw new TestMistake('Every file contains the text "", so this checks nothing.');
  if (typeof part === "string" || part instanceof RegExp) return textVerdict(path, text, part);
  if (typeof part !== "object" || part === null)
    throw new TestMistake(`What ${path} must have is a text, a pattern or data, not ${shown(part)}.`);
  const { differences, actual } = matchData(dataOf(path, text), part);
  return {
    holds: differences.length === 0,
    message: () =>
      differences.length === 0
        ? `${path} has what it must not have: ${shown(part)}`
        : [`${path} is not as expected:`, ...differences].join("\n  "),
    ...(differences.length === 0 ? {} : { actual, expected: part }),
  };
}

function textVerdict(path: string, text: string, part: string | RegExp): Verdict {
  const isFound = typeof part === "string" ? text.includes(part) : text.search(part) !== -1;
  const what = typeof part === "string" ? shown(part) : String(part);
  const line = isFound ? `, in line ${lineOf(text, part)}` : "";
  return {
    holds: isFound,
    message: () => (isFound ? `${path} contains ${what}${line}.` : `${path} does not contain ${what}.`),
  };
}

function lineOf(text: string, part: string | RegExp): number {
  const place = typeof part === "string" ? text.indexOf(part) : text.search(part);
  return text.slice(0, place).split("\n").length;
}

function textOf(files: Files, path: string): string {
  if (typeof files !== "object" || files === null || Array.isArray(files))
    throw new TestMistake(`Files must be those of generate(hub), not ${shown(files)}.`);
  if (typeof path !== "string") throw new TestMistake(`A file's path cannot be ${shown(path)}.`);
  const text: unknown = Object.hasOwn(files, path) ? files[path] : undefined;
  if (typeof text === "string") return text;
  const paths = Object.keys(files);
  const end = paths.find((one) => path.endsWith(`/${one}`) || basename(one) === basename(path));
  const meant =
    end === undefined ? didYouMean(path, paths, ` There are: ${listed(paths)}.`) : ` Did you mean ${shown(end)}?`;
  throw new TestMistake(`No file ${shown(path)} is generated.${meant}`);
}

function dataOf(path: string, text: string): unknown {
  switch (extname(path)) {
    case ".json":
      return parsed(path, () => JSON.parse(text) as unknown);
    case ".yaml":
    case ".yml":
      return parsed(path, () => parse(text, { merge: true }) as unknown);
    default:
      throw new TestMistake(`${path} is neither YAML nor JSON, so it can have a text or a pattern, but no data.`);
  }
}

function parsed(path: string, parse: () => unknown): unknown {
  try {
    return parse();
  } catch (cause) {
    throw new TestMistake(`${path} could not be parsed: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}
