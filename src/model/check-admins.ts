import { shown } from "./diagnostic.ts";
import type { Findings } from "./findings.ts";

/** Checks `admins`. */
export function checkAdmins(value: unknown, findings: Findings): void {
  const admins = findings.object(value, ["admins"], ["access", "roster"]) ?? {};
  const access = admins["access"] ?? true;
  if (typeof access !== "boolean") {
    findings.error(
      "admins-invalid",
      ["admins", "access"],
      `${shown(access)} does not say whether admins may open other people's servers.`,
      "Write true or false.",
    );
  }
  const roster = admins["roster"] ?? "none";
  if (roster !== "none" && roster !== "ro" && roster !== "rw") {
    findings.error(
      "admins-invalid",
      ["admins", "roster"],
      `${shown(roster)} does not say how admins find the userlist in their servers.`,
      'Write "ro" to read it, "rw" to edit it, or "none".',
    );
  }
}
