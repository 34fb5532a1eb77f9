import { sentence, someNames } from "../../../model/printable.ts";
import { busyPeople, restartServers } from "../../../hub-side/servers.ts";
import { hint, hubwright, problem } from "../../../model/problem/problem.ts";
import type { Context, ExitCode } from "../../context.ts";

/** How `up` should treat servers on the previous notebook image. */
export interface RestartOptions {
  readonly restartServers?: boolean | undefined;
  readonly yes?: boolean | undefined;
}

/**
 * After an `up`: names the servers that still run on the previous notebook image, and restarts them if that was
 * asked for. People who have code running are named first, and nothing happens without a yes.
 */
export async function restartOldServers(
  context: Context,
  hub: string,
  people: readonly string[],
  { restartServers: isAsked = false, yes = false }: RestartOptions,
): Promise<ExitCode> {
  const { terminal } = context;
  if (people.length === 0) {
    if (isAsked) terminal.note("All running servers use the current notebook image.");
    return 0;
  }
  const servers = people.length === 1 ? "1 server is running" : `${people.length} servers are running`;
  if (!isAsked) {
    const them = people.length === 1 ? "it" : "them";
    terminal.note(
      hint`${servers} on the previous notebook image until the next start: ${someNames(people)}. To restart ${them} now, run: ${hubwright("up", "--restart-servers")}`,
    );
    return 0;
  }
  const engine = await context.engine();
  const busy = await busyPeople(hub, engine, people);
  if (busy.length > 0) {
    terminal.note(`Code is running for ${someNames(busy, 20)}; its results would be lost.`);
    if (!yes && !(await terminal.confirm("Restart the servers anyway?", false))) {
      terminal.report(
        problem(
          "refused",
          "No server was restarted.",
          hint`Wait until no code is running, or run: ${hubwright("up", "--restart-servers", "--yes")}`,
        ),
      );
      return 1;
    }
  }
  terminal.progress(`${servers} on the previous notebook image; restarting …`);
  const { restarted, failed } = await restartServers(hub, engine, people);
  if (restarted.length > 0) terminal.note(`Restarted the servers of ${someNames(restarted, 20)}.`);
  const reasons = Object.entries(failed);
  for (const [person, why] of reasons) {
    terminal.report(
      problem(
        "server-not-restarted",
        `The server of ${someNames([person])} was not restarted: ${sentence(why)}`,
        hint`They can start it on their Home page; ${hubwright("logs", hub)} shows more.`,
      ),
    );
  }
  return reasons.length > 0 ? 1 : 0;
}
