import { down as applyDown } from "../../apply/down.ts";
import { refuseAnothers } from "../../apply/up/identity.ts";
import { LABEL } from "../../deployment/deployment.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import { containersOf } from "../../plan/down.ts";
import { withLock } from "../../workspace/lock.ts";
import type { Context, ExitCode, Where } from "../context.ts";
import { followEvents } from "./follow-events.ts";

/** `hubwright down`: removes the containers of a hub, notebooks included. Asks on a terminal when people are working. */
export async function down(context: Context, options: Where & { yes?: boolean }): Promise<ExitCode> {
  const { terminal } = context;
  const project = await context.project(options);
  const { hub, directory } = project;
  const engine = await context.engine();
  await refuseAnothers(project, engine, await engine.observe([]));
  const working = containersOf({ hub: hub.name }, await engine.containers()).filter(
    ({ labels, state }) => labels[LABEL.kind] === "notebook" && state === "running",
  );
  if (working.length > 0) {
    terminal.note(
      `${working.length === 1 ? "1 person has a server" : `${working.length} people have servers`} running; unsaved work will be lost.`,
    );
    if (options.yes !== true && terminal.isInteractive && !(await terminal.confirm("Stop them?", false))) {
      terminal.note("Nothing was stopped.");
      return 1;
    }
  }
  const { run, on, end } = followEvents(context, directory, "down");
  try {
    const removed = await withLock({ directory, run }, () =>
      applyDown(hub.name, { engine, on, signal: context.signal }),
    );
    terminal.note(
      removed.length === 0
        ? `${hub.name} is already down.`
        : hint`${hub.name} is down. Files, passwords and the user list are unchanged. To start it again, run: ${hubwright("up")}`,
    );
    return 0;
  } finally {
    end();
  }
}
