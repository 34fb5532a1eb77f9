import { generate as generateFiles } from "../../emit/generate.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import { compareDeploy, DEPLOY } from "../../workspace/hub/deploy-directory.ts";
import { writeDeploy } from "../../workspace/hub/write-deploy.ts";
import type { Context, ExitCode, Where } from "../context.ts";

/** `hubwright generate`: writes deploy/, or with `--check` only compares it. */
export async function generate(
  context: Context,
  options: Where & { check?: boolean; overwrite?: boolean },
): Promise<ExitCode> {
  const { terminal } = context;
  const project = await context.project(options);
  if (options.check === true) {
    const { hub, directory, extraConfig, id } = project;
    const { stale, edited, left } = compareDeploy(directory, generateFiles(hub, extraConfig, id));
    for (const path of stale) terminal.print(`${DEPLOY}/${path} is out of date.`);
    for (const path of edited) terminal.print(`${DEPLOY}/${path} was edited by hand.`);
    for (const path of left) terminal.print(`${DEPLOY}/${path} is no longer part of the hub.`);
    const isRight = stale.length + edited.length + left.length === 0;
    terminal.note(isRight ? `${DEPLOY}/ is up to date.` : hint`Run: ${hubwright("generate")}`);
    return isRight ? 0 : 1;
  }
  const { written, removed, left } = await writeDeploy(project, { overwrite: options.overwrite === true });
  for (const path of written) terminal.print(`wrote ${DEPLOY}/${path}`);
  for (const path of removed) terminal.print(`removed ${DEPLOY}/${path}`);
  for (const path of left)
    terminal.print(`kept ${DEPLOY}/${path}, which was edited by hand and is no longer part of the hub`);
  if (written.length + removed.length + left.length === 0) terminal.note(`${DEPLOY}/ is up to date.`);
  return 0;
}
