/**
 * The acting half of hubwright: a hub on a Docker engine.
 *
 * What it does to a hub is a plan first: {@link planUp} makes it, {@link formatPlan} shows it, and {@link up} performs it.
 * What it takes and throws, such as `HubDefinition`, `GroupMap` and `HubwrightError`, is in `hubwright`.
 *
 * @packageDocumentation
 */
export type { Held, HeldBy } from "./access/held.ts";
export type { ClosedBoxes } from "./access/closed-boxes.ts";
export type { OpenBy } from "./access/open-to-staff.ts";
export { down } from "./apply/down.ts";
export type { ApplyEvent, OnEvent } from "./apply/event.ts";
export type { RunEvent, RunStep, ProblemText } from "./apply/run-event.ts";
export type { HubInPlace } from "./apply/hub-in-place.ts";
export type { AskHub } from "./apply/up/held-now.ts";
export type { Consent } from "./apply/up/identity.ts";
export { type ApplyOptions, build, planUp, up, type UpResult } from "./apply/up/up.ts";
export { waitForHub } from "./apply/up/wait-for-hub.ts";
export type { UpkeepOptions } from "./apply/upkeep.ts";
export type {
  BuildContext,
  Files,
  Healthcheck,
  ImageRole,
  ImageSpec,
  Labels,
  NetworkSpec,
  PublishedPort,
  SentVolume,
  ServiceMount,
  ServiceSpec,
  VolumeSpec,
} from "./deployment/deployment.ts";
export { type ConnectOptions, connectDocker } from "./engine/docker/connect.ts";
export type {
  ContainerFate,
  ContainerSpec,
  Engine,
  EngineFacts,
  EnginePlace,
  Executed,
  FileWriting,
  ImageBuild,
  NetworkConnection,
  StoredFiles,
  VolumeLook,
  VolumeWork,
} from "./engine/port.ts";
export type { HeldNow } from "./hub-side/access-now.ts";
export type { BesideList, IssuedToken, Share } from "./hub-side/beside-list.ts";
export type { Environment } from "./model/environment.ts";
export type { DatabaseKind } from "./model/hub/database.ts";
export type { ProblemData } from "./model/problem/format-problem.ts";
export type { Hint, Problem } from "./model/problem/problem.ts";
export type { AwayCause } from "./plan/away.ts";
export type { FormerHub, Move } from "./plan/former-hub.ts";
export { formatPlan } from "./plan/format-plan.ts";
export type {
  NetworkRef,
  Observed,
  ObservedContainer,
  ObservedImage,
  ObservedNetwork,
  ObservedVolume,
} from "./plan/observed.ts";
export type { Action, ArchiveSpec, Conflict, Plan, Step, StepId } from "./plan/step.ts";
export { readBuildHost } from "./workspace/build-host/build-host.ts";
export type { BuildMachine } from "./workspace/build-host/build-machine.ts";
export { type DeployOptions, type DeployResult, writeDeploy } from "./workspace/hub/write-deploy.ts";
export { type LoadOptions, loadProject, type Project } from "./workspace/hub/load-hub.ts";
export type { Place } from "./workspace/hub/place.ts";
export type { Run } from "./workspace/run.ts";
