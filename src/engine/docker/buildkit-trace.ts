import { LineCutter } from "../line-cutter.ts";
import type { BuildLog } from "./build-log.ts";
import { type Field, fields, text } from "./protobuf.ts";

/** A step of BuildKit, as reported so far. */
interface Vertex {
  name: string;
  isTold: boolean;
  readonly lines: string[];
  readonly cutter: LineCutter;
}

/**
 * Reads what BuildKit reports: `moby.buildkit.v1.StatusResponse`, vertices in field 1 and logs in field 3.
 *
 * Of a vertex: 1 digest, 3 name, 4 cached, 5 started, 7 error. Of a log: 1 the vertex's digest, 4 the bytes.
 */
export class BuildKitTrace {
  readonly #log: BuildLog;
  readonly #vertices = new Map<string, Vertex>();

  constructor(log: BuildLog) {
    this.#log = log;
  }

  /** Takes the `aux` of one message: a protobuf in base64. */
  take(aux: unknown): void {
    if (typeof aux !== "string") return;
    for (const { number, value } of fields(Buffer.from(aux, "base64"))) {
      if (typeof value === "number") continue;
      if (number === 1) this.#takeVertex(fields(value));
      if (number === 3) this.#takeLog(fields(value));
    }
  }

  #takeVertex(told: readonly Field[]): void {
    const vertex = this.#vertex(text(told, 1));
    vertex.name = text(told, 3) || vertex.name;
    const isStarted = told.some(({ number }) => number === 5);
    if (isStarted && !vertex.isTold) {
      vertex.isTold = true;
      const isCached = told.some(({ number, value }) => number === 4 && value === 1);
      this.#log.line(isCached ? `${vertex.name} (cached)` : vertex.name);
    }
    const error = text(told, 7);
    // Steps that were waiting for the one that failed end with it.
    if (error !== "" && !/context canceled/.test(error))
      this.#log.fail(vertex.name, [...vertex.lines, ...(vertex.cutter.rest === "" ? [] : [vertex.cutter.rest])]);
  }

  #takeLog(told: readonly Field[]): void {
    const vertex = this.#vertex(text(told, 1));
    for (const line of vertex.cutter.take(text(told, 4))) {
      vertex.lines.push(line);
      this.#log.line(line);
    }
  }

  #vertex(digest: string): Vertex {
    const known = this.#vertices.get(digest) ?? { name: "", isTold: false, lines: [], cutter: new LineCutter() };
    this.#vertices.set(digest, known);
    return known;
  }
}
