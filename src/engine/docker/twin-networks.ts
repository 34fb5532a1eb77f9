import type Dockerode from "dockerode";
import type { Connection } from "./connection.ts";
import { statusOf, whatEngineSaid } from "./errors.ts";

/**
 * Leaves one network of a name, where an engine has made two of them.
 *
 * Two requests at the same moment each get one, whatever they ask the engine to look at first: what a run that was killed
 * has asked for is still under way when the next run asks. Only what is the same to the label is taken away, the oldest stays,
 * and so does whatever a container is in.
 */
export async function removeTwins({ docker }: Connection, name: string): Promise<void> {
  const [oldest, ...others] = (await docker.listNetworks({ filters: { name: [name] } }))
    .filter(({ Name }) => Name === name)
    .toSorted((a, b) => Date.parse(a.Created) - Date.parse(b.Created));
  for (const twin of others) {
    if (labelsOf(twin) !== labelsOf(oldest)) continue;
    await docker.getNetwork(twin.Id).remove().catch(unlessGoneOrUsed);
  }
}

/** Does what needs networks by their names; where one of them stands for two, it does so again once it stands for one. */
export async function withoutTwins<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const name = /network (\S+) is ambiguous/.exec(whatEngineSaid(error))?.[1];
    if (name === undefined) throw error;
    await removeTwins(connection, name);
    return work();
  }
}

function labelsOf(network: Dockerode.NetworkInspectInfo | undefined): string {
  return JSON.stringify(Object.entries(network?.Labels ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** 403: a container is in it. */
function unlessGoneOrUsed(error: unknown): void {
  const status = statusOf(error);
  if (status !== 404 && status !== 403) throw error;
}
