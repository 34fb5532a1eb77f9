import { readlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { readProblem } from "../file-problems.ts";
import { systemCode } from "../system-code.ts";

/** As many as Linux follows. */
const MOST_LINKS = 40;

/**
 * Where the list of people is: at its path, or where a link there leads to. Undefined for a link that leads out of the directory
 * of the list, or that is absolute: the hub sees that directory under another path, and nothing beside it.
 */
export function rosterFileAt(path: string): string | undefined {
  const directory = dirname(path);
  const at: string[] = [];
  let rest = [basename(path)];
  for (let links = 0; ;) {
    const [part, ...others] = rest;
    if (part === undefined) return join(directory, ...at);
    rest = others;
    if (part === "" || part === ".") continue;
    if (part === "..") {
      if (at.pop() === undefined) return undefined;
      continue;
    }
    const target = linkAt(join(directory, ...at, part));
    if (target === undefined) {
      at.push(part);
      continue;
    }
    links += 1;
    if (target.startsWith("/") || links > MOST_LINKS) return undefined;
    rest = [...target.split("/"), ...rest];
  }
}

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    // Anything else that is there, or missing, is reported by the code that reads it.
    if (["EINVAL", "ENOENT", "ENOTDIR", "EACCES"].includes(systemCode(error) ?? "")) return undefined;
    throw readProblem(path, error);
  }
}
