import { LABEL } from "../../deployment/deployment.ts";
import type { Observed, ObservedContainer } from "../../plan/observed.ts";
import type { Context, ExitCode } from "../context.ts";
import { formatTable } from "../table.ts";

/** One hub of the server, as its containers tell. */
export interface ServerHub {
  readonly name: string;
  readonly port: number | null;
  readonly state: string;
  readonly notebooks: number;
  readonly directory: string | null;
}

/** `hubwright ls`: every hub of this server, and the next free port. */
export async function ls(context: Context, options: { json?: boolean }): Promise<ExitCode> {
  const { terminal } = context;
  const observed = await (await context.engine()).observe([]);
  const hubs = hubsOf(observed);
  const port = nextFreePort(observed);
  if (options.json === true) terminal.print(JSON.stringify({ hubs, nextFreePort: port }, null, 2));
  else {
    if (hubs.length > 0)
      terminal.print(
        formatTable(
          ["hub", "port", "state", "notebooks", "directory"],
          hubs.map((hub) => [hub.name, String(hub.port ?? ""), hub.state, String(hub.notebooks), hub.directory ?? ""]),
        ),
      );
    terminal.note(`${hubs.length === 0 ? "No hub is up on this server." : ""}\nNext free port: ${port}`.trim());
  }
  return 0;
}

/** The hubs among the containers of a server, by name. */
export function hubsOf({ containers }: Observed): readonly ServerHub[] {
  const byHub = new Map<string, ObservedContainer[]>();
  for (const container of containers) {
    const hub = container.labels[LABEL.hub];
    if (hub !== undefined) byHub.set(hub, [...(byHub.get(hub) ?? []), container]);
  }
  return [...byHub]
    .map(([name, own]) => {
      const ofKind = (kind: string) => own.filter(({ labels }) => labels[LABEL.kind] === kind);
      const place = own
        .map(({ labels }) => labels["com.docker.compose.project.working_dir"])
        .find((directory) => directory !== undefined);
      return {
        name,
        port: ofKind("proxy")[0]?.ports[0]?.published ?? null,
        state: ofKind("hub")[0]?.status ?? "no hub",
        notebooks: ofKind("notebook").filter(({ state }) => state === "running").length,
        directory: place?.replace(/\/deploy$/, "") ?? null,
      };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The first port from 8000 on that no container publishes. */
export function nextFreePort({ containers }: Observed): number {
  const taken = new Set(containers.flatMap(({ ports }) => ports.map(({ published }) => published)));
  let port = 8000;
  while (taken.has(port)) port += 1;
  return port;
}
