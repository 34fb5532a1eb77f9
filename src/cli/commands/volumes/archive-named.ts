import { LABEL } from "../../../deployment/deployment.ts";
import { hint, hubwright, problem } from "../../../model/problem/problem.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import type { Context, ExitCode } from "../../context.ts";
import { archive } from "./archive.ts";

/** `hubwright volumes archive`: archives volumes under the day's date. Exit code 1 if one is not this hub's. */
export async function archiveNamed(context: Context, project: Project, names: readonly string[]): Promise<ExitCode> {
  const { terminal } = context;
  const { hub } = project;
  const engine = await context.engine();
  const { volumes } = await engine.observe([]);
  for (const name of names) {
    const labels = volumes.find((volume) => volume.name === name)?.labels;
    if (labels?.[LABEL.hub] === hub.name && labels[LABEL.kind] !== "archive") continue;
    const [code, why] =
      labels === undefined
        ? (["not-found", "does not exist"] as const)
        : labels[LABEL.hub] === hub.name
          ? (["bad-usage", "is an archive"] as const)
          : (["volume-foreign", "is not this hub's"] as const);
    terminal.report(
      problem(
        code,
        `The volume ${JSON.stringify(name)} ${why}.`,
        hint`${hubwright("volumes")} lists those that can be archived.`,
      ),
    );
    return 1;
  }
  await archive(context, project, [...new Set(names)], "asked for");
  return 0;
}
