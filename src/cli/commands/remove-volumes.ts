import { LABEL } from "../../deployment/deployment.ts";
import type { Engine } from "../../engine/port.ts";
import { describeVolume, hubVolumes } from "../../plan/hub-volumes.ts";
import type { Project } from "../../workspace/load-hub.ts";
import { bytes } from "../bytes.ts";
import type { Context, ExitCode } from "../context.ts";
import { formatTable } from "../table.ts";
import { inPlace } from "./in-place.ts";

interface Confirmed {
  readonly confirm?: string;
}

/** `hubwright volumes remove NAME`: removes one volume for good, once its name was typed. */
export async function removeVolumes(
  context: Context,
  project: Project,
  name: string,
  options: Confirmed,
): Promise<ExitCode> {
  const { terminal, called } = context;
  const { hub, people } = inPlace(project, context);
  const engine = await context.engine();
  const [observed, sizes] = await Promise.all([engine.observe([]), engine.volumeSizes()]);
  const volume = hubVolumes(hub, people, observed).find((candidate) => candidate.name === name);
  if (volume === undefined || volume.labels[LABEL.hub] !== hub.name) {
    terminal.problem(
      `The volume ${JSON.stringify(name)} ${volume === undefined ? "is not there" : "is not this hub's"}, so it is not removed.\n  hint: ${called} volumes lists this hub's.`,
    );
    return 1;
  }
  const [user] = volume.usedBy;
  if (user !== undefined) {
    terminal.problem(
      `The volume ${name} is used by the container ${user}, so it is not removed.\n  hint: Stop that first: in the admin page, or with ${called} down`,
    );
    return 1;
  }
  terminal.note(`${name}: ${describeVolume(volume)}, ${bytes(sizes.get(name))}. It cannot be brought back.`);
  if (!(await isTyped(context, name, `volumes remove ${name}`, options))) return 1;
  await engine.removeVolume(name);
  terminal.note(`${name} is removed.`);
  return 0;
}

/** `hubwright volumes remove --of-hub NAME`: removes everything that a hub left behind which is gone. */
export async function removeVolumesOfHub(context: Context, hub: string, options: Confirmed): Promise<ExitCode> {
  const { terminal, called } = context;
  const engine: Engine = await context.engine();
  const [{ containers, volumes }, sizes] = await Promise.all([engine.observe([]), engine.volumeSizes()]);
  const own = volumes.filter(({ labels }) => labels[LABEL.hub] === hub);
  if (own.length === 0) {
    terminal.problem(
      `No volume says that it belongs to a hub ${JSON.stringify(hub)}.\n  hint: docker volume ls lists every volume.`,
    );
    return 1;
  }
  const users = containers.filter(
    ({ labels, mounts }) =>
      labels[LABEL.hub] === hub || mounts.some(({ source }) => own.some(({ name }) => name === source)),
  );
  if (users.length > 0) {
    terminal.problem(
      `The hub ${hub} is not gone: ${users.map(({ name }) => name).join(", ")} ${users.length === 1 ? "is" : "are"} there.\n  hint: In its directory: ${called} down`,
    );
    return 1;
  }
  terminal.note(
    formatTable(
      ["volume", "size"],
      own.map(({ name }) => [name, bytes(sizes.get(name))]),
    ),
  );
  terminal.note("\nAll of this is what people saved. It cannot be brought back.");
  if (!(await isTyped(context, hub, `volumes remove --of-hub ${hub}`, options))) return 1;
  for (const { name } of own) {
    await engine.removeVolume(name);
    terminal.note(`${name} is removed.`);
  }
  return 0;
}

async function isTyped(
  { terminal, called }: Context,
  name: string,
  command: string,
  { confirm }: Confirmed,
): Promise<boolean> {
  const typed = confirm ?? (await terminal.ask("Type its name to remove it:"));
  if (typed === name) return true;
  terminal.problem(
    terminal.isInteractive || confirm !== undefined
      ? `${JSON.stringify(typed)} is not its name; nothing was removed.\n  hint: Type ${name} exactly.`
      : `Nothing was removed: nobody is here to type its name.\n  hint: ${called} ${command} --confirm ${name}`,
  );
  return false;
}
