import { setTimeout as sleep } from "node:timers/promises";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { LABEL } from "../../deployment/deployment.ts";
import type { Engine } from "../../engine/port.ts";
import { portOwner } from "../../machine/port-owner.ts";
import type { HubDefinition } from "../../model/hub/hub.ts";
import { hubNames } from "../../model/hub/names.ts";
import type { FormerHub } from "../../plan/former-hub.ts";
import type { Observed } from "../../plan/observed.ts";
import { portTaken } from "../../plan/port-taken.ts";
import type { Plan } from "../../plan/step.ts";
import { isElsewhere } from "../hub-address.ts";

/** How long an engine may keep starting a container that an earlier run asked for, in milliseconds. */
const STARTS_WITHIN = 15_000;

/** @throws HubwrightError with everything that is in the way, such as someone else's object with a name that the hub needs. */
export function refuseConflicts({ conflicts }: Plan): void {
  if (conflicts.length > 0) throw new HubwrightError(conflicts);
}

/**
 * Checks what can be known before the build: nobody wants to learn after ten minutes that the port is taken.
 *
 * @throws HubwrightError when the hub could not start on this engine.
 */
export async function refuseEarly(
  hub: HubDefinition,
  engine: Engine,
  plan: Plan,
  observed: Observed,
  former: FormerHub | null = null,
): Promise<void> {
  const isPublishing = plan.steps.some((step) => step.do === "start-container" && step.service.key === "proxy");
  if (!isPublishing || publishes(hub, observed) || willBeFree(hub, observed, former)) return;
  const { rootless, address } = await engine.facts();
  if (rootless && hub.engine.socket === "/var/run/docker.sock") {
    throw HubwrightError.of(
      "engine-failed",
      "This Docker engine runs without root, but the hub would look for its socket at /var/run/docker.sock.",
      address.startsWith("unix://") && !hub.engine.remote
        ? `Set its path in hub.ts: engine: { socket: "${address.replace("unix://", "")}" }`
        : `Set its path on that machine in hub.ts, for example: engine: { socket: "/run/user/1000/docker.sock", remote: true }`,
    );
  }
  if (isElsewhere(hub, engine.place)) return;
  const owner = await ownerOfPort(hub, observed, engine);
  if (owner === undefined) return;
  throw new HubwrightError([portTaken(hub.port, owner)]);
}

/**
 * Docker takes a container's port before it says that the container runs. When the run that asked for it was killed,
 * the port is our own, and is seen to be a moment later.
 */
async function ownerOfPort(hub: HubDefinition, observed: Observed, engine: Engine): Promise<string | undefined> {
  let latest: Pick<Observed, "containers"> = observed;
  const isMade = latest.containers.some(({ name }) => name === hubNames(hub.name).proxy);
  const deadline = performance.now() + (isMade ? STARTS_WITHIN : 0);
  for (;;) {
    const owner = await portOwner(latest, hub.listen, hub.port);
    if (owner === undefined || publishes(hub, latest)) return undefined;
    if (performance.now() > deadline) return owner;
    await sleep(250);
    latest = { containers: await engine.containers() };
  }
}

/** The hub has the port under its former name, and releases it when it is stopped. */
function willBeFree({ port }: HubDefinition, { containers }: Observed, former: FormerHub | null): boolean {
  return containers.some(
    ({ labels, ports }) =>
      former?.names.includes(labels[LABEL.hub] ?? "") === true && ports.some(({ published }) => published === port),
  );
}

function publishes(hub: HubDefinition, { containers }: Pick<Observed, "containers">): boolean {
  return containers.some(({ name, state }) => name === hubNames(hub.name).proxy && state === "running");
}
