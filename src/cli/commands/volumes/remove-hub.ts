import { LABEL, type Labels } from "../../../deployment/deployment.ts";
import type { Engine } from "../../../engine/port.ts";
import { hasCode } from "../../../model/problem/hubwright-error.ts";
import { hint, hubwright, problem, program } from "../../../model/problem/problem.ts";
import type { NetworkRef, Observed } from "../../../plan/observed.ts";
import { bytes } from "../../bytes.ts";
import type { Context, ExitCode } from "../../context.ts";
import { formatTable } from "../../table.ts";
import { type Confirmed, isTyped } from "./remove-volumes.ts";

/** What a hub that is gone has left. */
interface Left {
  readonly volumes: readonly string[];
  /** Folders of all hubs of the server, and volumes that its hub.ts took by name: they stay. */
  readonly others: readonly string[];
  readonly images: readonly string[];
  readonly networks: readonly NetworkRef[];
}

/** `hubwright volumes remove --of-hub NAME`: removes everything that a hub left behind which is gone. */
export async function removeHub(context: Context, hub: string, options: Confirmed): Promise<ExitCode> {
  const { terminal } = context;
  const engine = await context.engine();
  const [observed, sizes] = await Promise.all([engine.observe(), engine.volumeSizes()]);
  const { volumes, others, images, networks } = leftOf(hub, observed);
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
  const users = usersOf(hub, volumes, observed);
  if (users.length > 0) {
    terminal.report(
      problem(
        "in-use",
        `The hub ${hub} still has containers: ${users.join(", ")}.`,
        hint`In its directory, run: ${hubwright("down")}`,
      ),
    );
    return 1;
  }
  const rows = [...volumes.map((name) => [name, bytes(sizes.get(name))]), ...images.map((tag) => [tag, "image"])];
  terminal.note(formatTable(["volume", "size"], rows));
  for (const name of others)
    terminal.note(`${name} is kept: it is not named after ${hub}, and other hubs on this server may use it.`);
  if (volumes.length > 0) terminal.note("\nThe volumes hold everything that people saved. This cannot be undone.");
  if (!(await isTyped(context, hub, ["volumes", "remove", "--of-hub", hub], options))) return 1;
  for (const name of volumes) {
    await engine.removeVolume(name);
    terminal.note(`Removed ${name}.`);
  }
  // One after the other: images share layers, and Docker stumbles over one that another removal has just taken.
  for (const image of images) await unlessUsed(engine.removeImage(image));
  for (const network of networks) await unlessUsed(engine.removeNetwork(network));
  terminal.note(`Removed everything of ${hub} from this engine; its directory is unchanged.`);
  return 0;
}

function leftOf(hub: string, { volumes, images, networks }: Observed): Left {
  const isOwn = ({ labels }: { readonly labels: Labels }) => labels[LABEL.hub] === hub;
  const own = volumes.filter(isOwn).map(({ name }) => name);
  const isCalledSo = (name: string) => name.startsWith(`${hub}-`);
  return {
    volumes: own.filter(isCalledSo),
    others: own.filter((name) => !isCalledSo(name)),
    images: images.filter(isOwn).flatMap(({ id, tags }) => (tags.length === 0 ? [id] : tags)),
    networks: networks.filter(isOwn),
  };
}

function usersOf(hub: string, volumes: readonly string[], { containers }: Observed): readonly string[] {
  return containers
    .filter(({ labels, mounts }) => labels[LABEL.hub] === hub || mounts.some(({ source }) => volumes.includes(source)))
    .map(({ name }) => name);
}

async function unlessUsed(removal: ReturnType<Engine["removeImage"]>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!hasCode(error, "in-use", "not-found")) throw error;
  }
}
