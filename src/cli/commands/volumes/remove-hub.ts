import { removeLeftOver } from "../../../apply/volumes/remove-left-over.ts";
import { upkeep } from "../../../apply/upkeep.ts";
import { hint, problem, program } from "../../../model/problem/problem.ts";
import { leftOfHub, planHubRemoval } from "../../../plan/removal.ts";
import { bytes } from "../../bytes.ts";
import type { Context, ExitCode } from "../../context.ts";
import { formatTable } from "../../table.ts";
import { printEvents } from "../follow-events.ts";
import { type Confirmed, isTyped } from "./remove-volumes.ts";

/**
 * `hubwright volumes remove --of-hub NAME`: removes everything that a hub left behind which is gone.
 *
 * There may be no directory any more, so there is no lock: what the engine has is checked again once the name was typed, and only what
 * was listed is removed.
 */
export async function removeHub(context: Context, hub: string, options: Confirmed): Promise<ExitCode> {
  const { terminal, signal } = context;
  const engine = await context.engine();
  const [observed, sizes] = await Promise.all([engine.observe(), engine.volumeSizes()]);
  const left = leftOfHub(hub, observed);
  const { volumes, others, images, networks } = left;
  if (volumes.length + images.length + networks.length === 0) {
    terminal.report(
      problem(
        "hub-unknown",
        `Nothing on this engine belongs to a hub named ${JSON.stringify(hub)}.`,
        hint`To list all volumes, run: ${program("docker", "volume", "ls")}`,
      ),
    );
    return 1;
  }
  await removeLeftOver(hub, engine, volumes);
  const [conflict] = planHubRemoval(hub, left, await engine.observe()).conflicts;
  if (conflict !== undefined) {
    terminal.report(conflict);
    return 1;
  }
  const rows = [...volumes.map((name) => [name, bytes(sizes.get(name))]), ...images.map((tag) => [tag, "image"])];
  terminal.note(formatTable(["volume", "size"], rows));
  for (const name of others)
    terminal.note(`${name} is kept: it is not named after ${hub}, and other hubs on this server may use it.`);
  if (volumes.length > 0) terminal.note("\nThe volumes hold everything that people saved. This cannot be undone.");
  if (!(await isTyped(context, hub, ["volumes", "remove", "--of-hub", hub], options))) return 1;
  await upkeep(planHubRemoval(hub, left, await engine.observe()), { engine, signal, on: printEvents(terminal) });
  terminal.note(`Removed everything of ${hub} from this engine; its directory is unchanged.`);
  return 0;
}
