import type { NetworkSpec } from "../../deployment/deployment.ts";
import type { Connection } from "./connection.ts";

export async function createNetwork(connection: Connection, { name, labels }: NetworkSpec): Promise<void> {
  // Docker 20.10 makes a second network of the same name unless it is told to look first.
  const options = { Name: name, Driver: "bridge", CheckDuplicate: true, Labels: { ...labels } };
  await connection.ask(`create the network ${name}`, (docker) => docker.createNetwork(options));
}

export async function removeNetwork(connection: Connection, name: string): Promise<void> {
  await connection.ask(`remove the network ${name}`, () => connection.network(name).remove());
}
