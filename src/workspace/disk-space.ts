import { statfs } from "node:fs/promises";

/** The space on a disk for users other than root, in bytes. */
export interface DiskSpace {
  readonly path: string;
  readonly free: number;
  readonly size: number;
}

/** @returns undefined where there is no such directory on this machine. */
export async function diskSpace(path: string): Promise<DiskSpace | undefined> {
  try {
    const { bavail, blocks, bsize } = await statfs(path);
    return { path, free: bavail * bsize, size: blocks * bsize };
  } catch {
    return undefined;
  }
}
