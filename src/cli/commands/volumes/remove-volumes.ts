import { removeLeftOver } from "../../../apply/volumes/remove-left-over.ts";
import { upkeep } from "../../../apply/upkeep.ts";
import { hint, hubwright, problem } from "../../../model/problem/problem.ts";
import { describeVolume, hubVolumes } from "../../../plan/hub-volumes.ts";
import { planVolumeRemoval } from "../../../plan/removal.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import { withLock } from "../../../workspace/lock.ts";
import { bytes } from "../../bytes.ts";
import type { Context, ExitCode } from "../../context.ts";
import { followEvents } from "../follow-events.ts";
import { inPlace } from "../in-place.ts";

/** The name, where it was typed before anybody is asked. */
export interface Confirmed {
  readonly confirm?: string;
}

/** `hubwright volumes remove NAME`: removes one volume for good, once its name was typed. */
export async function removeVolumes(
  context: Context,
  project: Project,
  name: string,
  options: Confirmed,
): Promise<ExitCode> {
  const { terminal, signal } = context;
  const { hub, people } = inPlace(project, context);
  const engine = await context.engine();
  await removeLeftOver(hub.name, engine, [name]);
  const volumesNow = async () => hubVolumes(hub, people, await engine.observe([]));
  const [volumes, sizes] = await Promise.all([volumesNow(), engine.volumeSizes()]);
  const volume = volumes.find((candidate) => candidate.name === name);
  const [conflict] = planVolumeRemoval(name, hub.name, volumes).conflicts;
  if (volume === undefined || conflict !== undefined) {
    if (conflict !== undefined) terminal.report(conflict);
    return 1;
  }
  terminal.note(`${name}: ${describeVolume(volume)}, ${bytes(sizes.get(name))}. This cannot be undone.`);
  if (!(await isTyped(context, name, ["volumes", "remove", name], options))) return 1;
  const { run, on, end } = followEvents(context, project.directory, "volumes");
  try {
    await withLock({ directory: project.directory, run }, async () =>
      // Planned again: another run may have changed it while the name was typed.
      upkeep(planVolumeRemoval(name, hub.name, await volumesNow(), volume), { engine, on, signal }),
    );
  } finally {
    end();
  }
  terminal.note(`Removed ${name}.`);
  return 0;
}

/**
 * Whether a person typed the name of what will be permanently removed.
 *
 * @param command - The words of the command that removes it, for a hint.
 */
export async function isTyped(
  { terminal }: Context,
  name: string,
  command: readonly string[],
  { confirm }: Confirmed,
): Promise<boolean> {
  const typed = confirm ?? (await terminal.ask("Type its name to remove it:"));
  if (typed === name) return true;
  terminal.report(
    terminal.isInteractive || confirm !== undefined
      ? problem("refused", `${JSON.stringify(typed)} does not match; nothing was removed.`, `Type ${name} exactly.`)
      : problem(
          "refused",
          "Nothing was removed: there is no terminal to type its name in.",
          hint`Run: ${hubwright(...command, "--confirm", name)}`,
        ),
  );
  return false;
}
