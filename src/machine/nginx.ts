import type { RunProgram } from "./run-program.ts";

/** The nginx of this machine, with the configuration of one directory. */
export interface Nginx {
  /** @returns its version, `"1.26.3"`; undefined where there is no nginx. */
  version(): Promise<string | undefined>;
  /** Reads the configuration as a start would, without changing what runs. */
  test(): Promise<{
    readonly isGood: boolean;
    /** nginx's own words, its warnings among them. */
    readonly said: readonly string[];
    /** The files that it read. */
    readonly files: readonly string[];
  }>;
  /** Has the running nginx take the configuration; who is connected stays so. @returns its words where it could not. */
  reload(): Promise<{ readonly isDone: boolean; readonly said: readonly string[] }>;
}

/** The nginx whose nginx.conf is in a directory. */
export function nginxIn(directory: string, run: RunProgram): Nginx {
  const ask = async (...words: readonly string[]) => {
    const lines: string[] = [];
    const exitCode = await run(["nginx", "-c", `${directory}/nginx.conf`, ...words], (line) => lines.push(line));
    return { exitCode, lines };
  };
  return {
    async version() {
      return versionIn((await ask("-v")).lines);
    },
    async test() {
      // The capital letter tests in the same way, and names the files.
      const { exitCode, lines } = await ask("-T");
      const files = lines.flatMap((line) => /^# configuration file (.+):$/.exec(line)?.[1] ?? []);
      return { isGood: exitCode === 0, said: lines.flatMap(wordsOf), files };
    },
    async reload() {
      const { exitCode, lines } = await ask("-s", "reload");
      return { isDone: exitCode === 0, said: lines };
    },
  };
}

/** What nginx says of the configuration: some of it as `nginx: …`, some with the moment and its process before it. */
function wordsOf(line: string): readonly string[] {
  if (line.startsWith("nginx: ")) return [line];
  const words = /^\d{4}\/\d\d\/\d\d [\d:]+ (\[\w+\]) [\d#]+: (.+)$/.exec(line);
  return words === null ? [] : [`nginx: ${words[1]} ${words[2]}`];
}

function versionIn(lines: readonly string[]): string | undefined {
  return lines.flatMap((line) => /^nginx version: \S+\/(\d[\d.]*)/.exec(line)?.[1] ?? [])[0];
}

/** Whether a version is at least 1.25.1, from which on `http2` is a directive. */
export function hasHttp2Directive(version: string | undefined): boolean {
  const [major = 0, minor = 0, patch = 0] = (version ?? "0").split(".").map(Number);
  return major > 1 || (major === 1 && (minor > 25 || (minor === 25 && patch >= 1)));
}
