import { text } from "node:stream/consumers";

/** The images that a Dockerfile begins with, its own stages apart. */
export function baseImages(content: string): readonly string[] {
  const stages = [...content.matchAll(/^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/gim)];
  const names = new Set(stages.map(([, , name]) => name?.toLowerCase()));
  const bases = stages
    .map(([, base = ""]) => base)
    .filter((base) => base !== "scratch" && !names.has(base.toLowerCase()));
  return [...new Set(bases)];
}

/** Who a Dockerfile says in the end that containers run as; `""` where it says nothing. */
export function lastUser(content: string): string {
  return [...content.matchAll(/^USER\s+(\S+)/gim)].at(-1)?.[1] ?? "";
}

/** A file of a context; undefined where there is none of that name. */
export async function fileIn(archive: Buffer, path: string): Promise<string | undefined> {
  // Loaded here, because hubwright's own builds pass files, and tests that import this engine start faster without it.
  const { default: tarStream } = await import("tar-stream");
  const extract = tarStream.extract();
  extract.end(archive);
  for await (const entry of extract) {
    if (entry.header.name === path) return text(entry);
    entry.resume();
  }
  return undefined;
}
