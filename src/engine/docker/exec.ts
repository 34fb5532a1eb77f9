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
    const { ExitCode } = await made.inspect();
    return { exitCode: ExitCode ?? -1, output: Buffer.concat(parts).toString("utf8") };
  });
}
