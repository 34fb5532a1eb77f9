import { expect } from "chai";
import { BuildKitTrace } from "../../../../src/engine/docker/buildkit-trace.ts";
import { buildFailure } from "../../../../src/engine/docker/build-failure.ts";
import { BuildLog } from "../../../../src/engine/docker/build-log.ts";
import { frames } from "../../../../src/engine/docker/frames.ts";
import { jsonLines } from "../../../../src/engine/docker/json-lines.ts";
import { lines } from "../../../../src/engine/docker/logs.ts";
import { fields } from "../../../../src/engine/docker/protobuf.ts";

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

function frame(output: 1 | 2, text: Buffer | string): Buffer {
  const bytes = Buffer.from(text);
  const header = Buffer.alloc(8);
  header[0] = output;
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}

describe("what an engine streams", () => {
  const euro = Buffer.from("€ and\r\n");
  // The sign is three bytes, and two frames share it.
  const stream = Buffer.concat([
    frame(1, "one\ntw"),
    frame(2, "error\n"),
    frame(1, "o\n"),
    frame(1, euro.subarray(0, 1)),
    frame(1, euro.subarray(1)),
    frame(1, ""),
    frame(2, "no end"),
  ]);

  for (const size of [1, 3, 8, 1000]) {
    it(`is cut into lines, in chunks of ${size} bytes`, async () => {
      expect(await all(lines(frames(cut(stream, size))))).to.deep.equal(["one", "error", "two", "€ and", "no end"]);
    });
  }

  it("is read as JSON, cut anywhere", async () => {
    const text = Buffer.from('{"stream":"ü"}\r\n\n{"aux":{"ID":"x"}}\nnull\n[1]\n{"last":true}');
    expect(await all(jsonLines(cut(text, 2)))).to.deep.equal([
      { stream: "ü" },
      { aux: { ID: "x" } },
      { 0: 1 },
      { last: true },
    ]);
  });

  it("is not taken for progress if it is something else", async () => {
    const failed = await all(jsonLines(cut(Buffer.from("<html>"), 6))).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(SyntaxError);
  });
});

describe("what a build prints", () => {
  const failing = (text: string, said: string) => {
    const log = new BuildLog(() => {});
    log.write(text);
    log.end();
    return buildFailure("math-jupyterhub:latest", said, log);
  };

  it("is passed on line by line, as a terminal would show it in the end", () => {
    const told: string[] = [];
    const log = new BuildLog((line) => told.push(line));
    for (const piece of ["Step 1/2 : FROM deb", "ian\n\n", "10%\r50%\r100%\n", "\u001b[31mred\u001b[0m\n", "rest"])
      log.write(piece);
    log.end();
    expect(told).to.deep.equal(["Step 1/2 : FROM debian", "100%", "red", "rest"]);
  });

  it("names the step that failed, and the end of its own output", () => {
    const output = Array.from({ length: 30 }, (_, index) => `line ${index}\n`).join("");
    const { code, message } = failing(
      `Step 1/3 : FROM debian\n ---> 123\nStep 2/3 : RUN apt-get update\nearlier\nStep 3/3 : RUN make\n${output}`,
      "The command '/bin/sh -c make' returned a non-zero code: 2",
    );
    expect(code).to.equal("build-failed");
    expect(message.split("\n")).to.deep.equal([
      "The image math-jupyterhub:latest could not be built. It failed at:",
      "  RUN make",
      ...Array.from({ length: 20 }, (_, index) => `    line ${index + 10}`),
      "    The command '/bin/sh -c make' returned a non-zero code: 2",
    ]);
  });

  it("says that the base could not be pulled, whichever builder says it", () => {
    const said = "pull access denied for jupyter/none, repository does not exist or may require 'docker login'";
    const classic = failing("Step 1/2 : FROM --platform=linux/amd64 jupyter/none AS hub\n", said);
    expect(classic).to.include({
      code: "image-not-pulled",
      message: `The image jupyter/none could not be pulled: ${said}`,
    });
    const log = new BuildLog(() => {});
    log.fail("[internal] load metadata for docker.io/jupyter/none:latest", []);
    const kit = buildFailure("t", "failed to solve: jupyter/none: failed to resolve source metadata: not found", log);
    expect(kit.code).to.equal("image-not-pulled");
    expect(kit.message).to.contain("The image jupyter/none:latest could not be pulled");
  });

  for (const [printed, hint] of [
    [
      "SSLError(SSLCertVerificationError(1, 'certificate verify failed: self-signed certificate in certificate chain'))",
      "/usr/local/share/ca-certificates/",
    ],
    ["E: Unable to locate package graphvizz", "notebook.apt"],
    [
      "W: Failed to fetch http://deb.debian.org/… Connection failed\nE: Unable to locate package nodejs",
      "containers on this engine can reach it",
    ],
    ["ERROR: No matching distribution found for nunpy==2.4.0", "notebook.pip"],
    ["W: Failed to fetch http://deb.debian.org/… Temporary failure resolving 'deb.debian.org'", "daemon.json"],
    ["the --mount option requires BuildKit.", "version 23"],
    ["tar: write error: No space left on device", "docker builder prune"],
    ["something else", "Fix that step"],
  ] as const) {
    it(`helps with: ${printed.slice(0, 60)}`, () => {
      expect(failing(`Step 1/1 : RUN x\n${printed}\n`, "returned a non-zero code: 1").hint).to.contain(hint);
    });
  }
});

describe("what BuildKit reports", () => {
  const varint = (value: number) => Buffer.from(value < 128 ? [value] : [(value & 0x7f) | 0x80, value >> 7]);
  const field = (number: number, value: Buffer | string | number): Buffer =>
    typeof value === "number"
      ? Buffer.concat([varint(number * 8), varint(value)])
      : Buffer.concat([varint(number * 8 + 2), varint(Buffer.byteLength(value)), Buffer.from(value)]);
  const status = (...parts: Buffer[]) => Buffer.concat(parts).toString("base64");
  const vertex = (digest: string, name: string, ...more: Buffer[]) =>
    field(1, Buffer.concat([field(1, digest), field(3, name), ...more]));
  const log = (digest: string, text: string) =>
    field(3, Buffer.concat([field(1, digest), field(3, 1), field(4, text)]));
  const started = field(5, Buffer.from([8, 1]));

  it("is reported step by step, with what each printed; the failure is that of its own step", () => {
    const told: string[] = [];
    const build = new BuildLog((line) => told.push(line));
    const trace = new BuildKitTrace(build);
    trace.take(status(vertex("a", "[hub 1/2] FROM debian"), vertex("b", "[hub 2/2] RUN make")));
    trace.take(status(vertex("a", "[hub 1/2] FROM debian", field(4, 1), started)));
    trace.take(status(vertex("b", "[hub 2/2] RUN make", started), log("b", "compil")));
    trace.take(status(log("c", "of another step\n"), log("b", "ing\nbroken\nlast words")));
    trace.take(
      status(
        vertex(
          "b",
          "[hub 2/2] RUN make",
          started,
          field(7, 'process "/bin/sh -c make" did not complete successfully: exit code: 2'),
        ),
        vertex("c", "[proxy 1/1] RUN sleep", started, field(7, "context canceled")),
      ),
    );
    expect(told).to.deep.equal([
      "[hub 1/2] FROM debian (cached)",
      "[hub 2/2] RUN make",
      "of another step",
      "compiling",
      "broken",
      "[proxy 1/1] RUN sleep",
    ]);
    expect(build.last).to.deep.equal({ step: "[hub 2/2] RUN make", lines: ["compiling", "broken", "last words"] });
  });

  it("does no harm if it cannot be read", () => {
    const trace = new BuildKitTrace(new BuildLog(() => {}));
    for (const aux of [
      undefined,
      7,
      {},
      "",
      "????",
      status(Buffer.from([0xff, 0xff])),
      status(field(1, "x").subarray(0, 2)),
    ])
      trace.take(aux);
    for (let byte = 0; byte < 256; byte += 1) expect(() => fields(Buffer.from([byte, 200, 1, byte, 3]))).to.not.throw();
  });
});
