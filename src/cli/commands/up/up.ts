import type { Consent } from "../../../apply/up/identity.ts";
import { addressOf, isElsewhere } from "../../../apply/hub-address.ts";
import { up as applyUp } from "../../../apply/up/up.ts";
import { emitNginx } from "../../../emit/web/nginx-location.ts";
import { HubwrightError } from "../../../model/problem/hubwright-error.ts";
import { type Hint, hint, hubwright } from "../../../model/problem/problem.ts";
import { derivePasswordAsKnown } from "../../../model/hub/password.ts";
import type { FormerHub } from "../../../plan/former-hub.ts";
import { readBuildHost } from "../../../workspace/build-host/build-host.ts";
import { readKey } from "../../../workspace/hub/secrets.ts";
import type { Context, ExitCode, Where } from "../../context.ts";
import { heldNow } from "../../../hub-side/access-now.ts";
import { knownSpellings } from "../../../hub-side/spellings.ts";
import { seconds } from "../../step-line.ts";
import { wayIn } from "../../way-in.ts";
import { archiveEarlier } from "./archive-earlier.ts";
import { askAboutEarlier } from "./ask-about-earlier.ts";
import { askAboutRename } from "./ask-about-rename.ts";
import { followEvents } from "../follow-events.ts";
import { inPlace, tellOfPeople } from "../in-place.ts";
import { restartOldServers, type RestartOptions } from "./restart-servers.ts";

/** What a person consents to. */
export type UpOptions = Consent & { readonly archiveOld?: boolean };

/**
 * `hubwright up`, and on a terminal the question what becomes of the volumes that an earlier hub of this name has left,
 * and whether to rename the hub, which had another name until now.
 */
export async function up(context: Context, options: Where & RestartOptions & UpOptions): Promise<ExitCode> {
  try {
    return await upOnce(context, options);
  } catch (error) {
    if (!(error instanceof HubwrightError) || !context.terminal.isInteractive) throw error;
    const consent = await asked(context, error);
    if (consent === undefined) throw error;
    return upOnce(context, { ...options, ...consent });
  }
}

/** What a person consents to after `up` has stopped; undefined if they refuse, or if there is nothing to ask. */
async function asked(context: Context, { code, problem }: HubwrightError): Promise<UpOptions | undefined> {
  if (code === "hub-renamed") {
    context.terminal.report(problem);
    return (await askAboutRename(context)) ? { rename: true } : undefined;
  }
  if (code !== "earlier-volumes") return undefined;
  // The question names the options that are in the hint.
  context.terminal.remark(problem.message);
  const fate = await askAboutEarlier(context);
  if (fate === undefined) return undefined;
  return fate === "adopt" ? { adopt: true } : { archiveOld: true };
}

/** Brings the hub in line with its definition, waits until it answers, and prints how to sign in. */
async function upOnce(context: Context, options: Where & RestartOptions & UpOptions): Promise<ExitCode> {
  const { terminal } = context;
  const project = await context.project(options);
  const place = inPlace(project, context);
  tellOfPeople(place, context);
  const engine = await context.engine();
  const started = performance.now();
  if (options.archiveOld === true) await archiveEarlier(context, project);
  const { run, on, end } = followEvents(context, project.directory, "up");
  try {
    const { steps, url, onOldImage, former } = await applyUp(place, {
      engine,
      buildHost: () => readBuildHost(context.environment),
      on,
      signal: context.signal,
      run,
      consent: options,
      ask: () => heldNow(project.hub.name, context),
    });
    const took = seconds(performance.now() - started);
    terminal.note(
      steps.length === 0
        ? `Nothing to do; ${project.hub.name} answers (${took}).`
        : `${project.hub.name} answers (${took}).`,
    );
    terminal.print(`\n  ${terminal.style("bold", url)}`);
    for (const line of wayIn(addressOf(project.hub, engine.place))) terminal.print(`  ${line}`);
    const admin = place.people.admins[0];
    const { signIn } = project.hub;
    if (admin !== undefined && signIn.kind === "derived-password") {
      const pw = place.people.person(admin)?.pw ?? 1;
      const [known = admin] = (await knownSpellings(project.hub.name, context, [admin]))(admin);
      const password = derivePasswordAsKnown(known, readKey(project.directory), { length: signIn.length, pw });
      terminal.print(`  name      ${admin}\n  password  ${terminal.style("bold", password)}`);
    }
    if (former !== null) terminal.note(hint`\n${renamed(former, project.hub.name)}`);
    const where = isElsewhere(project.hub, engine.place) ? ", on the hub's machine" : "";
    terminal.note(
      hint`\nFor the web server in front${where} (${hubwright("nginx")} prints it again):\n\n${emitNginx(project.hub)}`,
    );
    return await restartOldServers(context, project.hub.name, onOldImage, options);
  } finally {
    end();
  }
}

function renamed({ names, moves, left }: FormerHub, hub: string): Hint {
  const old = names.join(" and ");
  const volumes = moves.length === 1 ? "1 volume" : `${moves.length} volumes`;
  const places = names.map((name) => `/${name}`).join(" and ");
  const lines = [
    `Renamed ${old} to ${hub}, with ${volumes}; nothing is named ${old} any more.`,
    ...left.map(({ volume, because }) => `${volume} was left unchanged: ${because}.`),
    `The web server in front still has ${places}: replace that block with the one below.`,
  ].join("\n");
  const files = names.map((name) => `/etc/nginx/hubwright/${name}.conf`).join(" and ");
  return hint`${lines} If ${hubwright("nginx", "install")}\nwrote it, run that again and remove ${files}.`;
}
