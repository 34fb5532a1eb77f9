import { statfs } from "node:fs/promises";

/** A disk as somebody without root's rights may use it, in bytes. */
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
