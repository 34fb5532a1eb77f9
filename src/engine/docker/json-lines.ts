import { StringDecoder } from "node:string_decoder";

/** One message of an engine that reports what it is doing. */
export type Progress = { readonly [field: string]: unknown };

/** Reads a stream of JSON objects, one a line, cut into chunks anywhere. */
export async function* jsonLines(stream: AsyncIterable<Buffer>): AsyncGenerator<Progress> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const chunk of stream) {
    const [last = "", ...complete] = `${rest}${decoder.write(chunk)}`.split("\n").toReversed();
    rest = last;
    for (const line of complete.toReversed()) yield* parsed(line);
  }
  yield* parsed(rest + decoder.end());
}

function* parsed(line: string): Generator<Progress> {
  if (line.trim() === "") return;
  const value: unknown = JSON.parse(line);
  if (typeof value === "object" && value !== null) yield { ...value };
}
