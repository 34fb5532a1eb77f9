import { checkNotebook } from "./check-notebook.ts";
import { checkConfig, checkSignIn } from "./check-config.ts";
import { checkVolumes } from "./check-volumes.ts";
import { type Diagnostic, shown } from "./diagnostic.ts";
import { Findings, type Unknown } from "./findings.ts";
import { RESERVED_HUB_WORDS } from "./names.ts";

const FIELDS = [
  "name", "port", "listen", "roster", "signIn", "timezone", "jupyterhub",
  "notebook", "volumes", "strangers", "traits", "extraConfig", "engine",
] as const;

/**
 * Finds every problem of a definition, whatever it is: what TypeScript would have refused is said here too,
 * for definitions in YAML, in JSON and in hub.ts files that no editor has looked at.
 */
export function checkDefinition(input: unknown): readonly Diagnostic[] {
  const findings = new Findings();
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    findings.error("hub-not-an-object", [], `The definition is ${shown(input)}, not a hub.`, `End hub.ts with: export default defineHub({ name: "math" });`);
    return findings.all;
  }
  const hub = withValues(findings.object(input, [], FIELDS) ?? {});
  checkName(hub, findings);
  checkPlace(hub, findings);
  checkRosterPath(hub, findings);
  checkChoices(hub, findings);
  checkSignIn(hub["signIn"], findings);
  checkNotebook(hub["notebook"], findings);
  checkVolumes(hub["volumes"], findings);
  checkConfig(hub, findings);
  return findings.all;
}

/** Leaves out the fields that are null: what YAML makes of a name with nothing behind its colon. */
export function withValues<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as T;
}

function checkName({ name }: Unknown, findings: Findings): void {
  if (name === undefined) {
    findings.error("hub-field-missing", ["name"], "The hub has no name.", `Give it one: name: "math".`);
  } else if (typeof name !== "string" || name.length > 32 || !/^(?!x-)[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    findings.error("hub-name-invalid", ["name"], `${shown(name)} is not a name for a hub.`, "Use at most 32 lower-case letters, digits and single hyphens, starting with a letter.");
  } else {
    const reserved = name.split("-").find((part) => (RESERVED_HUB_WORDS as readonly string[]).includes(part));
    if (reserved === undefined) return;
    findings.error("hub-name-reserved", ["name"], `${shown(name)} contains ${shown(reserved)}, which hubwright's own names are made of.`, `Choose a name without the words ${RESERVED_HUB_WORDS.join(", ")}.`);
  }
}

function checkPlace({ port, listen, engine }: Unknown, findings: Findings): void {
  if (port !== undefined && !(typeof port === "number" && Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    findings.error("port-invalid", ["port"], `${shown(port)} is not a port.`, "Write a whole number from 1 to 65535, for example 8000.");
  }
  if (listen !== undefined && !(typeof listen === "string" && isIpAddress(listen))) {
    findings.error("listen-invalid", ["listen"], `${shown(listen)} is not an IP address.`, `Write "127.0.0.1" for this machine only, or "0.0.0.0" for every network.`);
  }
  const socket = findings.object(engine, ["engine"], ["socket"])?.["socket"];
  if (socket !== undefined && !(typeof socket === "string" && /^\/[\w./-]+$/.test(socket))) {
    findings.error("socket-invalid", ["engine", "socket"], `${shown(socket)} is not the path of a socket.`, `Write it in full, for example "/run/user/1000/docker.sock".`);
  }
}

function isIpAddress(text: string): boolean {
  const parts = text.split(".");
  if (parts.length === 4) return parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255);
  return text === "::" || text === "::1";
}

function checkRosterPath({ roster = "roster/userlist", notebook }: Unknown, findings: Findings): void {
  if (typeof roster !== "string" || !/^[\w][\w.-]*(\/[\w][\w.-]*)*$/.test(roster)) {
    findings.error("roster-path-invalid", ["roster"], `${shown(roster)} is not a path below the definition.`, `Write it as "roster/userlist".`);
  } else if (!roster.includes("/") || /^(secrets|deploy)\//.test(roster)) {
    findings.error("roster-directory-shared", ["roster"], `${shown(roster)} would show the hub more than the list of people.`, `Give the list a directory of its own, as in "roster/userlist".`);
  } else if (typeof notebook === "object" && notebook !== null && "dockerfile" in notebook && typeof notebook.dockerfile === "string") {
    const [people, image] = [`${roster.slice(0, roster.lastIndexOf("/"))}/`, `${notebook.dockerfile.replace(/\/$/, "")}/`];
    if (!people.startsWith(image) && !image.startsWith(people)) return;
    findings.error("roster-directory-shared", ["roster"], `${shown(roster)} would let the hub write the Dockerfile of its notebooks.`, `Give the list a directory of its own, as in "roster/userlist".`);
  }
}

function checkChoices({ timezone, jupyterhub, strangers }: Unknown, findings: Findings): void {
  if (timezone !== undefined && !(typeof timezone === "string" && isTimezone(timezone))) {
    findings.error("timezone-unknown", ["timezone"], `${shown(timezone)} is not a time zone.`, `Write its name of the IANA list, for example "America/Denver".`);
  }
  if (jupyterhub !== undefined && jupyterhub !== "6.1" && jupyterhub !== "5.5") {
    findings.error("jupyterhub-version-unknown", ["jupyterhub"], `${shown(jupyterhub)} is not a JupyterHub that this hubwright knows.`, `Write "6.1" or "5.5".`);
  }
  if (strangers !== undefined && strangers !== "allow" && strangers !== "deny") {
    findings.error("strangers-invalid", ["strangers"], `${shown(strangers)} is not an answer to strangers.`, `Write "allow" or "deny".`);
  }
}

function isTimezone(name: string): boolean {
  // An offset such as "+01:00" is fine for JavaScript, but Python's zoneinfo knows names only.
  if (!/^[A-Za-z]/.test(name)) return false;
  // The list costs a tenth of what a formatter does, but it has no aliases such as "US/Mountain".
  if (name === "UTC" || Intl.supportedValuesOf("timeZone").includes(name)) return true;
  try {
    // JavaScript takes "america/denver" for the same, but zoneinfo looks for a file of exactly this name.
    const known = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
    return known === name || (known.toLowerCase() !== name.toLowerCase() && isSpelledAsAName(name));
  } catch {
    return false;
  }
}

/** Older names, which JavaScript resolves to newer ones, still begin each part with a capital: "US/Mountain", "Asia/Calcutta". */
function isSpelledAsAName(name: string): boolean {
  return name.split("/").every((part) => /^[A-Z]/.test(part)) && !/\/[A-Z]{3}[A-Z_]+$/.test(name);
}
