import { StringDecoder } from "node:string_decoder";
import type { Connection } from "./connection.ts";
import { engineErrorOf } from "./errors.ts";
import { frames, type Output } from "./frames.ts";
import { LineCutter } from "../line-cutter.ts";

/** What of a log is wanted. */
export interface LogOptions {
  /** True: keep following until the signal says stop or the container exits. */
  readonly follow: boolean;
  /** How many lines of what is there already. */
  readonly tail: number;
  readonly signal?: AbortSignal;
}

/** The log of a container, line by line. A signal ends it, which is not an error. */
export async function* logs(
  connection: Connection,
  name: string,
  { follow, tail, signal }: LogOptions,
): AsyncGenerator<string> {
  if (isAborted(signal)) return;
  const abortSignal = signal === undefined ? {} : { abortSignal: signal };
  const options = { stdout: true, stderr: true, tail, ...abortSignal };
  try {
    const container = connection.container(name);
    if (!follow) {
      yield* lines(frames(once(await container.logs({ ...options, follow: false }))));
      return;
    }
    const stream = await container.logs({ ...options, follow: true });
    const stop = () => void (stream as unknown as { destroy(): void }).destroy();
    signal?.addEventListener("abort", stop, { once: true });
    try {
      yield* lines(frames(stream as unknown as AsyncIterable<Buffer>));
    } finally {
      signal?.removeEventListener("abort", stop);
      stop();
    }
  } catch (error) {
    if (isAborted(signal)) return;
    throw engineErrorOf(error, `read the log of the container ${name}`, connection.address);
  }
}

/** Read again each time: the compiler would assume that the first answer still holds. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted ?? false;
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** Text of both outputs in the order in which it came, cut at line ends. A line that is not ended yet waits for its rest. */
export async function* lines(
  parts: AsyncIterable<{ readonly output: Output; readonly bytes: Buffer }>,
): AsyncGenerator<string> {
  const decoders = { out: new StringDecoder("utf8"), err: new StringDecoder("utf8") };
  const cutters = { out: new LineCutter(), err: new LineCutter() };
  for await (const { output, bytes } of parts) {
    for (const line of cutters[output].take(decoders[output].write(bytes))) yield withoutReturn(line);
  }
  for (const output of ["out", "err"] as const) {
    const line = cutters[output].rest + decoders[output].end();
    if (line !== "") yield withoutReturn(line);
  }
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
