import { array, boolean, exactOptional, type GenericSchema, nullable, number, object, picklist, string } from "valibot";
import { printable, sentence } from "../model/printable.ts";
import type { NoAnswer } from "./no-answer.ts";
import type { Hint } from "../model/problem/problem.ts";
import { rosterProblem } from "../model/roster/roster-problem.ts";
import { answerIn, type EngineSource, moduleCommand, runInHub } from "./in-hub.ts";

/** What a running hub says of its roster, as `hubwright_hub.report` prints it. */
export interface HubReport {
  /** How many people the roster in force names. */
  readonly people: number;
  readonly diagnostics: readonly {
    readonly code: string;
    readonly severity: "error" | "warning";
    readonly message: string;
    readonly hint: string;
    readonly line: number | null;
    readonly word?: string | null;
  }[];
  /** Of the file that was read; what is accepted is this file and no other. */
  readonly digest: string | null;
  /** Whom a file leaves out that waits to be accepted. */
  readonly loss: readonly string[];
  readonly held: readonly { readonly name: string; readonly leftOn: string | null }[];
  readonly isRead: boolean;
  /** Who was an admin and could have seen passwords that are still in use; not there in the report of an earlier version. */
  readonly formerAdmins?: readonly {
    readonly name: string;
    readonly until: string;
    /** Whose passwords. */
    readonly people: readonly string[];
  }[];
}

/** The answer of `hubwright_hub.report`. */
export const REPORT: GenericSchema<unknown, HubReport> = object({
  people: number(),
  diagnostics: array(
    object({
      code: string(),
      severity: picklist(["error", "warning"]),
      message: string(),
      hint: string(),
      line: nullable(number()),
      word: exactOptional(nullable(string())),
    }),
  ),
  digest: nullable(string()),
  loss: array(string()),
  held: array(object({ name: string(), leftOn: nullable(string()) })),
  isRead: boolean(),
  formerAdmins: exactOptional(array(object({ name: string(), until: string(), people: array(string()) }))),
});

/** Asks a hub for its report. */
export async function hubReport(hub: string, source: EngineSource): Promise<HubReport | NoAnswer> {
  return answerIn(await runInHub(hub, source, moduleCommand("report")), REPORT);
}

/** Says of each former admin how many passwords they know, and what to do about it, in the words of the hub's **Roster** page. */
export function sayFormerAdmins({ formerAdmins = [] }: HubReport): readonly FormerAdminNotice[] {
  return formerAdmins.map(({ name, until, people }) => {
    const day = { until: sentence(until) };
    const { message, hint } =
      people.length === 1
        ? rosterProblem("former-admin/one", day)
        : rosterProblem("former-admin/several", { ...day, count: String(people.length) });
    return { message: `${printable(name)} ${message}`, hint };
  });
}

interface FormerAdminNotice {
  readonly message: string;
  readonly hint: Hint;
}
