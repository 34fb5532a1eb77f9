import { generate as generateFiles } from "../../emit/generate.ts";
import { originOf } from "../../emit/origin-of.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import { compareDeploy, DEPLOY, writeDeploy } from "../../workspace/hub/deploy-directory.ts";
import { withLock } from "../../workspace/lock.ts";
import type { Context, ExitCode, Where } from "../context.ts";

/** `hubwright generate`: writes deploy/, or with `--check` only compares it. */
export async function generate(
  context: Context,
  options: Where & { check?: boolean; overwrite?: boolean },
): Promise<ExitCode> {
  const { terminal } = context;
  const { hub, directory, extraConfig, id } = await context.project(options);
  const files = generateFiles(hub, extraConfig, id);
  if (options.check === true) {
    const { stale, edited, left } = compareDeploy(directory, files);
    for (const path of stale) terminal.print(`${DEPLOY}/${path} is out of date.`);
    for (const path of edited) terminal.print(`${DEPLOY}/${path} was edited by hand.`);
    for (const path of left) terminal.print(`${DEPLOY}/${path} is no longer part of the hub.`);
    const isRight = stale.length + edited.length + left.length === 0;
    terminal.note(isRight ? `${DEPLOY}/ is up to date.` : hint`Run: ${hubwright("generate")}`);
    return isRight ? 0 : 1;
  }
  const { stale, edited, left } = await withLock(directory, async () =>
    writeDeploy(directory, files, {
      overwrite: options.overwrite === true,
      origin: originOf(hub, extraConfig, id),
    }),
  );
  for (const path of [...stale, ...edited]) terminal.print(`wrote ${DEPLOY}/${path}`);
  for (const path of left) terminal.print(`removed ${DEPLOY}/${path}`);
  if (stale.length + edited.length + left.length === 0) terminal.note(`${DEPLOY}/ is up to date.`);
  return 0;
}
