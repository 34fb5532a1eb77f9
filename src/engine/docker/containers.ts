import type Dockerode from "dockerode";
import type { ContainerFate, ContainerSpec } from "../port.ts";
import type { Connection } from "./connection.ts";
import { engineErrorOf, statusOf, whatEngineSaid } from "./errors.ts";
import { placeIn } from "./networks.ts";

/** The unit of a health check's times in Docker. */
const NANOSECONDS = 1e9;

export async function createContainer(connection: Connection, spec: ContainerSpec): Promise<string> {
  const { id } = await connection.ask(`create the container ${spec.name}`, (docker) =>
    docker.createContainer(optionsOf(spec)),
  );
  return id;
}

/** A container in the words of the API: what `docker compose` asks for when it makes the same. */
export function optionsOf(spec: ContainerSpec): Dockerode.ContainerCreateOptions {
  const { healthcheck, ports } = spec;
  const { NetworkMode, NetworkingConfig } = placeIn(spec.network, spec.aliases);
  return {
    name: spec.name,
    Image: spec.image,
    Env: Object.entries(spec.environment).map(([name, value]) => `${name}=${value}`),
    Labels: { ...spec.labels },
    ExposedPorts: Object.fromEntries(ports.map(({ target }) => [`${target}/tcp`, {}])),
    Healthcheck: {
      Test: [...healthcheck.command],
      Interval: healthcheck.interval * NANOSECONDS,
      Timeout: healthcheck.timeout * NANOSECONDS,
      StartPeriod: healthcheck.startPeriod * NANOSECONDS,
      Retries: healthcheck.retries,
    },
    HostConfig: {
      Mounts: spec.mounts.map(mountOf),
      NetworkMode,
      PortBindings: bindingsOf(ports),
      RestartPolicy: { Name: spec.restart },
      LogConfig: { Type: spec.logging.driver, Config: { ...spec.logging.options } },
    },
    NetworkingConfig,
  };
}

/** A mount, not a bind: Docker refuses one whose source is missing, where a bind would make it a directory of root's. */
function mountOf(mount: ContainerSpec["mounts"][number]): Dockerode.MountConfig[number] {
  const { type, source, target } = mount;
  return { Type: type, Source: source, Target: target, ReadOnly: mount.readOnly === true };
}

function bindingsOf(ports: ContainerSpec["ports"]): { [port: string]: { HostIp: string; HostPort: string }[] } {
  const bindings: { [port: string]: { HostIp: string; HostPort: string }[] } = {};
  for (const { address, published, target } of ports) {
    (bindings[`${target}/tcp`] ??= []).push({ HostIp: address, HostPort: String(published) });
  }
  return bindings;
}

export function startContainer(connection: Connection, name: string): Promise<void> {
  return connection.ask(`start the container ${name}`, () => unlessAlreadySo(connection.container(name).start()));
}

export function stopContainer(connection: Connection, name: string, seconds: number): Promise<void> {
  return connection.ask(`stop the container ${name}`, () =>
    unlessAlreadySo(connection.container(name).stop({ t: seconds })),
  );
}

export async function restartContainer(connection: Connection, name: string): Promise<void> {
  await connection.ask(`restart the container ${name}`, () => connection.container(name).restart());
}

/** As reported by the kernel to the engine, for the container's last run. */
export async function fateOf(connection: Connection, name: string): Promise<ContainerFate> {
  const doing = `look at the container ${name}`;
  const { State, RestartCount } = await connection.ask(doing, () => connection.container(name).inspect());
  return { outOfMemory: State.OOMKilled, restarts: RestartCount };
}

/** Anonymous volumes, which an image may declare and nobody can find again, go with it. */
export async function removeContainer(connection: Connection, name: string): Promise<void> {
  const doing = `remove the container ${name}`;
  const container = connection.container(name);
  try {
    await container.remove({ force: true, v: true });
  } catch (error) {
    // Docker itself is removing it, as it does with a notebook that has ended: it will be gone as soon as for us.
    if (statusOf(error) !== 409 || !whatEngineSaid(error).includes("already in progress"))
      throw engineErrorOf(error, doing, connection.address);
    await connection.ask(doing, () => untilRemoved(container));
  }
}

async function untilRemoved(container: Dockerode.Container): Promise<void> {
  try {
    await container.wait({ condition: "removed" });
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}

/** Docker answers 304 where a container already runs, or has already stopped. */
async function unlessAlreadySo(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (statusOf(error) !== 304) throw error;
  }
}
