import { build as applyBuild } from "../../apply/up/up.ts";
import { problem } from "../../model/problem/problem.ts";
import { readBuildHost } from "../../workspace/build-host/build-host.ts";
import type { Context, ExitCode, Where } from "../context.ts";
import { followEvents } from "./follow-events.ts";
import { inPlace } from "./in-place.ts";

/** `hubwright build [hub|notebook]`: builds the images whose files changed, and starts nothing. */
export async function build(context: Context, options: Where & { image?: string }): Promise<ExitCode> {
  const { terminal } = context;
  const only = options.image;
  if (only !== undefined && only !== "hub" && only !== "notebook") {
    terminal.report(
      problem(
        "bad-usage",
        `There is no image ${JSON.stringify(only)}.`,
        "Use hub or notebook, or leave it out to build all images.",
      ),
    );
    return 64;
  }
  const project = await context.project(options);
  const { run, on, end } = followEvents(context, project.directory, "build");
  try {
    const steps = await applyBuild(inPlace(project, context), {
      engine: await context.engine(),
      buildHost: () => readBuildHost(context.environment),
      on,
      signal: context.signal,
      run,
      only,
    });
    if (steps.length === 0) terminal.note("Nothing to build: no image files have changed.");
    return 0;
  } finally {
    end();
  }
}
