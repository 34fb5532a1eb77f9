import { setTimeout as sleep } from "node:timers/promises";
import { HubwrightError, isEngineFailure } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import { questionOf } from "../../deployment/from-hub.ts";
import type { Engine } from "../../engine/port.ts";
import { hubNames } from "../../model/hub/names.ts";

/** How long a hub may take: its database may have to be recreated on a slow disk. In milliseconds. */
const PATIENCE = 180_000;
const PAUSE = 250;
/**
 * Asks until there is an answer, for two seconds at most. Each command that is run in a container costs the engine more than
 * many questions, at the very moment at which the hub needs the processor for its start.
 */
const UNTIL_ANSWERED = 'n=0; until "$@"; do n=$((n + 1)); [ $n -lt 20 ] || exit 1; sleep 0.1; done';

/**
 * Waits until the hub answers through its proxy, asked from inside its own network: that works for remote engines too.
 *
 * @throws HubwrightError with the last lines of the log when the hub ends or stays silent.
 */
export async function waitForHub(hub: string, engine: Engine, signal?: AbortSignal): Promise<void> {
  const names = hubNames(hub);
  const question = questionOf(names.proxy, 8000, hub);
  const end = performance.now() + PATIENCE;
  let ended = 0;
  while (performance.now() < end) {
    signal?.throwIfAborted();
    const containers = await engine.containers();
    const services = [names.hub, names.proxy, ...(containers.some(({ name }) => name === names.db) ? [names.db] : [])];
    const states = services.map((name) => containers.find((container) => container.name === name)?.state);
    if (states.every((state) => state === "running")) {
      if ((await ask(engine, names.hub, question)) === 0) return;
    } else if (states.some((state) => state === "exited" || state === "dead" || state === "restarting")) {
      ended += 1;
      // One restart may be JupyterHub waiting for its proxy; more than one is a problem that waiting does not fix.
      if (ended >= 12) {
        const at = states.findLastIndex((state) => state !== "running");
        throw await silent(engine, hub, services[at] ?? names.hub, "keeps exiting");
      }
    }
    await sleep(PAUSE, undefined, signal === undefined ? {} : { signal });
  }
  throw await silent(engine, hub, names.hub, `has not responded after ${PATIENCE / 1000} seconds`);
}

/** A container that restarts at this very moment cannot be asked; that is an answer too. */
async function ask(engine: Engine, container: string, question: readonly string[]): Promise<number> {
  try {
    return (await engine.exec(container, ["sh", "-c", UNTIL_ANSWERED, "sh", ...question])).exitCode;
  } catch (error) {
    if (isEngineFailure(error)) return -1;
    throw error;
  }
}

async function silent(engine: Engine, hub: string, container: string, what: string): Promise<HubwrightError> {
  const lines: string[] = [];
  for await (const line of engine.logs(container, { follow: false, tail: 15 })) lines.push(`  ${line}`);
  return HubwrightError.of(
    "hub-not-responding",
    `Container ${container} ${what}. Last log lines:\n${lines.join("\n")}`,
    hint`Fix the problem shown above, then run: ${hubwright("up")}   Full log: ${hubwright("logs", hub)}`,
  );
}
