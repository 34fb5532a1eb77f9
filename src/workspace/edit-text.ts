import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writing } from "./file-problems.ts";

/**
 * Lets a person edit a text in their editor, in a copy that is theirs alone.
 *
 * @param editor - A command of the shell, as EDITOR holds it: `"code --wait"`.
 * @returns the text as they left it, or undefined when the editor ended with a fault.
 */
export function editText(text: string, name: string, editor: string): string | undefined {
  const directory = writing(tmpdir(), () => mkdtempSync(join(tmpdir(), "hubwright-")));
  const copy = join(directory, name);
  try {
    writing(copy, () => writeFileSync(copy, text, { mode: 0o600 }));
    const { status, error } = spawnSync("sh", ["-c", `${editor} "$1"`, "sh", copy], { stdio: "inherit" });
    return error === undefined && status === 0 ? readFileSync(copy, "utf8") : undefined;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
