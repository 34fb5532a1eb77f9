import { refuseAnothers } from "../../apply/identity.ts";
import { urlOf } from "../../apply/up.ts";
import { waitForHub } from "../../apply/wait-for-hub.ts";
import type { Context, ExitCode, Where } from "../context.ts";
import { seconds } from "./follow-events.ts";

/** `hubwright restart`: restarts the hub alone. Proxy and notebooks go on. */
export async function restart(context: Context, options: Where): Promise<ExitCode> {
  const { terminal } = context;
  const { hub, directory } = await context.project(options);
  const engine = await context.engine();
  await refuseAnothers(hub.name, directory, await engine.observe([]), engine);
  const started = performance.now();
  terminal.progress(`Restarting ${hub.name} …`);
  await engine.restartContainer(hub.name);
  await waitForHub(engine, hub.name, context.signal);
  terminal.note(`${urlOf(hub)} answers again (${seconds(performance.now() - started)}).`);
  return 0;
}
