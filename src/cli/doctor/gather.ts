import { planUp } from "../../apply/up.ts";
import { generate } from "../../emit/generate.ts";
import type { Engine } from "../../engine/port.ts";
import { portOwner } from "../../engine/port-owner.ts";
import { hubNames } from "../../model/names.ts";
import { readCertificates } from "../../workspace/certificate-ends.ts";
import { compareDeploy, DEPLOY } from "../../workspace/deploy-directory.ts";
import { diskSpace } from "../../workspace/disk-space.ts";
import type { Project } from "../../workspace/load-hub.ts";
import { readRoster, rosterText } from "../../workspace/roster-file.ts";
import { secretProblems } from "../../workspace/secrets.ts";
import type { Context } from "../context.ts";
import { hubReport } from "../hub-report.ts";
import { askWeb } from "./ask-web.ts";
import type { Facts } from "./facts.ts";
import { notebookFacts, tailOf } from "./notebook-facts.ts";

/** Enough of a hub's log to hold the starts of some servers. */
const LINES = 500;

/** Asks the engine, the disk, the hub and, if an address is given, the web server. Changes nothing. */
export async function gather(project: Project, context: Context, engine: Engine, url?: string): Promise<Facts> {
  const { hub, directory, extraConfig, id } = project;
  const { people, diagnostics } = readRoster(directory, hub);
  const names = hubNames(hub.name);
  const observed = await engine.observe();
  const has = (name: string) => observed.containers.some((container) => container.name === name);
  const isPublished = observed.containers.some(
    ({ name, state }) => name === names.proxy && (state === "running" || state === "restarting"),
  );
  const [facts, plan, report, notebooks, hubLog, proxyLog, web] = await Promise.all([
    engine.facts(),
    planUp({ hub, people, directory, extraConfig }, engine),
    hubReport(context, hub.name),
    notebookFacts(engine, observed, hub.name),
    has(names.hub) ? tailOf(engine, names.hub, LINES) : [],
    has(names.proxy) ? tailOf(engine, names.proxy, 8) : [],
    url === undefined ? undefined : askWeb(url),
  ]);
  return {
    hub,
    directory,
    called: context.called,
    now: Date.now(),
    engine: facts,
    observed,
    plan,
    portOwner: facts.local && !isPublished ? await portOwner(observed, hub.listen, hub.port) : undefined,
    disk: facts.local ? await diskSpace(facts.dataRoot) : undefined,
    logs: { hub: hubLog, proxy: proxyLog },
    notebooks,
    certificates: readCertificates(context.environment),
    secrets: secretProblems(directory, hub),
    roster: { diagnostics, ...rosterText(directory, hub) },
    report,
    edited: compareDeploy(directory, generate(hub, extraConfig, id)).edited.map((path) => `${DEPLOY}/${path}`),
    web,
  };
}
