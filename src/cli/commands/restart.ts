import { urlOf } from "../../apply/up.ts";
import { SignInWatch } from "../../apply/sign-in-watch.ts";
import { waitForHub } from "../../apply/wait-for-hub.ts";
import type { Context, ExitCode, Where } from "../context.ts";
import { seconds } from "./follow-events.ts";

/** `hubwright restart`: restarts the hub alone. Proxy and notebooks go on. */
export async function restart(context: Context, options: Where): Promise<ExitCode> {
  const { terminal } = context;
  const { hub } = await context.project(options);
  const engine = await context.engine();
  const started = performance.now();
  terminal.progress(`Restarting ${hub.name} …`);
  const watch = new SignInWatch(`${urlOf(hub)}/hub/health`);
  try {
    await engine.restartContainer(hub.name);
    await waitForHub(engine, hub.name, context.signal);
    const took = await watch.end();
    terminal.note(`${urlOf(hub)} answers again (${seconds(performance.now() - started)}).`);
    if (took !== undefined) terminal.note(`Sign-in was away for ${seconds(took)}; notebooks went on.`);
    return 0;
  } finally {
    watch.stop();
  }
}
