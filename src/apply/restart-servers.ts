import { HubwrightError } from "../model/hubwright-error.ts";
import { hint, hubwright } from "../model/problem.ts";
import type { Engine } from "../engine/port.ts";

/** What happened to servers that should be restarted, by owner. */
export interface Restarted {
  readonly restarted: readonly string[];
  /** Why not, by person. */
  readonly failed: { readonly [person: string]: string };
}

/** Which of these people have code running; a server that does not say counts as busy. */
export async function busyPeople(engine: Engine, hub: string, people: readonly string[]): Promise<readonly string[]> {
  const answer = await askServers(engine, hub, "busy", people);
  if (Array.isArray(answer) && answer.every((person) => typeof person === "string")) return answer;
  throw noAnswer(hub);
}

/**
 * Has the hub stop the servers of these people and start them again, eight at a time, so that it knows what is running.
 *
 * @throws HubwrightError where the hub cannot be asked.
 */
export async function restartServers(engine: Engine, hub: string, people: readonly string[]): Promise<Restarted> {
  const answer = await askServers(engine, hub, "restart", people);
  if (isRestarted(answer)) return answer;
  throw noAnswer(hub);
}

async function askServers(
  engine: Engine,
  hub: string,
  action: "busy" | "restart",
  people: readonly string[],
): Promise<unknown> {
  const command = ["python3", "-m", "hubwright_hub.servers", action, ...people];
  const { exitCode, output } = await engine.exec(hub, command);
  if (exitCode !== 0) return undefined;
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

function isRestarted(value: unknown): value is Restarted {
  return (
    typeof value === "object" &&
    value !== null &&
    "restarted" in value &&
    Array.isArray(value.restarted) &&
    "failed" in value &&
    typeof value.failed === "object" &&
    value.failed !== null
  );
}

function noAnswer(hub: string): HubwrightError {
  return HubwrightError.of(
    "hub-not-responding",
    `The hub ${hub} did not report on its servers.`,
    hint`See its log with ${hubwright("logs", hub)}, then run ${hubwright("up", "--restart-servers")} again.`,
  );
}
