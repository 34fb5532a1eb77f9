import { isEngineFailure } from "../model/problem/hubwright-error.ts";
import { LABEL } from "../deployment/deployment.ts";
import { type ContainerFate, type Engine } from "../engine/port.ts";
import type { Observed } from "../plan/observed.ts";
import type { NotebookFacts } from "./facts.ts";

/** How many notebooks are checked: what root created in one of them, it created in most. */
const LOOKED_INTO = 10;

/** The folders in a home that are root's and cannot be written. */
const FIND = ["find", "/home/jovyan", "-maxdepth", "1", "-type", "d", "-user", "root", "!", "-writable", "-print0"];

/** Looks at the notebooks of a hub, those first that have ended. */
export async function notebookFacts(
  hub: string,
  engine: Engine,
  { containers }: Observed,
): Promise<readonly NotebookFacts[]> {
  const own = containers
    .filter(({ labels }) => labels[LABEL.hub] === hub && labels[LABEL.kind] === "notebook")
    .toSorted((a, b) => Number(a.state === "running") - Number(b.state === "running"));
  return Promise.all(
    own.slice(0, LOOKED_INTO).map(async ({ name, state }) => ({
      container: name,
      isRunning: state === "running",
      foldersOfRoot: state === "running" ? await foldersOfRoot(name, engine) : [],
      outOfMemory: (await endedBefore(engine.fateOf(name), GONE)).outOfMemory,
    })),
  );
}

const GONE: ContainerFate = { outOfMemory: false, restarts: 0 };

/** How often the engine has started a container again. */
export async function restartsOf(container: string, engine: Engine): Promise<number> {
  return (await endedBefore(engine.fateOf(container), GONE)).restarts;
}

async function foldersOfRoot(container: string, engine: Engine): Promise<readonly string[]> {
  const { exitCode, output } = await endedBefore(engine.exec(container, FIND), { exitCode: 1, output: "", errors: "" });
  // A person chooses these names, so one may contain a newline.
  return exitCode === 0 ? output.split("\0").filter((path) => path !== "") : [];
}

/** The last lines of a log; none if the container no longer exists. */
export async function tailOf(container: string, engine: Engine, tail: number): Promise<readonly string[]> {
  const lines: string[] = [];
  try {
    for await (const line of engine.logs(container, { follow: false, tail })) lines.push(line);
  } catch (error) {
    if (!isEngineFailure(error)) throw error;
  }
  return lines;
}

/** Someone may stop a server while it is checked, which is not a failure. */
async function endedBefore<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (isEngineFailure(error)) return otherwise;
    throw error;
  }
}
