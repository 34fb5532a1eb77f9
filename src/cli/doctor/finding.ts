/** Every failure that `hubwright doctor` can name. Codes never change; docs/troubleshooting.md has an entry for each. */
export const FINDING_CODES = [
  "engine-missing",
  "engine-no-rights",
  "engine-unreachable",
  "engine-too-old",
  "engine-elsewhere",
  "disk-full",
  "disk-nearly-full",
  "clock-off",
  "certificate-unreadable",
  "certificate-expired",
  "port-taken",
  "name-taken",
  "volume-foreign",
  "hub-not-up",
  "hub-stopped",
  "hub-restarting",
  "hub-unhealthy",
  "proxy-stopped",
  "database-stopped",
  "network-missing",
  "engine-lost",
  "image-missing",
  "version-mismatch",
  "memory-too-small",
  "memory-unlimited",
  "notebook-out-of-memory",
  "folder-of-root",
  "folder-unwritable",
  "person-unlisted",
  "person-ended",
  "person-held",
  "start-refused",
  "notebook-command-missing",
  "notebook-no-hub",
  "notebook-no-privileges",
  "notebook-ends",
  "notebook-silent",
  "notebook-faulty",
  "kernel-fails",
  "trial-left",
  "secret-unusable",
  "up-stops",
  "roster-faulty",
  "roster-not-read",
  "roster-not-in-force",
  "files-edited",
  "web-unreachable",
  "web-untrusted",
  "web-not-this-hub",
  "web-no-websockets",
  "web-no-sign-in",
  "web-no-notebook",
] as const;

/** See {@link FINDING_CODES}. */
export type FindingCode = (typeof FINDING_CODES)[number];

/** A failure: what is wrong, where, and what to do. An error keeps people from working now; a warning may do so later. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint: string;
}

/** True for a code of an engine's error that doctor has an entry for. */
export function isFindingCode(code: string): code is FindingCode {
  return (FINDING_CODES as readonly string[]).includes(code);
}

/** @returns a finding that keeps people from working. */
export function failure(code: FindingCode, message: string, hint: string): Finding {
  return { code, severity: "error", message, hint };
}

/** @returns a finding that keeps nobody from working yet. */
export function warning(code: FindingCode, message: string, hint: string): Finding {
  return { code, severity: "warning", message, hint };
}
