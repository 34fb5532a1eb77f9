/**
 * The acting half of hubwright: a hub on a Docker engine.
 *
 * @packageDocumentation
 */
export { down } from "./apply/down.ts";
export type { ApplyEvent, OnEvent } from "./apply/event.ts";
export type { RunEvent, RunStep } from "./apply/run-event.ts";
export type { HubInPlace } from "./apply/hub-in-place.ts";
export { type ApplyOptions, build, planUp, up, type UpResult } from "./apply/up/up.ts";
export { waitForHub } from "./apply/up/wait-for-hub.ts";
export { connectDocker } from "./engine/docker/connect.ts";
export type { Engine } from "./engine/port.ts";
export { formatPlan } from "./plan/format-plan.ts";
export type { Observed, ObservedContainer, ObservedImage } from "./plan/observed.ts";
export type { Action, Conflict, Plan, Step } from "./plan/step.ts";
export { readBuildHost } from "./workspace/build-host/build-host.ts";
export type { Run } from "./workspace/run.ts";
export { loadProject, type Project } from "./workspace/hub/load-hub.ts";
