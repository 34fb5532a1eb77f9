import type { Consent } from "../../apply/identity.ts";
import { up as applyUp } from "../../apply/up.ts";
import { emitNginx } from "../../emit/web/nginx-location.ts";
import { derivePassword } from "../../model/password.ts";
import { readBuildHost } from "../../workspace/build-host.ts";
import { readKey } from "../../workspace/secrets.ts";
import type { Context, ExitCode, Where } from "../context.ts";
import { seconds } from "../step-line.ts";
import { EngineError } from "../../engine/port.ts";
import { archiveEarlier } from "./archive-earlier.ts";
import { askAboutEarlier } from "./ask-about-earlier.ts";
import { followEvents } from "./follow-events.ts";
import { inPlace } from "./in-place.ts";
import { restartOldServers, type RestartOptions } from "./restart-servers.ts";

/** What a person consents to. */
export type UpOptions = Consent & { readonly archiveOld?: boolean };

/**
 * `hubwright up`, and on a terminal the question what becomes of the volumes that an earlier hub of this name has left.
 */
export async function up(context: Context, options: Where & RestartOptions & UpOptions): Promise<ExitCode> {
  try {
    return await upOnce(context, options);
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== "earlier-volumes" || !context.terminal.isInteractive)
      throw error;
    context.terminal.problem(error.message);
    const fate = await askAboutEarlier(context);
    if (fate === undefined) throw error;
    return upOnce(context, { ...options, ...(fate === "adopt" ? { adopt: true } : { archiveOld: true }) });
  }
}

/** Makes the hub what its definition says, waits until it answers, and prints how to get in. */
async function upOnce(context: Context, options: Where & RestartOptions & UpOptions): Promise<ExitCode> {
  const { terminal } = context;
  const project = await context.project(options);
  const place = inPlace(project, context);
  const engine = await context.engine();
  const started = performance.now();
  if (options.archiveOld === true) await archiveEarlier(context, project, engine);
  const { on, end } = followEvents(context, project.directory);
  try {
    const { steps, url, onOldImage } = await applyUp(place, {
      engine,
      buildHost: () => readBuildHost(context.environment),
      on,
      signal: context.signal,
      run: context.run?.run,
      consent: options,
    });
    const took = seconds(performance.now() - started);
    terminal.note(
      steps.length === 0
        ? `Nothing to do; ${project.hub.name} answers (${took}).`
        : `${project.hub.name} answers (${took}).`,
    );
    terminal.print(`\n  ${terminal.style("bold", url)}`);
    const admin = place.people.admins[0];
    const { signIn } = project.hub;
    if (admin !== undefined && signIn.kind === "derived-password") {
      const pw = place.people.person(admin)?.pw ?? 1;
      const password = derivePassword(admin, readKey(project.directory), { length: signIn.length, pw });
      terminal.print(`  name      ${admin}\n  password  ${terminal.style("bold", password)}`);
    }
    terminal.note(
      `\nFor the web server in front (${context.called} nginx prints it again):\n\n${emitNginx(project.hub)}`,
    );
    return await restartOldServers(context, project.hub.name, onOldImage, options);
  } finally {
    end();
  }
}
