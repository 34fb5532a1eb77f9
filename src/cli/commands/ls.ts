import { portOwner } from "../../engine/port-owner.ts";
import type { Observed } from "../../plan/observed.ts";
import type { Context, ExitCode } from "../context.ts";
import { hubsOf } from "../server-hubs.ts";
import { formatTable } from "../table.ts";

/** `hubwright ls`: every hub of this server, and the next free port. */
export async function ls(context: Context, options: { json?: boolean }): Promise<ExitCode> {
  const { terminal } = context;
  const observed = await (await context.engine()).observe([]);
  const hubs = hubsOf(observed);
  const port = await nextFreePort(observed);
  if (options.json === true) terminal.print(JSON.stringify({ hubs, nextFreePort: port }, null, 2));
  else {
    if (hubs.length > 0)
      terminal.print(
        formatTable(
          ["hub", "port", "state", "notebooks", "directory"],
          hubs.map((hub) => [
            hub.name,
            String(hub.port ?? ""),
            hub.state,
            String(hub.notebooks),
            hub.isOurs ? (hub.directory ?? "") : "not hubwright's",
          ]),
        ),
      );
    terminal.note(`${hubs.length === 0 ? "No hub is up on this server." : ""}\nNext free port: ${port}`.trim());
  }
  return 0;
}

/** The first port from 8000 on that neither a container publishes nor another process of this machine listens on. */
export async function nextFreePort(observed: Observed): Promise<number> {
  let port = 8000;
  while ((await portOwner(observed, "0.0.0.0", port)) !== undefined) port += 1;
  return port;
}
