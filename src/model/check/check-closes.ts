import { shown } from "../problem/diagnostic.ts";
import type { Findings, Path, Unknown } from "./findings.ts";
import { copyPlace } from "../hub/resolved-policy.ts";

/** Checks when a volume closes: only a drop-box does, at a moment that exists, and with a place for the copy. */
export function checkCloses({ per, closes, collectAt }: Unknown, at: Path, findings: Findings): void {
  if (closes === undefined || closes === null) return;
  if (per !== "drop-box") {
    findings.error("hub-field-unknown", [...at, "closes"], "Only a drop-box can close.", "Remove closes.");
    return;
  }
  if (typeof closes !== "string" || !isMoment(closes)) {
    findings.error(
      "volume-closes-invalid",
      [...at, "closes"],
      `${shown(closes)} is not a date and time.`,
      `Write it as "2026-12-11T23:59", in the hub's time zone.`,
    );
  }
  if (typeof collectAt === "string" && collectAt.includes("{person}") && !copyPlace(collectAt).includes("{group}")) {
    findings.error(
      "volume-copy-lacks-place",
      [...at, "collectAt"],
      `${shown(collectAt)} leaves no place for the copy of a group's boxes: several groups would share the directory of {person}.`,
      `Write it as "/home/jovyan/{group}-submitted/{person}".`,
    );
  }
}

/** True for a date and time that exist, written out in full. */
function isMoment(text: string): boolean {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return false;
  const time = new Date(`${text}Z`);
  // JavaScript reads February 30 as a day in March, and 24:00 as the next day.
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}
