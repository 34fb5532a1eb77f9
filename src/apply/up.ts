import type { Files } from "../deployment/deployment.ts";
import type { Engine } from "../engine/port.ts";
import type { GroupMap } from "../model/group-map.ts";
import type { HubDefinition } from "../model/hub.ts";
import { hubNames } from "../model/names.ts";
import { reconcile } from "../plan/reconcile.ts";
import { imagesOf } from "../plan/reconcile-images.ts";
import type { Observed } from "../plan/observed.ts";
import type { Plan, Step } from "../plan/step.ts";
import { makeSecrets, readKey } from "../workspace/secrets.ts";
import { writeDeploy } from "../workspace/deploy-directory.ts";
import { withLock } from "../workspace/lock.ts";
import { applySteps } from "./apply-plan.ts";
import type { OnEvent } from "./event.ts";
import { wantedFor } from "./project-inputs.ts";
import { refuseConflicts, refuseEarly } from "./refuse-early.ts";
import { waitForHub } from "./wait-for-hub.ts";

/** A hub, its people and its place. */
export interface HubInPlace {
  readonly hub: HubDefinition;
  readonly people: GroupMap;
  /** The directory of the definition, in full. */
  readonly directory: string;
  /** The content of the files that `extraConfig` names. */
  readonly extraConfig?: Files;
}

/** How to act, and who listens. */
export interface ApplyOptions {
  readonly engine: Engine;
  /** What builds take from this machine, asked when something is built; see `readBuildHost`. */
  readonly buildHost?: () => Files;
  readonly on?: OnEvent;
  readonly signal?: AbortSignal | undefined;
}

/** What a run did. */
export interface UpResult {
  /** The steps that were done; none when everything was right already. */
  readonly steps: readonly Step[];
  /** Where the hub answers on this machine. */
  readonly url: string;
}

/** What `up` would do, without doing it. */
export async function planUp({ hub, people, directory, extraConfig = {} }: HubInPlace, engine: Engine): Promise<Plan> {
  const { wanted } = await wantedFor(hub, people, directory, extraConfig);
  return reconcile(wanted, await engine.observe(imagesOf(wanted)));
}

/**
 * Makes the hub what its definition says: files, images, network, volumes, containers; then waits until it answers.
 *
 * What is right already is left alone. It can be run again after success, and after a crash at any point.
 *
 * @throws EngineError when something of somebody else's is in the way, or when a step fails.
 */
export async function up(
  place: HubInPlace,
  { engine, buildHost = () => ({}), on = () => {}, signal }: ApplyOptions,
): Promise<UpResult> {
  const { hub, people, directory, extraConfig = {} } = place;
  return withLock(directory, async () => {
    const started = performance.now();
    const { wanted, generated } = await wantedFor(hub, people, directory, extraConfig);
    const observed = await engine.observe(imagesOf(wanted));
    const plan = reconcile(wanted, observed);
    refuseConflicts(plan);
    await refuseEarly(hub, plan, observed, engine);
    makeSecrets(directory);
    if (hub.signIn.kind === "derived-password") readKey(directory);
    writeDeploy(directory, generated.files, { overwrite: false });
    for (const { message, hint } of plan.warnings) on({ type: "warning", message, hint });
    const context = { engine, wanted, buildHost, on, signal };
    await applySteps(plan.steps, context);
    const url = urlOf(hub);
    if (plan.steps.length > 0 || !isHealthy(hub, observed)) {
      on({ type: "waiting", for: url });
      await waitForHub(engine, hub.name, signal);
    }
    // Looked at anew: only now does the engine show all that it made for a run that was killed a moment before this one.
    const { cleanup } = plan.steps.length > 0 ? reconcile(wanted, await engine.observe(imagesOf(wanted))) : plan;
    await applySteps(cleanup, context);
    on({ type: "ready", url, took: performance.now() - started });
    return { steps: [...plan.steps, ...cleanup], url };
  });
}

/** Docker asks both containers every ten seconds; when nothing is changed, its last answer is as good as another. */
function isHealthy({ name }: HubDefinition, { containers }: Observed): boolean {
  const own = containers.filter((container) => container.name === name || container.name === hubNames(name).proxy);
  return own.length === 2 && own.every(({ state, status }) => state === "running" && status.includes("(healthy)"));
}

/** Builds the images whose files changed, and nothing else. */
export async function build(
  place: HubInPlace,
  {
    engine,
    buildHost = () => ({}),
    on = () => {},
    signal,
    only,
  }: ApplyOptions & { readonly only?: "hub" | "notebook" | undefined },
): Promise<readonly Step[]> {
  const { hub, people, directory, extraConfig = {} } = place;
  return withLock(directory, async () => {
    const { wanted, generated } = await wantedFor(hub, people, directory, extraConfig);
    const plan = reconcile(wanted, await engine.observe(imagesOf(wanted)));
    writeDeploy(directory, generated.files, { overwrite: false });
    const steps = plan.steps.filter((step) => isOfBuild(step, only));
    await applySteps(steps, { engine, wanted, buildHost, on, signal });
    return steps;
  });
}

function isOfBuild(step: Step, only: "hub" | "notebook" | undefined): boolean {
  if (step.do === "get-image") return true;
  const isNotebook =
    (step.do === "build-image" && step.image.role === "notebook") ||
    (step.do === "keep-image" && step.tag.includes("-notebook:"));
  if (step.do !== "build-image" && step.do !== "keep-image") return false;
  return only === undefined || (only === "notebook") === isNotebook;
}

/** Where a hub answers on this machine. */
export function urlOf({ name, port, listen }: HubDefinition): string {
  const isHere = listen === "127.0.0.1" || listen === "0.0.0.0" || listen === "::" || listen === "::1";
  return `http://${isHere ? "localhost" : listen}:${port}/${name}`;
}
