import { array, custom, type GenericSchema, pipe, safeParse, strictTuple, string, transform } from "valibot";
import { isEngineFailure } from "../model/problem/hubwright-error.ts";
import { LABEL } from "../deployment/deployment.ts";
import type { Engine, Executed } from "../engine/port.ts";
import { sentence } from "../model/printable.ts";
import type { NoAnswer } from "./no-answer.ts";

/** Provides the engine, which it finds when it is first needed. */
export interface EngineSource {
  engine(): Promise<Engine>;
}

/** The command that runs a module of the hub's Python. */
export function moduleCommand(module: string, ...words: readonly string[]): readonly string[] {
  return ["python3", "-m", `hubwright_hub.${module}`, ...words];
}

/**
 * Runs a command in the container of a running hub.
 *
 * @returns undefined where the hub does not run, or no engine can be asked.
 */
export async function runInHub(
  hub: string,
  source: EngineSource,
  command: readonly string[],
): Promise<Executed | undefined> {
  try {
    const engine = await source.engine();
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

/** How a command of the hub's Python ended, and what it printed; a container that is run for it has one output for both. */
export type Ended = Pick<Executed, "exitCode" | "output"> & Partial<Executed>;

/** What Python says of a module that this version has and the hub's does not. */
const NO_MODULE = /No module named '?hubwright_hub\b/;

/** The JSON that a module printed, or why there is none. */
export function answerIn<T extends object>(ended: Ended | undefined, schema: GenericSchema<unknown, T>): T | NoAnswer {
  if (ended?.exitCode === 0) return answerOf(ended.output, schema) ?? "other-version";
  return NO_MODULE.test(ended?.errors ?? ended?.output ?? "") ? "other-version" : "silent";
}

/** Reads JSON that matches a schema; undefined if the text is anything else. */
export function answerOf<T>(text: string, schema: GenericSchema<unknown, T>): T | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { success, output } = safeParse(schema, value);
  return success ? output : undefined;
}

/**
 * An object whose keys are names of people or groups. Valibot's own `record` leaves out `constructor`, `prototype` and
 * `__proto__`, but these can be people's names.
 */
export function named<T>(value: GenericSchema<unknown, T>): GenericSchema<unknown, { readonly [name: string]: T }> {
  return pipe(
    custom<object>((given) => typeof given === "object" && given !== null && !Array.isArray(given)),
    transform((given): readonly unknown[] => Object.entries(given)),
    array(strictTuple([string(), value])),
    transform((entries) => Object.fromEntries(entries)),
  );
}

/** What a module did, or why it refused. */
export type Decided<T> = { readonly done: T } | { readonly refused: string };

/**
 * Asks a module of a running hub to do something.
 *
 * @returns why there is no answer, if there is none; one that cannot be read says nothing about what was done.
 */
export async function decide<T extends object>(
  hub: string,
  source: EngineSource,
  command: readonly string[],
  schema: GenericSchema<unknown, T>,
): Promise<Decided<T> | NoAnswer> {
  const ended = await runInHub(hub, source, command);
  const done = answerIn(ended, schema);
  if (typeof done !== "string") return { done };
  return done === "silent" && ended !== undefined ? { refused: reasonIn(ended) } : done;
}

/** Why a module refused: the last line that it complained with; earlier lines are from its log. */
export function reasonIn({ errors }: Executed): string {
  return sentence(errors.trim().split("\n").at(-1) ?? "");
}
