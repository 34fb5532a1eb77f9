import { emitNginx } from "../../emit/nginx.ts";
import type { Context, ExitCode, Where } from "../context.ts";

/** `hubwright nginx`: the block that goes into the server of the department's nginx. */
export async function nginx(context: Context, options: Where): Promise<ExitCode> {
  const { hub } = await context.project(options);
  context.terminal.print(emitNginx(hub).trimEnd());
  return 0;
}
