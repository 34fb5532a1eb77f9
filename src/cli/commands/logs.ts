import { hubNames } from "../../model/hub/names.ts";
import { problem } from "../../model/problem/problem.ts";
import type { Context, ExitCode, Where } from "../context.ts";

/** `hubwright logs`: what the hub, its proxy or its database says. */
export async function logs(
  context: Context,
  options: Where & { follow?: boolean; tail: string; proxy?: boolean; db?: boolean },
): Promise<ExitCode> {
  const { terminal, signal } = context;
  if (!/^[1-9][0-9]{0,6}$/.test(options.tail)) {
    terminal.report(
      problem(
        "bad-usage",
        `${JSON.stringify(options.tail)} is not a number of lines.`,
        "Use a number, for example --tail 200.",
      ),
    );
    return 64;
  }
  const { hub } = await context.project(options);
  const names = hubNames(hub.name);
  const engine = await context.engine();
  const container = options.proxy === true ? names.proxy : options.db === true ? names.db : names.hub;
  const lines = engine.logs(container, {
    follow: options.follow === true,
    tail: Number(options.tail),
    signal,
  });
  for await (const line of lines) terminal.print(line);
  return 0;
}
