import { shown } from "../problem/diagnostic.ts";
import type { Findings } from "./findings.ts";
import { fieldNames } from "../settings/field-type.ts";

/** Checks `admins`. */
export function checkAdmins(value: unknown, findings: Findings): void {
  const admins = findings.object(value, ["admins"], fieldNames("admins")) ?? {};
  const access = admins["access"] ?? true;
  if (typeof access !== "boolean") {
    findings.error(
      "admins-invalid",
      ["admins", "access"],
      `access must be true or false, not ${shown(access)}.`,
      "Write true or false.",
    );
  }
  const roster = admins["roster"] ?? "none";
  if (roster !== "none" && roster !== "ro" && roster !== "rw") {
    findings.error(
      "admins-invalid",
      ["admins", "roster"],
      `roster must be "none", "ro" or "rw", not ${shown(roster)}.`,
      'Write "ro" to let admins read the userlist in their own servers, "rw" to let them edit it, or "none".',
    );
  }
}
