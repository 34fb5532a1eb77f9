import { rmSync } from "node:fs";
import { join } from "node:path";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import { writing } from "../file-problems.ts";
import { readIfThere } from "../read-if-there.ts";
import { writeFileWhole } from "../write-file.ts";

/** Where a hub's own id is, beside its definition. It belongs to the hub as its name does: commit it. */
export const ID_FILE = ".hubwright/id";

/** What nanoid makes. A label and a file name can be made of it. */
const SHAPE = /^[\w-]{10,64}$/;

/** The id of the hub in a directory; null for one that was made before hubs had ids, or was never up. */
export function readId(directory: string): string | null {
  const text = readIfThere(join(directory, ID_FILE))?.trim();
  if (text === undefined) return null;
  if (SHAPE.test(text)) return text;
  throw HubwrightError.of(
    "workspace",
    `${join(directory, ID_FILE)} does not contain a hub id.`,
    hint`Restore the file from a backup, or remove it: ${hubwright("up")} then shows what it finds under this name.`,
  );
}

/** Gives the directory the id of the hub that it takes over: null for one that has none. */
export function takeId(directory: string, id: string | null): void {
  const path = join(directory, ID_FILE);
  if (id === null) writing(path, () => rmSync(path, { force: true }));
  else writeFileWhole(path, `${id}\n`);
}
