import { EngineFailure, type HubwrightError } from "../../model/problem/hubwright-error.ts";
import { type Hint, hint, program } from "../../model/problem/problem.ts";
import type { Connection } from "./connection.ts";
import type { Environment } from "../../model/environment.ts";
import { engineErrorOf, statusOf, whatEngineSaid } from "./errors.ts";
import { readReference } from "./image-reference.ts";
import { jsonLines, type Progress } from "./json-lines.ts";
import { registryAuth } from "./registry-auth.ts";

/** Pulls an image; what it reports goes to `on`, without the bars that redraw themselves. */
export async function pullImage(
  connection: Connection,
  reference: string,
  environment: Environment,
  on: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { name, tag, registry } = readReference(reference);
  const auth = await registryAuth(registry, environment);
  try {
    const stream = await connection.docker.createImage({
      fromImage: name,
      tag,
      ...(auth && { authconfig: auth }),
      ...(signal && { abortSignal: signal }),
    });
    for await (const message of jsonLines(stream as unknown as AsyncIterable<Buffer>)) {
      if (typeof message["error"] === "string") throw notPulled(reference, message["error"]);
      const line = lineOf(message);
      if (line !== undefined) on(line);
    }
  } catch (error) {
    signal?.throwIfAborted();
    const failure =
      statusOf(error) === undefined
        ? engineErrorOf(error, `pull ${reference}`, connection.address)
        : notPulled(reference, whatEngineSaid(error), error);
    throw failure;
  }
}

function lineOf({ status, id, progressDetail }: Progress): string | undefined {
  if (typeof status !== "string") return undefined;
  const isBar = typeof progressDetail === "object" && progressDetail !== null && Object.keys(progressDetail).length > 0;
  if (isBar) return undefined;
  return typeof id === "string" ? `${id}: ${status}` : status;
}

/** Says why an image did not come, and what can be done where that is known. */
export function notPulled(reference: string, said: string, cause?: unknown): HubwrightError {
  if (/no space left on device/i.test(said)) {
    return EngineFailure.of(
      "disk-full",
      `The disk is full: ${reference} could not be stored.`,
      hint`Free up space on the disk of /var/lib/docker; ${program("docker", "system", "df")} shows what uses it.`,
      { cause },
    );
  }
  const { registry } = readReference(reference);
  return EngineFailure.of(
    "image-not-pulled",
    `The image ${reference} could not be pulled: ${said}`,
    hintFor(said, registry),
    { cause },
  );
}

function hintFor(said: string, registry: string): Hint {
  const signIn = program("docker", "login", ...(registry === "docker.io" ? [] : [registry]));
  if (/toomanyrequests|rate limit/i.test(said)) return hint`Sign in, or try again in a few hours: ${signIn}`;
  if (/x509|certificate|tls:/i.test(said)) {
    const restart = program("sudo", "systemctl", "restart", "docker");
    return hint`The engine does not trust ${registry}: put your network's CA certificate into /usr/local/share/ca-certificates/, then: ${program("sudo", "update-ca-certificates")} && ${restart}`;
  }
  if (/no such host|timeout|dial tcp|refused|unreachable|EOF|proxyconnect|deadline/i.test(said)) {
    return hint`The engine cannot reach ${registry}. Check the network, or copy the image here: ${program("docker", "save")} on a machine that has it, ${program("docker", "load")} on this one.`;
  }
  return hint`Check its name. If it is private, sign in first: ${signIn}`;
}
