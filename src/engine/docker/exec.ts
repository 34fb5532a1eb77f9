import { setTimeout as sleep } from "node:timers/promises";
import type Dockerode from "dockerode";
import type { Connection } from "./connection.ts";
import { frames } from "./frames.ts";

/** Runs a command in a running container and waits for it. Its output and its complaints come as one text. */
export function exec(
  connection: Connection,
  container: string,
  command: readonly string[],
): Promise<{ exitCode: number; output: string }> {
  return connection.ask(`run ${command[0]} in the container ${container}`, async () => {
    const made = await connection
      .container(container)
      .exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
    const stream = await made.start({});
    const parts: Buffer[] = [];
    for await (const { bytes } of frames(stream)) parts.push(bytes);
    return { exitCode: await exitCodeOf(made), output: Buffer.concat(parts).toString("utf8") };
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
