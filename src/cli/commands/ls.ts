import { peopleOnline } from "../../hub-side/online.ts";
import { listenersOn } from "../../machine/listeners.ts";
import { type Engine } from "../../engine/port.ts";
import { portOwner } from "../../machine/port-owner.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import type { Observed } from "../../plan/observed.ts";
import type { Context, ExitCode } from "../context.ts";
import { hubsOf, leftOf, type ServerHub } from "../server-hubs.ts";
import { formatTable } from "../table.ts";

/** `hubwright ls`: every hub of this server, who is online, and which name and port are free. */
export async function ls(context: Context, options: { json?: boolean }): Promise<ExitCode> {
  const { terminal } = context;
  const engine = await context.engine();
  const { local, address } = engine.place;
  const observed = await engine.observe([]);
  const hubs = await Promise.all(
    hubsOf(observed).map(async (hub) => ({ ...hub, online: await onlineIn(engine, hub) })),
  );
  const free = { name: freeName(observed), port: await nextFreePort(observed, local) };
  if (options.json === true) {
    terminal.print(JSON.stringify({ engine: address, hubs, free, nextFreePort: free.port }, null, 2));
    return 0;
  }
  if (hubs.length > 0) terminal.print(formatTable(["hub", "port", "state", "online", "directory"], hubs.map(row)));
  if (hubs.some(({ online }) => online !== null))
    terminal.note("\nonline: people who were active in the last half hour, as reported by each hub.");
  const none = local ? "No hub is up on this server." : `No hub is up on the server at ${address}.`;
  // Who else listens over there, only that machine knows.
  const port = local ? `port ${free.port}` : `port ${free.port}, which no container uses`;
  terminal.note(`${hubs.length === 0 ? none : ""}\nfree: name ${free.name}, ${port}`);
  if (hubs.length > 0) terminal.note(hint`To create another hub: ${hubwright("init", free.name)}`);
  return 0;
}

function row({
  name,
  port,
  state,
  online,
  notebooks,
  isOurs,
  directory,
}: ServerHub & { readonly online: number | null }) {
  const running = notebooks === 1 ? "1 notebook" : `${notebooks} notebooks`;
  // Only the hub knows who is there; of one that is not asked, running notebooks say about as much.
  const people = online === null ? running : `${online}, ${running}`;
  return [name, String(port ?? ""), state, people, isOurs ? (directory ?? "") : "not created by hubwright"];
}

/** Null where the hub does not run, is not hubwright's or does not count yet. */
async function onlineIn(engine: Engine, { name, isOurs, isRunning }: ServerHub): Promise<number | null> {
  return isOurs && isRunning ? peopleOnline(name, engine) : null;
}

/** The first of `math`, `math2`, `math3` … that no hub has, and nothing that a hub left. */
export function freeName(observed: Observed): string {
  const taken = new Set(hubsOf(observed).map(({ name }) => name));
  let name = "math";
  for (let number = 2; taken.has(name) || leftOf(name, observed) !== undefined; number += 1) name = `math${number}`;
  return name;
}

/**
 * The first port from 8000 on that neither a container publishes nor another process of this machine listens on.
 *
 * @param isHere - False where the containers are on another machine, whose processes cannot be seen.
 */
export async function nextFreePort(observed: Observed, isHere: boolean): Promise<number> {
  let port = 8000;
  const listeners = isHere ? listenersOn : async () => [];
  while ((await portOwner(observed, "0.0.0.0", port, listeners)) !== undefined) port += 1;
  return port;
}
