import { shown } from "../problem/diagnostic.ts";
import { foldName } from "../hub/fold-name.ts";
import type { LineProblem } from "./line-problem.ts";
import { headerProblem } from "./roster-header.ts";
import { rosterAdvice, rosterProblem } from "./roster-problem.ts";

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
 *
 * @param isCorrected - Whether the hint is the line as it was probably meant, which takes longer to find.
 */
export function lostBy(line: string, words: readonly string[], isCorrected = true): LineProblem | null {
  return faultOf(line, words)?.(isCorrected) ?? null;
}

/** What is wrong with a line, as a function: a corrected line is checked without looking for a correction of it. */
type Fault = (isCorrected: boolean) => LineProblem;

function faultOf(line: string, words: readonly string[]): Fault | null {
  const [written = "", ...rest] = words;
  const header = headerProblem(words);
  if (header !== null) return () => header;
  const address = line.includes("<") ? rest.find((word) => ADDRESS.test(word)) : undefined;
  // Most names are plain ASCII, which is a fast check.
  if (address === undefined && written.length <= LONGEST_NAME && PLAIN.test(written)) return null;
  const word = () => ({ word: shown(written) });
  const name = foldName(written);
  // What is accepted as written must be accepted as folded too, because that is how programs return the name.
  const has = (pattern: RegExp) => pattern.test(written) || pattern.test(name);
  if (has(GARBLED) || (GARBLED_END.test(written) && line.includes(written + NO_BREAK_SPACE)))
    return () => rosterProblem("roster-letters-lost", word());
  if (written.includes("/")) return () => rosterProblem("roster-name-invalid/slash", word());
  if ([...name].length > LONGEST_NAME)
    return () => rosterProblem("roster-name-invalid/too-long", { ...word(), most: String(LONGEST_NAME) });
  if (DOTS.test(name)) return () => rosterProblem("roster-name-invalid/dots", word());
  if (OPTION.test(name)) return () => rosterProblem("roster-line-malformed/option-first", word());
  if (STANDING.test(name)) return () => rosterProblem("roster-line-malformed/group-first", word());
  const key = malformedBy(name, has);
  if (key !== null) return (isCorrected) => rosterProblem(key, { ...word(), advice: adviceFor(words, isCorrected) });
  if (address === undefined) return null;
  return (isCorrected) =>
    rosterProblem("roster-line-malformed/address-later", {
      address: shown(address),
      advice: adviceFor(words, isCorrected),
    });
}

function malformedBy(name: string, has: (pattern: RegExp) => boolean) {
  if (has(NUMBER)) return "roster-line-malformed/number-first";
  if (has(MARKS)) return "roster-line-malformed/mark-first";
  if (has(COMMA)) return "roster-line-malformed/comma";
  if (has(SEMICOLON)) return "roster-line-malformed/semicolon";
  if (has(QUOTE)) return "roster-line-malformed/quotation-marks";
  if (has(ANGLE)) return "roster-line-malformed/angle-brackets";
  if (has(COLON)) return "roster-line-malformed/colon";
  return has(PIPE) && !FROM_SERVICE.test(name) ? "roster-line-malformed/bar" : null;
}

function adviceFor(words: readonly string[], isCorrected: boolean): string {
  const line = isCorrected ? correctedLine(words) : null;
  if (line !== null) return rosterAdvice("roster-line-malformed/advice-corrected", { line });
  return rosterAdvice("roster-line-malformed/advice-general");
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
