import { readFileSync } from "node:fs";
import { HubwrightError } from "../model/problem/hubwright-error.ts";
import { systemCode } from "./system-code.ts";

/**
 * Reads the bytes of a table or a list that someone has named.
 *
 * @param next - What to do if it cannot be read.
 */
export function readPeopleTable(path: string, next = "Name the file that the table was saved as."): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = systemCode(error);
    const why =
      code === "ENOENT" || code === "ENOTDIR"
        ? "does not exist"
        : code === "EISDIR"
          ? "is a directory"
          : code === "EACCES" || code === "EPERM"
            ? "cannot be read: permission denied"
            : `cannot be read: ${code ?? String(error)}`;
    throw HubwrightError.of("workspace", `${path} ${why}.`, next, { cause: error });
  }
}
