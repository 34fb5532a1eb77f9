import type { Engine } from "../engine/port.ts";
import { hubNames } from "../model/hub/names.ts";
import type { Project } from "../workspace/hub/load-hub.ts";
import { readRoster } from "../workspace/hub/roster-file.ts";
import type { EngineSource } from "../hub-side/in-hub.ts";
import type { Machine } from "./glance.ts";
import { ifAny } from "../hub-side/no-answer.ts";
import { hubReport } from "../hub-side/report.ts";
import { askWeb } from "./ask-web.ts";
import type { Facts } from "./facts.ts";
import { glance } from "./glance.ts";
import { notebookFacts, restartsOf, tailOf } from "./notebook-facts.ts";
import { planOrStop } from "./plan-or-stop.ts";

/** Enough of a hub's log to hold the starts of some servers. */
const LINES = 500;

/** Asks the engine, the disk, the hub and, if an address is given, the web server. Changes nothing. */
export async function gather(
  project: Project,
  machine: Machine & EngineSource,
  engine: Engine,
  url?: string,
): Promise<Facts> {
  const { hub, directory, extraConfig } = project;
  const { people } = readRoster(project);
  const names = hubNames(hub.name);
  const observed = await engine.observe();
  const has = (name: string) => observed.containers.some((container) => container.name === name);
  const [facts, planned, report, restarts, notebooks, hubLog, proxyLog, dbLog, web] = await Promise.all([
    engine.facts(),
    planOrStop({ hub, people, directory, extraConfig }, engine),
    hubReport(hub.name, machine).then(ifAny),
    has(names.hub) ? restartsOf(names.hub, engine) : 0,
    notebookFacts(hub.name, engine, observed),
    has(names.hub) ? tailOf(names.hub, engine, LINES) : [],
    has(names.proxy) ? tailOf(names.proxy, engine, 8) : [],
    has(names.db) ? tailOf(names.db, engine, 8) : [],
    url === undefined ? undefined : askWeb(url),
  ]);
  const looked = await glance(project, machine, { engine: facts, observed, planned, report });
  return { ...looked, logs: { hub: hubLog, proxy: proxyLog, db: dbLog }, restarts, notebooks, web };
}
