/** Which of a program's two outputs bytes came from. */
export type Output = "out" | "err";

const HEADER = 8;

/**
 * Takes Docker's two-in-one stream apart: each frame has a header of eight bytes, which output and how long.
 *
 * @param stream - Chunks may be cut anywhere, in the middle of a header too.
 */
export async function* frames(
  stream: AsyncIterable<Buffer>,
): AsyncGenerator<{ readonly output: Output; readonly bytes: Buffer }> {
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length >= HEADER) {
      const end = HEADER + pending.readUInt32BE(4);
      if (pending.length < end) break;
      yield { output: pending[0] === 2 ? "err" : "out", bytes: pending.subarray(HEADER, end) };
      pending = pending.subarray(end);
    }
  }
}
