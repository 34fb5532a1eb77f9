import { createHash } from "node:crypto";
import type { FileWriting, StoredFiles } from "../port.ts";

/** What is in the volumes of an engine in memory, by volume and name; nothing of what a container would write there. */
export class MemoryFiles extends Map<string, Map<string, Buffer>> {
  /** The files of a volume by name, or only the one that is named; none if the volume is empty. */
  look(volume: string, file: string | null): StoredFiles {
    const files = this.get(volume) ?? new Map<string, Buffer>();
    return file === null ? files : new Map([...files].filter(([name]) => name === file));
  }

  /**
   * Puts files into a volume, all of them or none.
   *
   * @returns false, with nothing changed, where a file is there that may not be replaced.
   */
  put({ volume, files, replaces }: Pick<FileWriting, "volume" | "files" | "replaces">): boolean {
    const there = this.get(volume) ?? new Map<string, Buffer>();
    const mayReplace = (name: string, content: Buffer) => {
      const present = there.get(name);
      return present === undefined || present.equals(content) || replaces.includes(digestOf(present));
    };
    const isAll = replaces === "everything";
    if (!isAll && !files.every(({ name, content }) => mayReplace(name, content))) return false;
    const put = files.map(({ name, content }): [string, Buffer] => [name, content]);
    this.set(volume, new Map([...(isAll ? [] : there), ...put]));
    return true;
  }
}

function digestOf(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
