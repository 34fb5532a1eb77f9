import { addressOf } from "../../apply/hub-address.ts";
import { restart as applyRestart } from "../../apply/restart.ts";
import { refuseAnothers } from "../../apply/up/identity.ts";
import { SignInWatch } from "../../apply/up/sign-in-watch.ts";
import { withLock } from "../../workspace/lock.ts";
import type { Context, ExitCode, Where } from "../context.ts";
import { seconds } from "../step-line.ts";
import { followEvents } from "./follow-events.ts";

/** `hubwright restart`: restarts only the hub. Proxy and notebooks keep running. */
export async function restart(context: Context, options: Where): Promise<ExitCode> {
  const { terminal, signal } = context;
  const project = await context.project(options);
  const { hub, directory } = project;
  const engine = await context.engine();
  await refuseAnothers(project, engine, await engine.observe([]));
  const { url, machine, isReachable } = addressOf(hub, engine.place);
  const started = performance.now();
  const { run, on, end } = followEvents(context, directory, "restart");
  const watch = isReachable ? new SignInWatch(`${url}/hub/health`) : undefined;
  try {
    await withLock({ directory, run }, () => applyRestart(hub, { engine, on, signal }));
    const away = await watch?.end();
    const took = seconds(performance.now() - started);
    terminal.note(`${url}${machine === null ? "" : ` on ${machine}`} answers again (${took}).`);
    if (away !== undefined) terminal.note(`Sign-in was unavailable for ${seconds(away)}; notebooks kept running.`);
    return 0;
  } finally {
    watch?.stop();
    end();
  }
}
