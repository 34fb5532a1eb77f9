import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestHub } from "../support/test-hub.ts";

/** How a program puts a file where another one was. */
export type WayToSave = "in place" | "by rename";

/** The userlist of a hub, as people and their programs leave it on the server. */
export class RosterOnDisk {
  readonly directory: string;
  readonly path: string;

  constructor(hub: TestHub) {
    this.directory = join(hub.directory, "roster");
    this.path = join(this.directory, "userlist");
  }

  /** @param bytes - null removes the file. */
  save(bytes: Buffer | null, way: WayToSave): void {
    if (bytes === null) {
      rmSync(this.path, { recursive: true, force: true });
      return;
    }
    if (way === "in place") {
      writeFileSync(this.path, bytes);
      return;
    }
    const beside = `${this.path}.new`;
    writeFileSync(beside, bytes);
    renameSync(beside, this.path);
  }
}
