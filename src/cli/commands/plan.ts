import { planImpact } from "../../apply/up/plan-impact.ts";
import { formatFiles } from "../../plan/format-files.ts";
import { formatFormer, sayFormer, sayWays } from "../../plan/format-former.ts";
import { formatImpact } from "../../plan/format-impact.ts";
import { formatPlan } from "../../plan/format-plan.ts";
import { changedOrigin, compareDeploy, DEPLOY } from "../../workspace/hub/deploy-directory.ts";
import { generate } from "../../emit/generate.ts";
import { formatProblem, problemData } from "../../model/problem/format-problem.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import { originOf } from "../../emit/origin-of.ts";
import type { Context, ExitCode, Where } from "../context.ts";
import { heldNow } from "../../hub-side/access-now.ts";
import { inPlace, tellOfPeople } from "./in-place.ts";

/** `hubwright plan`: what `up` would do, each step with its reason. Exit code 0 means nothing, 2 means changes. */
export async function plan(context: Context, options: Where & { json?: boolean }): Promise<ExitCode> {
  const { terminal, called } = context;
  const project = await context.project(options);
  const { hub, directory, extraConfig, id } = project;
  const place = inPlace(project, context);
  tellOfPeople(place, context);
  const engine = await context.engine();
  const { plan: planned, impact, former } = await planImpact(place, engine, () => heldNow(hub.name, context));
  const { stale, missing } = compareDeploy(directory, generate(hub, extraConfig, id));
  const steps = [...planned.steps, ...planned.cleanup];
  if (options.json === true) {
    // The files of an image are in deploy/ to read; a plan that repeats them could not be.
    const data = {
      files: stale,
      steps: steps.map(({ id, do: action, because, after }) => ({ id, do: action, because, after })),
      conflicts: planned.conflicts.map((one) => problemData(one, called)),
      warnings: planned.warnings.map((one) => problemData(one, called)),
      formerNames: former?.names ?? [],
      impact,
    };
    terminal.print(JSON.stringify(data, null, 2));
  } else {
    if (former !== null) terminal.print(`! ${sayFormer(former)}\n  ${sayWays(former, await engine.volumeSizes())}\n`);
    const changed = stale.length === 0 ? [] : changedOrigin(directory, originOf(hub, extraConfig, id));
    for (const line of formatFiles(DEPLOY, { stale, missing, changed })) terminal.print(line);
    if (steps.length > 0) terminal.print(formatPlan(planned));
    for (const one of [...planned.conflicts, ...planned.warnings])
      terminal.print(`! ${formatProblem(one, { called })}`);
    const ofName = former === null ? [] : formatFormer(former, hub.name);
    const means = [...ofName, ...formatImpact(impact, called)];
    if (means.length > 0)
      terminal.print(["", "What it means for people:", ...means.map((line) => `  ${line}`)].join("\n"));
  }
  if (planned.conflicts.length > 0) return 1;
  if (steps.length + stale.length === 0) {
    if (options.json !== true) terminal.note(`${hub.name} is up to date.`);
    return 0;
  }
  if (options.json !== true)
    terminal.note(
      hint`\nNothing was changed. To apply this, run: ${hubwright("up", ...(former === null ? [] : ["--rename"]))}`,
    );
  return 2;
}
