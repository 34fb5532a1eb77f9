/**
 * Helpers for your own unit tests of who may read and write what, of generated files, and of tools that act on an engine. They need no Docker,
 * no hub and no test framework. For chai, see `hubwright/testing/chai`.
 *
 * @packageDocumentation
 */
export type { Files, Labels, NetworkSpec, VolumeSpec } from "./deployment/deployment.ts";
export { MemoryEngine, type MemoryEngineOptions } from "./engine/memory/memory-engine.ts";
export type { MemoryFiles } from "./engine/memory/memory-files.ts";
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
export type {
  NetworkRef,
  Observed,
  ObservedContainer,
  ObservedImage,
  ObservedNetwork,
  ObservedVolume,
} from "./plan/observed.ts";
export { access, type AccessOptions, type HubAccess } from "./testing/hub-access.ts";
export type { NobodyOptions } from "./testing/access-verdicts.ts";
export {
  expectNobody,
  expectNoRead,
  expectNoWrite,
  expectOnly,
  expectRead,
  expectWrite,
} from "./testing/expect-access.ts";
export { expectFile, expectFileWithout } from "./testing/expect-file.ts";
export type { PartOfFile } from "./testing/file-verdict.ts";
export type { PartOfData } from "./testing/match-data.ts";
export { mountLines, whoMay } from "./testing/mount-lines.ts";
export type { Place, PolicyPlace } from "./testing/place.ts";
export type { May } from "./testing/say-access.ts";
export { TestMistake } from "./testing/test-mistake.ts";
export { type GroupOfPeople, type Stranger, stranger, type Who } from "./testing/who.ts";
