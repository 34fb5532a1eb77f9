import type { Environment } from "../model/environment.ts";
import { isElsewhere } from "../apply/hub-address.ts";
import { generate } from "../emit/generate.ts";
import type { EngineFacts } from "../engine/port.ts";
import { portOwner } from "../machine/port-owner.ts";
import { hubNames } from "../model/hub/names.ts";
import type { Observed } from "../plan/observed.ts";
import { readCertificates } from "../workspace/build-host/certificate-ends.ts";
import { compareDeploy, DEPLOY } from "../workspace/hub/deploy-directory.ts";
import { diskSpace } from "../workspace/disk-space.ts";
import type { Project } from "../workspace/hub/load-hub.ts";
import { readRoster, rosterText } from "../workspace/hub/roster-file.ts";
import { secretProblems } from "../workspace/hub/secrets.ts";
import type { HubReport } from "../hub-side/report.ts";
import type { Facts } from "./facts.ts";
import type { PlanOrStop } from "./plan-or-stop.ts";

/** This machine, as a command was called on it. */
export interface Machine {
  readonly environment: Environment;
}

/** What a command has asked the engine and the hub already. */
export interface Seen {
  readonly engine: EngineFacts;
  /** With the notebooks' image among its images, where it is there. */
  readonly observed: Observed;
  readonly planned: PlanOrStop;
  readonly report: HubReport | undefined;
}

/** The facts that need nothing more than this machine's disk: no log is read, and no notebook or web server is queried. */
export async function glance(project: Project, machine: Machine, seen: Seen): Promise<Facts> {
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
    certificates: readCertificates(machine.environment),
    secrets: secretProblems(directory, hub).map(({ problem }) => problem),
    roster: { diagnostics: readRoster(project).diagnostics, ...rosterText(project) },
    report,
    edited: compareDeploy(directory, generate(hub, extraConfig, id)).edited.map((path) => `${DEPLOY}/${path}`),
    web: undefined,
    trial: undefined,
  };
}
