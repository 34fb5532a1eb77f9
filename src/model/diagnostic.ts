/**
 * Every problem that hubwright can find in a definition or a roster.
 *
 * A code never changes, because tools filter on it; the wording of its message may.
 * `docs/reference/diagnostics.md` has an entry for each; a test keeps the two lists equal.
 */
export const DIAGNOSTIC_CODES = [
  // the definition as a whole
  "hub-not-an-object",
  "hub-field-unknown",
  "hub-field-missing",
  "hub-field-type",
  // its fields
  "hub-name-invalid",
  "hub-name-reserved",
  "port-invalid",
  "listen-invalid",
  "timezone-unknown",
  "jupyterhub-version-unknown",
  "roster-path-invalid",
  "roster-directory-shared",
  "socket-invalid",
  "database-invalid",
  "strangers-invalid",
  "admins-invalid",
  "staff-invalid",
  "sign-in-kind-unknown",
  "password-length-invalid",
  "authenticator-invalid",
  "sign-in-field-invalid",
  "secret-name-invalid",
  "secret-in-definition",
  "image-invalid",
  "notebook-directory-invalid",
  "package-invalid",
  "memory-invalid",
  "cpus-invalid",
  "gpus-invalid",
  "image-label-invalid",
  "notebook-group-invalid",
  "duration-invalid",
  "privileges-invalid",
  "trait-invalid",
  "trait-owned",
  "extra-config-invalid",
  "extra-config-missing",
  // its volumes
  "volume-key-invalid",
  "volume-per-unknown",
  "volume-path-invalid",
  "volume-path-lacks-group",
  "volume-path-lacks-person",
  "volume-paths-collide",
  "volume-name-invalid",
  "volume-access-invalid",
  "volume-scope-invalid",
  "volume-group-invalid",
  "volume-closes-invalid",
  "volume-copy-lacks-place",
  // the roster, line by line
  "roster-control-character",
  "roster-name-invalid",
  "roster-line-malformed",
  "roster-letters-lost",
  "roster-header",
  "roster-group-invalid",
  "roster-standing-unknown",
  "roster-option-unknown",
  "roster-until-invalid",
  "roster-pw-invalid",
  "roster-person-repeated",
  "roster-groups-differ-by-case",
  // the roster as a file
  "roster-no-admin",
  "roster-admin-ended",
  "roster-empty",
  "roster-missing",
  "roster-too-large",
  "roster-not-utf8",
  "roster-not-a-file",
  "roster-many-gone",
  "roster-slip",
  // definition and roster together
  "mount-path-taken",
  "group-without-volume",
  // a table of people
  "table-not-text",
  "table-encoding-unclear",
  "table-quote-invalid",
  "table-empty",
  "table-column-missing",
  "table-column-ambiguous",
  "table-column-unread",
  "table-groups-unclear",
  "table-groups-renamed",
  "table-name-missing",
  "table-row-left-out",
  "table-row-too-long",
  "table-word-unclear",
  "table-option-invalid",
  // an edit of the roster
  "edit-name-taken",
  "edit-person-unknown",
] as const;

/** The name of one kind of problem; see {@link DIAGNOSTIC_CODES}. */
export type DiagnosticCode = (typeof DIAGNOSTIC_CODES)[number];

/** One problem, as data: tools compare the code, people read the message and the hint. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  /** An error must be fixed before the hub is created; a warning is about something that will probably surprise you. */
  readonly severity: "error" | "warning";
  /** Where in the definition: the path of field names. Empty for the roster and for the definition itself. */
  readonly at: readonly (string | number)[];
  /** Where in the roster or table: the line, counted from 1. Absent when the problem is not in one line. */
  readonly line?: number;
  /** The word in that line that is wrong, as written. */
  readonly word?: string;
  /** One sentence: what is wrong, including the offending value. */
  readonly message: string;
  /** One imperative sentence: what to do next. */
  readonly hint: string;
}

/** Thrown when a definition has errors. Carries every problem, not just the first. */
export class HubwrightError extends Error {
  override readonly name = "HubwrightError";
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)).join("\n"));
    this.diagnostics = diagnostics;
  }
}

/**
 * Formats a problem the way the command line does: place, message, hint and code.
 *
 * @param file - What to call the roster in the text; problems in the definition name their field instead.
 */
export function formatDiagnostic(diagnostic: Diagnostic, file = "userlist"): string {
  const { code, severity, at, line, message, hint } = diagnostic;
  const place = line === undefined ? formatPath(at) : `${file}:${line}`;
  const lead = [place, severity === "warning" ? "warning" : ""].filter((part) => part !== "").join(": ");
  return `${lead === "" ? "" : `${lead}: `}${message}\n  hint: ${hint} [${code}]`;
}

function formatPath(at: readonly (string | number)[]): string {
  return at
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      // A field of a YAML file may be called anything, so it is quoted like any other value.
      if (!/^[\w-]+$/.test(part)) return `[${shown(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join("");
}

/** Quotes a value for a message, so that a hostile one can neither end the sentence nor move the cursor. */
export function shown(value: unknown): string {
  const text = textOf(value);
  const visible = text.replace(
    /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return visible.length > 120 ? `${[...visible.slice(0, 117)].filter(isWhole).join("")}…"` : visible;
}

function textOf(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // It refers to itself or contains something that JSON cannot express; the place shows which value it is.
    return "an object";
  }
}

function isWhole(character: string): boolean {
  return !/\p{Surrogate}/u.test(character);
}
