import { isEngineFailure } from "../model/problem/hubwright-error.ts";
import { LABEL } from "../deployment/deployment.ts";
import { temporaryLabels } from "../deployment/temporary.ts";
import { INSIDE } from "../deployment/from-hub.ts";
import type { Engine } from "../engine/port.ts";
import { hubNames } from "../model/hub/names.ts";
import { imageTagged, type Observed } from "../plan/observed.ts";

/**
 * Runs a command where it can read a hub's data: in the hub's container while that is running, otherwise in a separate one.
 *
 * @param observed - With the hub's image, where there is one.
 * @returns undefined where there is neither.
 */
export async function askData(
  hub: string,
  command: readonly string[],
  { engine, observed }: { readonly engine: Engine; readonly observed: Observed },
): Promise<{ readonly exitCode: number; readonly output: string } | undefined> {
  const names = hubNames(hub);
  const isUp = observed.containers.some(
    ({ name, state, labels }) => name === hub && state === "running" && labels[LABEL.hub] === hub,
  );
  const said = isUp ? await unlessEnded(engine.exec(hub, command)) : undefined;
  if (said !== undefined) return said;
  if (imageTagged(observed, names.image.hub) === undefined) return undefined;
  return engine.run({
    name: `${hub}.look`,
    image: names.image.hub,
    labels: temporaryLabels(hub, "look"),
    command,
    volumes: [{ name: names.data, target: INSIDE.data, readOnly: true }],
  });
}

/** A hub that keeps exiting, for example because of its database, may have exited between two requests. */
async function unlessEnded<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isEngineFailure(error)) return undefined;
    throw error;
  }
}

/** Whether a hub was ever up, and so has data. */
export function hasData(hub: string, { volumes }: Observed): boolean {
  return volumes.some(({ name, labels }) => name === hubNames(hub).data && labels[LABEL.hub] === hub);
}
