import { shown } from "../problem/diagnostic.ts";
import type { Findings } from "./findings.ts";
import { fieldNames } from "../settings/field-type.ts";

/** Checks where JupyterHub keeps its data. */
export function checkDatabase(database: unknown, findings: Findings): void {
  if (database === undefined || database === "sqlite" || database === "postgres") return;
  const isObject = typeof database === "object" && database !== null;
  const fields = isObject ? findings.object(database, ["database"], fieldNames("database")) : undefined;
  if (fields?.["kind"] !== "external") {
    findings.error(
      "database-invalid",
      ["database"],
      // A text may be an address with a password in it.
      `${isObject ? shown(database) : "This value"} is not a database.`,
      `Write "sqlite", "postgres", or { kind: "external" } with its address in secrets/database.env.`,
    );
    return;
  }
  if (fields["adopt"] !== undefined && typeof fields["adopt"] !== "boolean")
    findings.error(
      "database-invalid",
      ["database", "adopt"],
      `adopt must be true or false, not ${shown(fields["adopt"])}.`,
      "Write true or false.",
    );
}
