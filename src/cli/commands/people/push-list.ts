import { listCopy, noteListSent, sendList } from "../../../apply/roster/list-copy.ts";
import { hint, hubwright, problem } from "../../../model/problem/problem.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import { withLock } from "../../../workspace/lock.ts";
import { keepReplacedList } from "../../../workspace/hub/roster-file.ts";
import type { Context, ExitCode } from "../../context.ts";
import { inPlace } from "../in-place.ts";
import { refuseToOverwrite } from "./refuse-to-overwrite.ts";

/**
 * `hubwright people push`: sends the list of people to a hub on another machine, as `up` does. One that was edited there is
 * replaced only with `--overwrite`, and kept.
 */
export async function pushList(
  context: Context,
  project: Project,
  { overwrite = false }: { readonly overwrite?: boolean },
): Promise<ExitCode> {
  const { terminal } = context;
  const { hub, directory } = project;
  if (!hub.engine.remote) {
    terminal.note(`${hub.name} reads ${hub.roster} directly; there is nothing to send.`);
    return 0;
  }
  const { people } = inPlace(project, context);
  const engine = await context.engine();
  return withLock(directory, async () => {
    const copy = await listCopy(project, engine);
    if (!copy.canBeSent) {
      terminal.report(
        problem(
          "hub-not-up",
          `${hub.name} has never been up there, so ${hub.roster} cannot be sent yet.`,
          hint`To start the hub, which also sends it, run: ${hubwright("up")}`,
        ),
      );
      return 1;
    }
    const { standing, text } = copy;
    if (standing === "same") {
      noteListSent(project);
      terminal.note(`${hub.name} already has ${hub.roster} as it is here.`);
      return 0;
    }
    if (standing !== "changed-here" && text !== undefined) {
      if (!overwrite) return refuseToOverwrite(context, { roster: hub.roster, standing, here: people, there: text });
      terminal.note(`The hub's previous list was kept as ${keepReplacedList(directory, text)}.`);
    }
    await sendList(project, engine, overwrite ? copy : undefined);
    terminal.note(`${hub.roster} was sent; ${hub.name} uses it within seconds.`);
    return 0;
  });
}
