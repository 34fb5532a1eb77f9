import { createWriteStream, mkdirSync, renameSync, type WriteStream } from "node:fs";
import { dirname } from "node:path";

/** A file that lines are written to; made anew when the first one comes, the one before kept as `<file>.previous`. */
export interface LogFile {
  readonly path: string;
  write(line: string): void;
  end(): void;
}

/** Opens a log that begins with a line of its own. One that cannot be written is no reason to stop what it tells of. */
export function openLog(path: string, firstLine: string): LogFile {
  let file: WriteStream | undefined;
  return {
    path,
    write(line) {
      if (file === undefined) {
        mkdirSync(dirname(path), { recursive: true });
        keepPrevious(path);
        file = createWriteStream(path);
        file.on("error", () => {});
        file.write(`${firstLine}\n`);
      }
      file.write(`${line}\n`);
    },
    end() {
      file?.end();
    },
  };
}

function keepPrevious(path: string): void {
  try {
    renameSync(path, `${path}.previous`);
  } catch {
    // There is none, or it cannot be moved; then what is new matters more.
  }
}
