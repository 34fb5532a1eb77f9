import { sentence } from "../model/printable.ts";
import { hubNames, notebookName } from "../model/hub/names.ts";
import { type Command, hint, hubwright, program } from "../model/problem/problem.ts";
import type { Facts } from "./facts.ts";
import { failure, type Finding, warning } from "./finding.ts";

/** What went wrong in a notebook that is up: its pages, its kernels, its folders, its version. */
export function checkWork({ hub, trial }: Facts): readonly Finding[] {
  const notebook = trial?.notebook;
  if (trial === undefined || notebook === undefined || notebook === null) return [];
  const name = notebookName(hub.name, trial.person);
  const found: Finding[] = [];
  if (notebook.version !== null && majorOf(notebook.version) !== majorOf(trial.jupyterhub))
    found.push(versionMismatch(trial.jupyterhub, notebook.version));
  if (notebook.problem !== null && !notebook.outOfMemory)
    found.push(
      failure(
        "notebook-faulty",
        `${name} is running, but its pages return an error: ${sentence(notebook.problem)}`,
        hint`See its log: ${program("docker", "logs", name)}`,
      ),
    );
  if (notebook.outOfMemory)
    found.push(
      failure(
        "notebook-out-of-memory",
        `A process in ${name} was killed because the server exceeded its memory limit.`,
        hint`Raise notebook.limits.memory in hub.ts, then run: ${hubwright("up")}`,
      ),
    );
  else if (notebook.kernel !== null && /no space left|ENOSPC/i.test(notebook.kernel))
    found.push(noRoom(name, "its home"));
  else if (notebook.kernel !== null)
    found.push(
      failure(
        "kernel-fails",
        `${name} is running, but no kernel in it can compute 1+1: ${sentence(notebook.kernel)}`,
        hint`See its log: ${program("docker", "logs", name)}   The usual cause is a package in the image that conflicts with others: ${program("pip", "check")}`,
      ),
    );
  const refusing = notebook.folders.filter(({ problem }) => problem !== null);
  for (const { path } of refusing.filter(({ problem }) => isFull(problem))) found.push(noRoom(name, path));
  for (const { path, volume, problem, owner, mode } of refusing) {
    if (isFull(problem)) continue;
    const chown = chownOf(hub.name, volume);
    if (isDenied(problem) && owner === 0)
      found.push(
        failure(
          "folder-of-root",
          `In ${name} the folder ${path} belongs to root, so nobody can save there.`,
          hint`Make the notebook's user its owner: ${chown}`,
        ),
      );
    else
      found.push(
        failure(
          "folder-unwritable",
          `In ${name} nobody can save in ${path}: ${problem}${owner === null ? "" : `; its owner is uid ${owner}, mode ${mode}`}.`,
          hint`Folders are written by uid 1000 or group 100. Change the owner: ${chown}`,
        ),
      );
  }
  return found;
}

/** JupyterHub's own rule: another major version is one that it warns of. */
export function versionMismatch(hub: string, notebook: string): Finding {
  return warning(
    "version-mismatch",
    `The hub runs JupyterHub ${hub}, but a notebook has ${notebook}.`,
    hint`Install the hub's version in the notebook image (${program("pip", "install", `jupyterhub==${hub}`)}), then run: ${hubwright("up")}   Running servers get it the next time they start.`,
  );
}

function majorOf(version: string): string | undefined {
  return version.split(".")[0];
}

function isDenied(problem: string | null): boolean {
  return problem === "EACCES" || problem === "EPERM";
}

function isFull(problem: string | null): boolean {
  return problem === "ENOSPC" || problem === "EDQUOT";
}

/** A command that gives a volume's files to the user of notebooks, whether or not someone is using it. */
export function chownOf(hub: string, volume: string): Command {
  const run = [
    "run",
    "--rm",
    "-u",
    "root",
    "--entrypoint",
    "chown",
    "-v",
    `${volume}:/mnt`,
    hubNames(hub).image.notebook,
  ];
  return program("docker", ...run, "-R", "1000:100", "/mnt");
}

function noRoom(name: string, place: string): Finding {
  return failure(
    "disk-full",
    `In ${name} there is no space left in ${place}.`,
    hint`Show what uses the space: ${program("docker", "system", "df", "-v")}   If the volume has its own size limit, the person must delete something.`,
  );
}
