import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../", import.meta.url);

const OWN = fileURLToPath(new URL(".venv/bin/python", ROOT));

/** The project's own Python where it was made, else the machine's: what is run here needs the standard library only. */
export const PYTHON = existsSync(OWN) ? OWN : "python3";

/** Runs a piece of Python on lines of JSON, in one process however many there are, and reads its lines back. */
export function pythonAnswers<T>(program: readonly string[], questions: readonly unknown[]): readonly T[] {
  const { status, stdout, stderr, error } = spawnSync(PYTHON, ["-B", ...program], {
    input: questions.map((question) => `${JSON.stringify(question)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 2 ** 30,
    cwd: fileURLToPath(ROOT),
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`Python ended with ${status}:\n${stderr}`);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}

/** What the hub's Python makes of rosters; see python-templates/tests/differential_cli.py. */
export function hubAnswers<T>(questions: readonly unknown[]): readonly T[] {
  return pythonAnswers<T>(["python-templates/tests/differential_cli.py"], questions);
}
