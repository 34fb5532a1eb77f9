import { isDeepStrictEqual } from "node:util";
import type { HubInPlace } from "../../../apply/hub-in-place.ts";
import { LABEL } from "../../../deployment/deployment.ts";
import type { Engine } from "../../../engine/port.ts";
import { hint, hubwright, problem, type Problem } from "../../../model/problem/problem.ts";
import { describeVolume, type HubVolume, hubVolumes } from "../../../plan/hub-volumes.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import { withLock } from "../../../workspace/lock.ts";
import { bytes } from "../../bytes.ts";
import type { Context, ExitCode } from "../../context.ts";
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
  const { terminal } = context;
  const place = inPlace(project, context);
  const engine = await context.engine();
  const [shown, sizes] = await Promise.all([removable(name, place, engine), engine.volumeSizes()]);
  if ("code" in shown) {
    terminal.report(shown);
    return 1;
  }
  terminal.note(`${name}: ${describeVolume(shown.volume)}, ${bytes(sizes.get(name))}. This cannot be undone.`);
  if (!(await isTyped(context, name, ["volumes", "remove", name], options))) return 1;
  return withLock(project.directory, async () => {
    // Another run may have changed it while the name was typed.
    const now = await removable(name, place, engine);
    if ("code" in now) {
      terminal.report(now);
      return 1;
    }
    if (now.createdAt !== shown.createdAt || !isDeepStrictEqual(now.volume.labels, shown.volume.labels)) {
      terminal.report(
        problem(
          "not-found",
          `The volume ${name} was replaced or changed while its name was typed, so it was not removed.`,
          hint`Check it again: ${hubwright("volumes")}`,
        ),
      );
      return 1;
    }
    await engine.removeVolume(name);
    terminal.note(`Removed ${name}.`);
    return 0;
  });
}

/** A volume, and when the engine created it. */
interface Removable {
  readonly volume: HubVolume;
  readonly createdAt: string | undefined;
}

/** The volume of a name, or why it cannot be removed. */
async function removable(name: string, { hub, people }: HubInPlace, engine: Engine): Promise<Removable | Problem> {
  const observed = await engine.observe([]);
  const volume = hubVolumes(hub, people, observed).find((candidate) => candidate.name === name);
  if (volume === undefined || volume.labels[LABEL.hub] !== hub.name)
    return problem(
      volume === undefined ? "not-found" : "volume-foreign",
      `The volume ${JSON.stringify(name)} ${volume === undefined ? "does not exist" : "is not this hub's"}, so it was not removed.`,
      hint`${hubwright("volumes")} lists this hub's volumes.`,
    );
  const [user] = volume.usedBy;
  if (user !== undefined)
    return problem(
      "in-use",
      `The volume ${name} is used by the container ${user}, so it was not removed.`,
      hint`Stop the container first: in the admin page, or with ${hubwright("down")}`,
    );
  return { volume, createdAt: observed.volumes.find((each) => each.name === name)?.createdAt };
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
