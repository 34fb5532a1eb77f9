/** Something on this machine that stops a command, with a message and a next step. */
export class WorkspaceError extends Error {
  override readonly name = "WorkspaceError";
  /** What went wrong, for programs that read events: `"workspace"` where nothing more is said. */
  readonly code: string;
  readonly hint: string;

  constructor(message: string, hint: string, options: { readonly cause?: unknown; readonly code?: string } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = options.code ?? "workspace";
    this.hint = hint;
  }
}

/** The error code of a failed system call, such as `"EACCES"`. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Turns the failure of a write into words about the place and the next step. */
export function writeProblem(path: string, error: unknown): WorkspaceError {
  const code = systemCode(error);
  const cause = { cause: error };
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new WorkspaceError(
      `${path} cannot be written: ${code === "EROFS" ? "the disk is read-only" : "permission denied"}.`,
      "Use a directory of your own, or run the command as its owner.",
      cause,
    );
  }
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new WorkspaceError(
      `${path} cannot be written: the disk is full.`,
      "Free some space (df -h shows where), then run the command again; existing files are unchanged.",
      cause,
    );
  }
  if (code === "ENOTDIR" || code === "EEXIST") {
    return new WorkspaceError(
      `${path} cannot be written: there is a file where a directory should be.`,
      "Move that file away, then run the command again.",
      cause,
    );
  }
  const why = error instanceof Error ? error.message : String(error);
  return new WorkspaceError(`${path} cannot be written: ${why}.`, "Fix that, then run the command again.", cause);
}
