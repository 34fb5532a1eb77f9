import { isElsewhere } from "../../apply/hub-address.ts";
import { generate } from "../../emit/generate.ts";
import type { EngineFacts } from "../../engine/port.ts";
import { portOwner } from "../../engine/port-owner.ts";
import { hubNames } from "../../model/names.ts";
import type { Observed } from "../../plan/observed.ts";
import { readCertificates } from "../../workspace/certificate-ends.ts";
import { compareDeploy, DEPLOY } from "../../workspace/deploy-directory.ts";
import { diskSpace } from "../../workspace/disk-space.ts";
import type { Project } from "../../workspace/load-hub.ts";
import { readRoster, rosterText } from "../../workspace/roster-file.ts";
import { secretProblems } from "../../workspace/secrets.ts";
import type { Context } from "../context.ts";
import type { HubReport } from "../hub-report.ts";
import type { Facts } from "./facts.ts";
import type { PlanOrStop } from "./plan-or-stop.ts";

/** What a command has asked the engine and the hub already. */
export interface Seen {
  readonly engine: EngineFacts;
  /** With the notebooks' image among its images, where it is there. */
  readonly observed: Observed;
  readonly planned: PlanOrStop;
  readonly report: HubReport | undefined;
}

/** The facts that need nothing more than this machine's disk: no log is read, and no notebook or web server is queried. */
export async function glance(project: Project, context: Context, seen: Seen): Promise<Facts> {
  const { hub, directory, extraConfig, id } = project;
  const { engine, observed, planned, report } = seen;
  const { proxy } = hubNames(hub.name);
  const isHere = !isElsewhere(hub, engine);
  const isPublished = observed.containers.some(
    ({ name, state }) => name === proxy && (state === "running" || state === "restarting"),
  );
  return {
    hub,
    directory,
    now: Date.now(),
    engine,
    observed,
    plan: "plan" in planned ? planned.plan : { conflicts: [], warnings: [] },
    stop: "stop" in planned ? planned.stop : undefined,
    portOwner: isHere && !isPublished ? await portOwner(observed, hub.listen, hub.port) : undefined,
    disk: isHere ? await diskSpace(engine.dataRoot) : undefined,
    logs: { hub: [], proxy: [], db: [] },
    restarts: 0,
    notebooks: [],
    certificates: readCertificates(context.environment),
    secrets: secretProblems(directory, hub).map(({ problem }) => problem),
    roster: { diagnostics: readRoster(directory, hub).diagnostics, ...rosterText(directory, hub) },
    report,
    edited: compareDeploy(directory, generate(hub, extraConfig, id)).edited.map((path) => `${DEPLOY}/${path}`),
    web: undefined,
    trial: undefined,
  };
}
