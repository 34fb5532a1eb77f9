import { isUtf8 } from "node:buffer";

/** The first line, counted from 1, in which bytes are not UTF-8. A line feed is never part of another character, so each line is checked by itself. */
export function firstLineNotUtf8(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; ; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}
