import { StringDecoder } from "node:string_decoder";
import { LineCutter } from "../line-cutter.ts";

/** One message of an engine that reports what it is doing. */
export type Progress = { readonly [field: string]: unknown };

/** Reads a stream of JSON objects, one a line, cut into chunks anywhere. */
export async function* jsonLines(stream: AsyncIterable<Buffer>): AsyncGenerator<Progress> {
  const decoder = new StringDecoder("utf8");
  const cutter = new LineCutter();
  for await (const chunk of stream) {
    for (const line of cutter.take(decoder.write(chunk))) yield* parsed(line);
  }
  yield* parsed(cutter.rest + decoder.end());
}

function* parsed(line: string): Generator<Progress> {
  if (line.trim() === "") return;
  const value: unknown = JSON.parse(line);
  if (typeof value === "object" && value !== null) yield { ...value };
}
