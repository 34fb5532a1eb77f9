import { Readable } from "node:stream";
import { EngineFailure } from "../../model/problem/hubwright-error.ts";
import type { ImageBuild } from "../port.ts";
import { buildFailure } from "./build-failure.ts";
import { BuildKitTrace } from "./buildkit-trace.ts";
import { BuildLog } from "./build-log.ts";
import type { Connection } from "./connection.ts";
import type { Environment } from "../../model/environment.ts";
import { engineErrorOf, statusOf, whatEngineSaid } from "./errors.ts";
import { jsonLines, type Progress } from "./json-lines.ts";
import { withLabelInstruction } from "./label-instruction.ts";
import { authsInFile } from "./registry-auth.ts";

/**
 * Builds an image with the builder that the engine itself prefers: BuildKit from Docker 23 on, the classic one before.
 *
 * A person's own Dockerfile may use what only BuildKit knows (`RUN --mount`), and `docker compose build` finds our
 * layers in the same cache. The context is sent as it is, without the session that dockerode would open.
 */
export async function buildImage(
  connection: Connection,
  build: ImageBuild,
  environment: Environment,
  on: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { tag, context } = build;
  const archive = context instanceof Readable ? context : undefined;
  const log = new BuildLog(on);
  const broken = new Promise<never>((_, reject) => archive?.once("error", reject));
  try {
    await Promise.race([sendAndFollow(connection, build, environment, log, signal), broken]);
  } catch (error) {
    archive?.destroy();
    signal?.throwIfAborted();
    // Of a Dockerfile that cannot be read the engine complains in its answer, of a step that fails later.
    if (error instanceof Refused || statusOf(error) !== undefined) throw buildFailure(tag, whatEngineSaid(error), log);
    throw engineErrorOf(error, `build the image ${tag}`, connection.address);
  }
}

/** The builder's own word for why it gave up. */
class Refused extends Error {}

async function sendAndFollow(
  connection: Connection,
  build: ImageBuild,
  environment: Environment,
  log: BuildLog,
  signal: AbortSignal | undefined,
): Promise<void> {
  const version = await preferredBuilder(connection);
  const stream = await post(
    connection,
    version === "1" ? withLabelInstruction(build) : build,
    version,
    environment,
    signal,
  );
  const trace = new BuildKitTrace(log);
  let isDone = false;
  for await (const message of jsonLines(stream)) {
    if (typeof message["error"] === "string") throw new Refused(message["error"]);
    if (message["id"] === "moby.buildkit.trace") trace.take(message["aux"]);
    else if (imageIdIn(message["aux"])) isDone = true;
    else takeClassic(message, log);
  }
  log.end();
  if (!isDone)
    throw EngineFailure.of(
      "engine-unreachable",
      `The build of ${build.tag} was interrupted: the engine stopped responding.`,
      "If it was restarted, run the command again; finished steps will not be repeated.",
    );
}

function takeClassic({ stream, status, id, progressDetail }: Progress, log: BuildLog): void {
  if (typeof stream === "string") log.write(stream);
  // While it pulls a base image; the bars that redraw themselves are left out.
  else if (typeof status === "string" && JSON.stringify(progressDetail ?? {}) === "{}")
    log.write(`${typeof id === "string" ? `${id}: ` : ""}${status}\n`);
}

function imageIdIn(aux: unknown): boolean {
  return typeof aux === "object" && aux !== null && typeof (aux as { ID?: unknown }).ID === "string";
}

/** The engine says so in a header of its answer to a ping: 2 is BuildKit. */
async function preferredBuilder(connection: Connection): Promise<"1" | "2"> {
  const response = await dial(connection, {
    path: "/_ping",
    method: "GET",
    isStream: true,
    statusCodes: { 200: true },
  });
  response.resume();
  return response.headers["builder-version"] === "2" ? "2" : "1";
}

async function post(
  connection: Connection,
  build: ImageBuild,
  version: "1" | "2",
  environment: Environment,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const { tag, dockerfile, target, labels, context } = build;
  const options = { t: tag, dockerfile, ...(target !== null && { target }), labels, rm: true, forcerm: true, version };
  const registryconfig = authsInFile(environment);
  // Loaded here: most runs build nothing, and need none of what packs archives.
  const { archiveOf } = await import("../context.ts");
  return dial(connection, {
    path: "/build?",
    method: "POST",
    file: archiveOf(context),
    options,
    registryconfig,
    // The engine ends a build whose asker has hung up.
    ...(signal && { abortSignal: signal }),
    isStream: true,
    statusCodes: { 200: true },
  });
}

type Response = AsyncIterable<Buffer> & {
  resume(): void;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
};
type DialOptions = Parameters<Connection["docker"]["modem"]["dial"]>[0];

function dial({ docker }: Connection, options: DialOptions): Promise<Response> {
  return new Promise((resolve, reject) => {
    docker.modem.dial(options, (error, response) => {
      if (error === null || error === undefined) resolve(response as unknown as Response);
      else reject(error);
    });
  });
}
