import { setTimeout as sleep } from "node:timers/promises";
import type Dockerode from "dockerode";
import type { Connection } from "./connection.ts";
import type { Executed } from "../port.ts";
import { frames } from "./frames.ts";
import { lines } from "./logs.ts";

/**
 * Runs a command in a running container and waits for it. The two outputs are kept apart: Docker carries each by itself,
 * so which comes first says nothing about which was written first.
 *
 * @param on - Takes each line of the standard output as it comes.
 */
export function exec(
  connection: Connection,
  container: string,
  command: readonly string[],
  on: (line: string) => void = () => {},
): Promise<Executed> {
  return connection.ask(`run ${command[0]} in the container ${container}`, async () => {
    const made = await connection
      .container(container)
      .exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
    const stream = await made.start({});
    const parts = { out: [] as Buffer[], err: [] as Buffer[] };
    async function* standardOutput() {
      for await (const frame of frames(stream)) {
        parts[frame.output].push(frame.bytes);
        if (frame.output === "out") yield frame;
      }
    }
    for await (const line of lines(standardOutput())) on(line);
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
