import { isEngineFailure } from "../../model/hubwright-error.ts";
import { LABEL } from "../../deployment/deployment.ts";
import { type Executed } from "../../engine/port.ts";
import type { Context } from "../context.ts";

/** Runs a module of `hubwright_hub` in the container of a running hub; see `runInHub`. */
export async function askHub(
  context: Context,
  hub: string,
  module: "access_now" | "known_people" | "spellings" | "report" | "accept" | "returns" | "revoke_tokens",
  words: readonly string[] = [],
): Promise<Executed | undefined> {
  return runInHub(context, hub, ["python3", "-m", `hubwright_hub.${module}`, ...words]);
}

/**
 * Runs a command in the container of a running hub.
 *
 * @returns undefined where the hub does not run, or no engine can be asked.
 */
export async function runInHub(
  context: Context,
  hub: string,
  command: readonly string[],
): Promise<Executed | undefined> {
  try {
    const engine = await context.engine();
    const containers = await engine.containers();
    const isUp = containers.some(
      ({ name, state, labels }) => name === hub && state === "running" && labels[LABEL.hub] === hub,
    );
    return isUp ? await engine.exec(hub, command) : undefined;
  } catch (error) {
    if (isEngineFailure(error)) return undefined;
    throw error;
  }
}

/** The JSON that a module printed; undefined where it failed or its image knows another answer. */
export function jsonIn<T>(answered: Executed | undefined, isExpected: (value: unknown) => value is T): T | undefined {
  if (answered?.exitCode !== 0) return undefined;
  try {
    const value: unknown = JSON.parse(answered.output);
    return isExpected(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
