import { join } from "node:path";
import type { HubInPlace } from "../../../src/apply/hub-in-place.ts";
import { connectDocker } from "../../../src/engine/docker/connect.ts";
import type { Engine } from "../../../src/engine/port.ts";
import * as hubwright from "../../../src/index.ts";
import { loadProject } from "../../../src/workspace/hub/load-hub.ts";
import { readRoster } from "../../../src/workspace/hub/roster-file.ts";
import type { TestHub } from "./test-hub.ts";

/** A test's hub as `hubwright up` reads it from the disk: for tests that call `up` more often than a program can be started. */
export async function placeOf({ directory }: TestHub): Promise<HubInPlace> {
  const cache = join(directory, ".hubwright", "cache");
  const { hub, extraConfig } = await loadProject(directory, { cache, hubwright });
  return { hub, people: readRoster({ hub, directory }).people, directory, extraConfig };
}

/** The engine of a test, as `hubwright up` speaks to it; by way of a proxy where an address is given. */
export function engineFor({ engine }: TestHub, dockerHost = engine.dockerHost): Promise<Engine> {
  return connectDocker({ environment: dockerHost === undefined ? {} : { DOCKER_HOST: dockerHost } });
}
