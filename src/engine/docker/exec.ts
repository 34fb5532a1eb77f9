import { setTimeout as sleep } from "node:timers/promises";
import type Dockerode from "dockerode";
import type { Connection } from "./connection.ts";
import type { Executed } from "../port.ts";
import { frames } from "./frames.ts";

/**
 * Runs a command in a running container and waits for it. The two outputs are kept apart: Docker carries each by itself,
 * so which comes first says nothing about which was written first.
 */
export function exec(connection: Connection, container: string, command: readonly string[]): Promise<Executed> {
  return connection.ask(`run ${command[0]} in the container ${container}`, async () => {
    const made = await connection
      .container(container)
      .exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
    const stream = await made.start({});
    const parts = { out: [] as Buffer[], err: [] as Buffer[] };
    for await (const { output, bytes } of frames(stream)) parts[output].push(bytes);
    const [output = "", errors = ""] = [parts.out, parts.err].map((part) => Buffer.concat(part).toString("utf8"));
    return { exitCode: await exitCodeOf(made), output, errors };
  });
}

/** The engine closes the stream before it has written down that the command has ended: a moment later it says so. */
async function exitCodeOf(made: Dockerode.Exec): Promise<number> {
  let ended = await made.inspect();
  while (ended.Running) {
    await sleep(20);
    ended = await made.inspect();
  }
  return ended.ExitCode ?? -1;
}
