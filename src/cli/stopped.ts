/** Why a command ends early: it was told to. The reason of its aborted signal. */
export class Stopped extends Error {
  override readonly name = "Stopped";
  readonly signal: "SIGINT" | "SIGTERM";

  constructor(signal: "SIGINT" | "SIGTERM") {
    super(`Stopped by ${signal}.`);
    this.signal = signal;
  }
}

/** What a shell expects of a command that a signal ended: 128 and the signal's number. */
export function exitCodeOf(signal: "SIGINT" | "SIGTERM"): 130 | 143 {
  return signal === "SIGINT" ? 130 : 143;
}

/** The signal that aborted, where one did. */
export function stoppedBy({ aborted, reason }: AbortSignal): "SIGINT" | "SIGTERM" | undefined {
  if (!aborted) return undefined;
  return reason instanceof Stopped ? reason.signal : "SIGINT";
}
