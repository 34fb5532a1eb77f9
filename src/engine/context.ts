import { Readable } from "node:stream";
import tarStream from "tar-stream";
import type { Files } from "../deployment/deployment.ts";
import { nodeStream, OF_NOBODY } from "./archive.ts";

export { contextFromDirectory } from "./context-directory.ts";

/** A context as a tar, whichever way it comes. */
export function archiveOf(context: Files | Readable): Readable {
  return context instanceof Readable ? context : contextFromFiles(context);
}

/** The context of a build as a tar: equal files give equal bytes, regardless of who made them and when. */
export function contextFromFiles(files: Files): Readable {
  const pack = tarStream.pack();
  for (const path of Object.keys(files).toSorted()) {
    const content = files[path] ?? "";
    pack.entry({ name: path, mode: isProgram(path, content) ? 0o755 : 0o644, ...OF_NOBODY }, content);
  }
  pack.finalize();
  return nodeStream(pack);
}

function isProgram(path: string, content: string): boolean {
  return path.endsWith(".sh") || content.startsWith("#!");
}
