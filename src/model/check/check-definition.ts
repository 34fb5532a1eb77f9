import { checkAdmins } from "./check-admins.ts";
import { checkNotebook } from "./check-notebook.ts";
import { checkConfig } from "./check-config.ts";
import { checkSignIn } from "./check-sign-in.ts";
import { checkDatabase } from "./check-database.ts";
import { checkPlace, checkRosterPath } from "./check-place.ts";
import { checkStaff } from "./check-staff.ts";
import { checkVolumes } from "./check-volumes.ts";
import { type Diagnostic, shown } from "../problem/diagnostic.ts";
import { Findings, type Unknown } from "./findings.ts";
import { RESERVED_HUB_WORDS } from "../hub/names.ts";
import { isTimezone } from "../hub/time-zone.ts";
import { fieldNames } from "../settings/field-type.ts";

/**
 * Finds every problem in a definition. It also reports what TypeScript would have refused, for definitions in YAML and
 * JSON, and for hub.ts files that nobody type-checked.
 */
export function checkDefinition(input: unknown): readonly Diagnostic[] {
  const findings = new Findings();
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    findings.error(
      "hub-not-an-object",
      [],
      `The definition is ${shown(input)}, not a hub.`,
      `End hub.ts with: export default defineHub({ name: "math" });`,
    );
    return findings.all;
  }
  const hub = withValues(findings.object(input, [], fieldNames()) ?? {});
  checkName(hub, findings);
  checkPlace(hub, findings);
  checkRosterPath(hub, findings);
  checkChoices(hub, findings);
  checkSignIn(hub, findings);
  checkAdmins(hub["admins"], findings);
  checkStaff(hub["staff"], findings);
  checkDatabase(hub["database"], findings);
  checkNotebook(hub["notebook"], findings);
  checkVolumes(hub["volumes"], hub["name"], findings);
  checkConfig(hub, findings);
  return findings.all;
}

/** Leaves out fields that are null, which is how YAML reads a name with nothing after its colon. */
export function withValues<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as T;
}

function checkName({ name }: Unknown, findings: Findings): void {
  if (name === undefined) {
    findings.error("hub-field-missing", ["name"], "The hub has no name.", `Give it one: name: "math".`);
  } else if (typeof name !== "string" || name.length > 32 || !/^(?!x-)[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    findings.error(
      "hub-name-invalid",
      ["name"],
      `${shown(name)} is not a name for a hub.`,
      "Use at most 32 lower-case letters, digits and single hyphens, starting with a letter.",
    );
  } else {
    const reserved = name.split("-").find((part) => (RESERVED_HUB_WORDS as readonly string[]).includes(part));
    if (reserved === undefined) return;
    findings.error(
      "hub-name-reserved",
      ["name"],
      `${shown(name)} contains ${shown(reserved)}, which hubwright uses in its own names.`,
      `Choose a name without the words ${RESERVED_HUB_WORDS.join(", ")}.`,
    );
  }
}

function checkChoices({ timezone, jupyterhub, strangers, metrics }: Unknown, findings: Findings): void {
  if (metrics !== undefined && typeof metrics !== "boolean") {
    findings.error(
      "hub-field-type",
      ["metrics"],
      `metrics must be true or false, not ${shown(metrics)}.`,
      "Write true for a token for Prometheus, otherwise false.",
    );
  }
  if (timezone !== undefined && !(typeof timezone === "string" && isTimezone(timezone))) {
    findings.error(
      "timezone-unknown",
      ["timezone"],
      `${shown(timezone)} is not a time zone.`,
      `Write a name from the IANA list, for example "America/Denver".`,
    );
  }
  if (jupyterhub !== undefined && jupyterhub !== "6.1" && jupyterhub !== "5.5") {
    findings.error(
      "jupyterhub-version-unknown",
      ["jupyterhub"],
      `${shown(jupyterhub)} is not a JupyterHub version that hubwright supports.`,
      `Write "6.1" or "5.5".`,
    );
  }
  if (strangers !== undefined && strangers !== "allow" && strangers !== "deny") {
    findings.error(
      "strangers-invalid",
      ["strangers"],
      `strangers must be "allow" or "deny", not ${shown(strangers)}.`,
      `Write "allow" or "deny".`,
    );
  }
}
