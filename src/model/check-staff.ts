import { shown } from "./diagnostic.ts";
import type { Findings } from "./findings.ts";

/** Checks `staff`. */
export function checkStaff(value: unknown, findings: Findings): void {
  const open = findings.object(value, ["staff"], ["open"])?.["open"] ?? "own-group";
  if (open === "own-group" || open === "members") return;
  findings.error(
    "staff-invalid",
    ["staff", "open"],
    `${shown(open)} does not say whose servers staff may open.`,
    'Write "own-group" for servers that lead to nothing of another group, or "members" for those of all members.',
  );
}
