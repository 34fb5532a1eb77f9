import { closeSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** A file that lines are written to. It is recreated with the first line; the previous one is kept as `<file>.previous`. */
export interface LogFile {
  readonly path: string;
  /** Writes a line, which is in the file when this returns, even if the process is killed right after. */
  write(line: string): void;
  end(): void;
}

/** Opens a log with a first line. A log that cannot be written does not stop the run. */
export function openLog(path: string, firstLine: string): LogFile {
  let file: number | "none yet" | "none" = "none yet";
  return {
    path,
    write(line) {
      try {
        if (file === "none yet") {
          file = "none";
          file = begin(path, firstLine);
        }
        if (file !== "none") writeSync(file, `${line}\n`);
      } catch {
        // The disk is full, or read-only, which those who write what matters will say.
      }
    },
    end() {
      if (typeof file === "number") closeSync(file);
      file = "none";
    },
  };
}

function begin(path: string, firstLine: string): number {
  mkdirSync(dirname(path), { recursive: true });
  keepPrevious(path);
  const file = openSync(path, "w");
  writeSync(file, `${firstLine}\n`);
  return file;
}

function keepPrevious(path: string): void {
  try {
    renameSync(path, `${path}.previous`);
  } catch {
    // There is none, or it cannot be moved; then the new log matters more.
  }
}
