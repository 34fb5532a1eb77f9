import { EngineError } from "../../engine/port.ts";
import type { Context, ExitCode, Where } from "../context.ts";
import { diagnose } from "../doctor/diagnose.ts";
import { failure, type Finding, isFindingCode } from "../doctor/finding.ts";
import { gather } from "../doctor/gather.ts";

interface Options extends Where {
  readonly url?: string;
  readonly json?: boolean;
}

/** `hubwright doctor`: what keeps a hub from working, each with what to do. Exit code 1 when something is found. */
export async function doctor(context: Context, options: Options): Promise<ExitCode> {
  const { terminal } = context;
  const project = await context.project(options);
  const found = await examine(context, project, options.url);
  if (options.json === true) terminal.print(JSON.stringify({ hub: project.hub.name, findings: found }, null, 2));
  else if (found.length === 0) terminal.print(`${project.hub.name} is well: nothing was found.`);
  else for (const finding of found) terminal.print(formatFinding(finding, context));
  return found.length === 0 ? 0 : 1;
}

async function examine(
  context: Context,
  project: Awaited<ReturnType<Context["project"]>>,
  url: string | undefined,
): Promise<readonly Finding[]> {
  try {
    return diagnose(await gather(project, context, await context.engine(), url));
  } catch (error) {
    // Without an engine there is nothing else to be seen, and what the engine's error says is the finding.
    if (error instanceof EngineError && isFindingCode(error.code))
      return [failure(error.code, error.message, error.hint)];
    throw error;
  }
}

function formatFinding({ code, severity, message, hint }: Finding, { terminal }: Context): string {
  return `${terminal.style(severity === "error" ? "red" : "yellow", severity)}: ${message}\n  hint: ${hint} [${code}]`;
}
