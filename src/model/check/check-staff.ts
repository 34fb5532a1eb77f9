import { shown } from "../problem/diagnostic.ts";
import type { Findings } from "./findings.ts";
import { fieldNames } from "../settings/field-type.ts";

/** Checks `staff`. */
export function checkStaff(value: unknown, findings: Findings): void {
  const open = findings.object(value, ["staff"], fieldNames("staff"))?.["open"] ?? "own-group";
  if (open === "own-group" || open === "members") return;
  findings.error(
    "staff-invalid",
    ["staff", "open"],
    `open must be "own-group" or "members", not ${shown(open)}.`,
    'Write "own-group" for servers without folders of another group, or "members" for the servers of all members.',
  );
}
