import type { NetworkSpec } from "../../deployment/deployment.ts";
import type { NetworkConnection } from "../port.ts";
import type { Connection } from "./connection.ts";
import { whatEngineSaid } from "./errors.ts";
import { removeTwins, withoutTwins } from "./twin-networks.ts";

export async function createNetwork(
  connection: Connection,
  { name, internal = false, labels }: NetworkSpec,
): Promise<void> {
  // Docker 20.10 makes a second network of the same name unless it is told to look first.
  const options = { Name: name, Driver: "bridge", CheckDuplicate: true, Internal: internal, Labels: { ...labels } };
  await connection.ask(`create the network ${name}`, async (docker) => {
    await docker.createNetwork(options);
    await removeTwins(connection, name);
  });
}

export async function removeNetwork(connection: Connection, name: string): Promise<void> {
  await connection.ask(`remove the network ${name}`, () => connection.network(name).remove());
}

export async function connectNetwork(
  connection: Connection,
  { network, container, aliases }: NetworkConnection,
): Promise<void> {
  await connection.ask(`connect the container ${container} to the network ${network}`, async () => {
    try {
      const endpoint = { Container: container, EndpointConfig: { Aliases: [...aliases] } };
      await withoutTwins(connection, () => connection.network(network).connect(endpoint));
    } catch (error) {
      if (!/endpoint with name .* already exists in network/.test(whatEngineSaid(error))) throw error;
    }
  });
}
