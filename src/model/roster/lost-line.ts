import type { Hint } from "../problem/problem.ts";
import { shown } from "../problem/diagnostic.ts";
import { foldName } from "../hub/fold-name.ts";
import type { LineProblem } from "./line-problem.ts";
import { headerProblem } from "./roster-header.ts";

const LONGEST_NAME = 255;

const DOTS = /^(?:\.|%2e)+$/i;
const OPTION = /^(?:until|pw)=/;
const STANDING = /:(?:staff|member)$/;
/** `1.`, `2)`, `(3)`, `a)`. */
const NUMBER = /^(?:\(?[0-9]+[.)]|\(?[A-Za-z]\))$/;
/** A bullet, a table's rule or a checkbox: only punctuation. Nobody has such a name. */
const MARKS =
  /^(?:[!-/:-@[-`{-~\u00b7\u2010-\u2015\u2022\u2023\u2043\u2219\u25a0-\u25ff\u2610-\u2612\u2713-\u2718]+|\[[xX]\])$/u;
/** Commas, semicolons, quotation marks and brackets, including those of other keyboards and of word processors. */
const COMMA = /[,\u060c\u3001\uff0c]/u;
const SEMICOLON = /[;\u061b\uff1b]/u;
const QUOTE = /["\u00ab\u00bb\u201c-\u201f\uff02]|^'.*'$|^[\u2018\u201a].*\u2019$/u;
const ANGLE = /[<>]/;
const COLON = /:$|\uff1a/u;
const PIPE = /\|/;
/** Auth0 prefixes names with the service that people come from: `auth0|5f7c8ec7c33c6c004bbafe82`. */
const FROM_SERVICE =
  /^(?:ad|adfs|apple|auth0|email|facebook|github|google-apps|google-oauth2|linkedin|oauth2|oidc|okta|samlp|sms|twitter|waad|windowslive)\|[^|]/;
const ADDRESS = /^<([^<>]+@[^<>]+)>$/;
/** What a non-ASCII letter becomes when a UTF-8 file is opened as Latin-1 or Windows-1252 and saved. */
const GARBLED =
  /\ufffd|[\u00c2-\u00df][\u00a1-\u00bf\u20ac\u201a\u201e\u2026\u2020\u2021\u02c6\u2030\u2039\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u203a]/u;
const GARBLED_END = /[\u00c2-\u00df]$/u;
const NO_BREAK_SPACE = "\u00a0";
const SEPARATORS = /[,\u060c\u3001\uff0c;\u061b\uff1b\uff1a|"\u00ab\u00bb\u201c-\u201f\uff02]+/gu;
const PLAIN = /^[A-Za-z0-9](?:[A-Za-z0-9@._-]*[A-Za-z0-9@_-])?$/;

/**
 * Why a line cannot be used: its first word is not a name, or the line was written for another program. Null for a good line.
 *
 * If such a line were read as a person with a strange name, the person it is about would lose their access.
 */
export function lostBy(line: string, words: readonly string[]): LineProblem | null {
  const fault = faultOf(line, words);
  return fault === null ? null : { ...fault, hint: fault.hint ?? hintFor(words) };
}

/** Without a hint if the corrected line is the hint. */
type Fault = Omit<LineProblem, "hint"> & { readonly hint?: Hint };

function faultOf(line: string, words: readonly string[]): Fault | null {
  const [written = "", ...rest] = words;
  const header = headerProblem(words);
  if (header !== null) return header;
  const address = line.includes("<") ? rest.find((word) => ADDRESS.test(word)) : undefined;
  // Most names are plain ASCII, which is a fast check.
  if (address === undefined && written.length <= LONGEST_NAME && PLAIN.test(written)) return null;
  if (GARBLED.test(written) || (GARBLED_END.test(written) && line.includes(written + NO_BREAK_SPACE)))
    return garbled(written);
  const name = foldName(written);
  if (written.includes("/") || [...name].length > LONGEST_NAME) {
    return {
      code: "roster-name-invalid",
      message: `${shown(written)} cannot be a person's name.`,
      hint: `Use a name without "/" and of at most ${LONGEST_NAME} characters.`,
    };
  }
  if (DOTS.test(name)) {
    return {
      code: "roster-name-invalid",
      message: `${shown(written)} cannot be a person's name: JupyterHub does not accept names made only of dots.`,
      hint: "Write the name that the person signs in with.",
    };
  }
  const because = malformedBy(name, written, address);
  return because === null ? null : { code: "roster-line-malformed", message: because };
}

function malformedBy(name: string, written: string, address: string | undefined): string | null {
  if (OPTION.test(name)) return `The option ${shown(written)} is where the name should be.`;
  if (STANDING.test(name)) return `${shown(written)} is where the name should be.`;
  if (NUMBER.test(written)) return `The number ${shown(written)} is where the name should be.`;
  if (MARKS.test(written)) return `${shown(written)} is where the name should be.`;
  if (COMMA.test(written)) return "There is a comma where a space should be.";
  if (SEMICOLON.test(written)) return "There is a semicolon where a space should be.";
  if (QUOTE.test(written)) return `The name ${shown(written)} has quotation marks.`;
  if (ANGLE.test(written)) return `The name ${shown(written)} has "<" or ">".`;
  if (COLON.test(written)) return "There is a colon where a space should be.";
  if (PIPE.test(written) && !FROM_SERVICE.test(name)) return 'There is a "|" where a space should be.';
  return address === undefined ? null : `The address ${shown(address)} follows another name.`;
}

function garbled(written: string): LineProblem {
  return {
    code: "roster-letters-lost",
    message: `Letters of the name ${shown(written)} were lost when the file was saved in another encoding.`,
    hint: "Type the name again, and save the file as UTF-8.",
  };
}

function hintFor(words: readonly string[]): string {
  const name = foldName(words[0] ?? "");
  if (OPTION.test(name) || STANDING.test(name)) return "Put it at the end of the line of the person it is for.";
  const corrected = correctedLine(words);
  if (corrected !== null) return `Write: ${corrected}`;
  return "Write the name that the person signs in with, then their groups, separated by spaces: ann team-1";
}

/** The line as it was probably meant; null if that would be a guess. */
function correctedLine(words: readonly string[]): string | null {
  const address = words.findIndex((word) => ADDRESS.test(word));
  if (address !== -1) {
    const [, name = ""] = ADDRESS.exec(words[address] ?? "") ?? [];
    return goodLine([name, ...words.slice(address + 1)]);
  }
  // A quotation that continues in the next word is a name with a space: it is unclear which part is meant.
  if (
    words.some(
      (word) => QUOTE.test(word) && /^["\u201c\u201e\u00ab]/u.test(word) && !/["\u201c\u201d\u00bb][,;:]?$/u.test(word),
    )
  )
    return null;
  const parts = words
    .join(" ")
    .replace(SEPARATORS, " ")
    .split(" ")
    .map((part) => part.replace(COLON, "").replace(/^'(.*)'$/u, "$1"))
    .filter((part) => part !== "");
  const first = parts.findIndex((part) => !MARKS.test(part) && !NUMBER.test(part));
  return first === -1 ? null : goodLine(parts.slice(first));
}

function goodLine(words: readonly string[]): string | null {
  const line = words.join(" ");
  return words.every((word) => /^[^\s<>"|,;/]+$/u.test(word)) && faultOf(line, words) === null ? line : null;
}
