import type Dockerode from "dockerode";
import type { NetworkSpec } from "../../deployment/deployment.ts";
import type { NetworkRef } from "../../plan/observed.ts";
import type { NetworkConnection } from "../port.ts";
import type { Connection } from "./connection.ts";
import { whatEngineSaid } from "./errors.ts";

export async function createNetwork(
  connection: Connection,
  { name, internal = false, labels }: NetworkSpec,
): Promise<string> {
  // Docker 20.10 creates a second network of the same name unless it is asked to check first; with two requests at once it does so anyway.
  const options = { Name: name, Driver: "bridge", CheckDuplicate: true, Internal: internal, Labels: { ...labels } };
  const { id } = await connection.ask(`create the network ${name}`, (docker) => docker.createNetwork(options));
  return id;
}

export async function removeNetwork(connection: Connection, { id, name }: NetworkRef): Promise<void> {
  await connection.ask(`remove the network ${name}`, () => connection.network(id).remove());
}

export async function connectNetwork(
  connection: Connection,
  { network, container, aliases }: NetworkConnection,
): Promise<void> {
  await connection.ask(`connect the container ${container} to the network ${network.name}`, async () => {
    try {
      const endpoint = { Container: container, EndpointConfig: endpointIn(network, aliases) };
      await connection.network(network.id).connect(endpoint);
    } catch (error) {
      if (!/endpoint with name .* already exists in network/.test(whatEngineSaid(error))) throw error;
    }
  });
}

/** A container's place in the network that it is created in, as the API takes it. */
export function placeIn(
  network: NetworkRef,
  aliases: readonly string[] = [],
): { NetworkMode: string; NetworkingConfig: { EndpointsConfig: Dockerode.EndpointsConfig } } {
  const { name } = network;
  return { NetworkMode: name, NetworkingConfig: { EndpointsConfig: { [name]: endpointIn(network, aliases) } } };
}

/**
 * With the id: an engine looks a network up by its name when it starts a container, and fails where two have it, unless it was told
 * which one is meant.
 */
function endpointIn({ id }: NetworkRef, aliases: readonly string[]): Dockerode.EndpointSettings {
  return { NetworkID: id, ...(aliases.length > 0 && { Aliases: [...aliases] }) };
}
