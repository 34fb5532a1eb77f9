import type { Files, ServiceSpec } from "../../deployment/deployment.ts";
import { originOf } from "../../emit/origin-of.ts";
import type { Engine } from "../../engine/port.ts";
import type { FormerHub } from "../../plan/former-hub.ts";
import { reconcile } from "../../plan/reconcile.ts";
import { imagesOf } from "../../plan/reconcile-images.ts";
import type { Observed } from "../../plan/observed.ts";
import { oldServers, ownersOf, runningServers } from "../../plan/old-servers.ts";
import type { Plan, Step } from "../../plan/step.ts";
import { checkDatabaseAddress } from "../../workspace/hub/database-address.ts";
import { makeSecrets, readKey, readSecret, readSignInSecrets } from "../../workspace/hub/secrets.ts";
import { writeGenerated } from "../../workspace/hub/deploy-directory.ts";
import { withLock } from "../../workspace/lock.ts";
import { newRun, type Run } from "../../workspace/run.ts";
import { applySteps } from "../apply-steps.ts";
import { type AskHub, askIfChanged } from "./held-now.ts";
import type { OnEvent } from "../event.ts";
import { beginsAnew, refuseFullDisk } from "./former-name.ts";
import { addressOf } from "../hub-address.ts";
import type { HubInPlace } from "../hub-in-place.ts";
import { lossNotices } from "./loss-notices.ts";
import type { Consent } from "./identity.ts";
import { refuseDowngrade } from "./refuse-downgrade.ts";
import { refuseConflicts, refuseEarly } from "./refuse-early.ts";
import { performerOf } from "./perform-step.ts";
import { rootImages } from "./root-images.ts";
import { noteIfSame } from "./send-files.ts";
import { planOf, survey } from "./survey.ts";
import { timeAway } from "./time-away.ts";
import { waitForHub } from "./wait-for-hub.ts";

/** How to act, and where to report. */
export interface ApplyOptions {
  /** The engine that the hub runs on; see `connectDocker`. */
  readonly engine: Engine;
  /** What builds use from this machine, read when something is built; see `readBuildHost`. */
  readonly buildHost?: () => Files;
  /** Gets every event of the run, in order. */
  readonly on?: OnEvent;
  /** Stops the run: what is under way is completed or interrupted cleanly, and nothing new starts. Running it again continues. */
  readonly signal?: AbortSignal | undefined;
  /** What the lock tells another run about this one. */
  readonly run?: Run | undefined;
}

/** What a run did. */
export interface UpResult {
  /** The steps that were done; none when everything was right already. */
  readonly steps: readonly Step[];
  /** Where the hub answers, on the machine of its engine. */
  readonly url: string;
  /** Whose servers run on the previous notebook image. */
  readonly onOldImage: readonly string[];
  /** What existed of the hub under its former name; null if it had no other. */
  readonly former: FormerHub | null;
}

/**
 * What `up` would do, without doing it. If the hub had another name until now, what it would do with `rename`.
 *
 * @throws HubwrightError where the hub of this name is not this directory's, or the key is not the hub's.
 *
 * @example
 * ```ts
 * import { readFileSync } from "node:fs";
 * import * as hubwright from "hubwright";
 * import { connectDocker, formatPlan, loadProject, planUp } from "hubwright/docker";
 *
 * const project = await loadProject("hubs/math", { cache: "node_modules/.cache/hubwright", hubwright });
 * const people = hubwright.GroupMap.parse(readFileSync(`${project.directory}/${project.hub.roster}`, "utf8"));
 * const plan = await planUp({ ...project, people }, await connectDocker({ environment: process.env }));
 * console.log(formatPlan(plan)); // nothing if the hub is up to date
 * ```
 */
export async function planUp(place: HubInPlace, engine: Engine): Promise<Plan> {
  return planOf(await survey(place, engine, { consent: { rename: true } }));
}

/**
 * Brings the hub in line with its definition: files, images, network, volumes, containers; then waits until it answers.
 *
 * What is already right is left alone. It can be run again after success, and after a crash at any point.
 *
 * @throws HubwrightError if something of someone else's is in the way, or if a step fails.
 *
 * @example
 * ```ts
 * import { readFileSync } from "node:fs";
 * import * as hubwright from "hubwright";
 * import { connectDocker, loadProject, readBuildHost, up } from "hubwright/docker";
 *
 * const project = await loadProject("hubs/math", { cache: "node_modules/.cache/hubwright", hubwright });
 * const people = hubwright.GroupMap.parse(readFileSync(`${project.directory}/${project.hub.roster}`, "utf8"));
 * const { url, steps } = await up(
 *   { ...project, people },
 *   {
 *     engine: await connectDocker({ environment: process.env }),
 *     buildHost: () => readBuildHost(process.env),
 *     on: (event) => console.log(event.type),
 *   },
 * );
 * console.log(url, steps.length);
 * ```
 */
export async function up(
  place: HubInPlace,
  {
    engine,
    buildHost = () => ({}),
    on = () => {},
    signal,
    run = newRun("up"),
    consent = {},
    ask = async () => undefined,
  }: ApplyOptions & { readonly consent?: Consent; readonly ask?: AskHub },
): Promise<UpResult> {
  const { hub, directory, extraConfig } = place;
  return withLock({ directory, run }, async () => {
    const started = performance.now();
    const surveyed = await survey(place, engine, { consent, makesId: true });
    const { wanted, generated, observed, former, copyOf } = surveyed;
    const plan = planOf(surveyed);
    refuseConflicts(plan);
    await refuseEarly(hub, engine, plan, observed, former);
    for (const name of former?.names ?? [hub.name]) await refuseDowngrade({ ...hub, name }, engine, observed);
    if (former !== null) await refuseFullDisk(former, engine);
    makeSecrets(directory, hub);
    if (hub.metrics) readSecret(directory, "metrics.env");
    if (hub.database === "postgres") readSecret(directory, "postgres.env");
    if (typeof hub.database === "object") checkDatabaseAddress(directory);
    if (hub.signIn.kind === "derived-password") readKey(directory);
    readSignInSecrets(directory, hub);
    writeGenerated(directory, generated.files, { overwrite: false, origin: originOf(hub, extraConfig, generated.id) });
    noteIfSame(place, wanted);
    for (const problem of plan.warnings) on({ type: "warning", problem });
    if (copyOf !== null) on({ type: "warning", problem: beginsAnew(hub.name, copyOf) });
    for (const notice of lossNotices(place, await askIfChanged(place, surveyed, plan, ask)))
      on({ type: "warning", problem: notice });
    if (plan.steps.length > 0) on({ type: "planned", steps: plan.steps });
    const { url, isReachable } = addressOf(hub, engine.place);
    const context = { engine, wanted, buildHost, on, signal };
    const perform = performerOf(context);
    await timeAway({ plan, wanted, observed }, isReachable ? url : null, context, async (onStep) => {
      await applySteps(plan.steps, perform, { on: onStep, signal });
      if (plan.steps.length === 0 && areHealthy(wanted.deployment.services, observed)) return;
      on({ type: "waiting", for: url });
      await waitForHub(hub.name, engine, signal);
    });
    // Checked again: only now does the engine show everything that it made for a run that was killed a moment before this one.
    const { leaves: _, ...settled } = wanted;
    const { cleanup } = plan.steps.length > 0 ? reconcile(settled, await engine.observe(imagesOf(settled))) : plan;
    if (cleanup.length > 0) on({ type: "planned", steps: cleanup });
    await applySteps(cleanup, perform, context);
    for (const notice of await rootImages(hub, engine)) on({ type: "warning", problem: notice });
    on({ type: "ready", url, took: performance.now() - started });
    const onOldImage = ownersOf(oldServers(wanted, runningServers(hub.name, observed)));
    return { steps: [...plan.steps, ...cleanup], url, onOldImage, former };
  });
}

/** Docker checks its containers every ten seconds; if nothing is changed, its last result is good enough. */
function areHealthy(services: readonly ServiceSpec[], { containers }: Observed): boolean {
  return services.every(({ name }) => {
    const own = containers.find((container) => container.name === name);
    return own?.state === "running" && own.status.includes("(healthy)");
  });
}

/** Builds the images whose files changed, and nothing else. */
export async function build(
  place: HubInPlace,
  {
    engine,
    buildHost = () => ({}),
    on = () => {},
    signal,
    run = newRun("build"),
    only,
  }: ApplyOptions & { readonly only?: "hub" | "notebook" | undefined },
): Promise<readonly Step[]> {
  const { hub, directory, extraConfig } = place;
  return withLock({ directory, run }, async () => {
    const surveyed = await survey(place, engine, { consent: { rename: true }, makesId: true });
    const { wanted, generated } = surveyed;
    const plan = planOf(surveyed);
    writeGenerated(directory, generated.files, { overwrite: false, origin: originOf(hub, extraConfig, generated.id) });
    const steps = plan.steps.filter((step) => isOfBuild(step, only));
    if (steps.length > 0) on({ type: "planned", steps });
    await applySteps(steps, performerOf({ engine, wanted, buildHost, on, signal }), { on, signal });
    return steps;
  });
}

function isOfBuild(step: Step, only: "hub" | "notebook" | undefined): boolean {
  if (step.do === "get-image") return true;
  if (step.do !== "build-image" && step.do !== "keep-image") return false;
  const role = step.do === "build-image" ? step.image.role : step.role;
  return only === undefined || (only === "notebook") === (role === "notebook");
}
