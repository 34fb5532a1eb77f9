import { randomBytes } from "node:crypto";

const TEXT = 0x81;
const MASKED = 0x80;
/** The lengths that follow in two bytes have this where one byte would say them. */
const IN_TWO_BYTES = 126;

/** A text of at most 65,535 bytes as a browser sends it over a websocket: one whole frame, masked. */
export function textFrame(text: string): Buffer {
  const payload = Buffer.from(text, "utf8");
  if (payload.length > 0xff_ff) throw new RangeError(`${payload.length} bytes are too many for one frame.`);
  const mask = randomBytes(4);
  const head =
    payload.length < IN_TWO_BYTES
      ? Buffer.from([TEXT, MASKED | payload.length])
      : Buffer.from([TEXT, MASKED | IN_TWO_BYTES, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))]);
}
