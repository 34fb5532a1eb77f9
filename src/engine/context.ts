import { Readable } from "node:stream";
import tarStream from "tar-stream";
import type { Files } from "../deployment/deployment.ts";

export { contextFromDirectory, type DirectoryContext } from "./context-directory.ts";

/** The context of a build as a tar: equal files give equal bytes, whoever made them and when. */
export function contextFromFiles(files: Files): Readable {
  const pack = tarStream.pack();
  for (const path of Object.keys(files).toSorted()) {
    const content = files[path] ?? "";
    pack.entry({ name: path, mode: isProgram(path, content) ? 0o755 : 0o644, ...NOBODYS }, content);
  }
  pack.finalize();
  return nodeStream(pack);
}

/** Owner and time of everything that is sent to a builder: its cache looks at them. */
export const NOBODYS = { uid: 0, gid: 0, uname: "", gname: "", mtime: new Date(0) };

/** tar-stream's own streams are not Node's. */
export function nodeStream(pack: tarStream.Pack): Readable {
  return Readable.from(pack as unknown as AsyncIterable<Buffer>, { objectMode: false });
}

function isProgram(path: string, content: string): boolean {
  return path.endsWith(".sh") || content.startsWith("#!");
}
