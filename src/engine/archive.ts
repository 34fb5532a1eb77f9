import { Readable } from "node:stream";
import type tarStream from "tar-stream";

/** Owner and time of everything that is sent to a builder, whose cache looks at them. */
export const OF_NOBODY = { uid: 0, gid: 0, uname: "", gname: "", mtime: new Date(0) };

/** An archive as Node's own kind of stream: tar-stream's are of another. */
export function nodeStream(pack: tarStream.Pack): Readable {
  return Readable.from(pack, { objectMode: false });
}
