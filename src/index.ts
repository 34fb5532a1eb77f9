/**
 * hubwright: a JupyterHub as a value.
 *
 * Everything here is pure: no engine, no disk, no clock. Describe a hub, read its people, ask who may write what,
 * and generate the files of its deployment. What acts is in `hubwright/docker`.
 *
 * @packageDocumentation
 */
export { accessMatrix, type MatrixOptions, type PersonAccess } from "./access/access-matrix.ts";
export { check } from "./access/check.ts";
export { checkServer } from "./access/check-server.ts";
export { closedBoxes } from "./access/closed-boxes.ts";
export { type AccessDifference, compareAccess, isGain, sayDifferences } from "./access/compare-access.ts";
export {
  effectiveAccess,
  type EffectiveAccess,
  effectiveAccessOf,
  type EffectiveOptions,
  type ReachedVolume,
  type Way,
} from "./access/effective-access.ts";
export {
  type LostMount,
  type Mount,
  type MountOptions,
  type Mounts,
  mountsFor,
  resolveMounts,
} from "./access/mounts-for.ts";
export { type ImageChoice, notebookFor, type PersonalNotebook } from "./access/notebook-for.ts";
export type { Files } from "./deployment/deployment.ts";
export { generate } from "./emit/generate.ts";
export type { Database, ExternalDatabase, ResolvedDatabase } from "./model/hub/database.ts";
export type { Admins, ResolvedAdmins } from "./model/hub/admins.ts";
export type { Diagnostic } from "./model/problem/diagnostic.ts";
export { formatProblem, type ProblemData, type ProblemFormat, sayHint } from "./model/problem/format-problem.ts";
export {
  GroupMap,
  type Membership,
  type Person,
  type PersonEntry,
  type RenameOptions,
  type RosterChange,
  type RosterDraft,
} from "./model/roster/group-map.ts";
export {
  DEFAULT_VOLUMES,
  defineHub,
  type DefineResult,
  type HubDefinition,
  type HubFields,
  type HubFile,
  type HubInput,
  type ResolvedSignIn,
  safeDefine,
} from "./model/hub/hub.ts";
export { HubwrightError } from "./model/problem/hubwright-error.ts";
export { hubNames, notebookName, volumeName, type VolumeNaming } from "./model/hub/names.ts";
export type {
  BuiltNotebook,
  CommonNotebook,
  CommonResolvedNotebook,
  GroupNotebook,
  Images,
  Limits,
  Notebook,
  OwnNotebook,
  Privileges,
  ResolvedGroupNotebook,
  ResolvedLimits,
  ResolvedNotebook,
} from "./model/hub/notebook.ts";
export { derivePassword } from "./model/hub/password.ts";
export type { Command, Hint, Problem } from "./model/problem/problem.ts";
export {
  DIAGNOSTIC_CODES,
  type DiagnosticCode,
  FAILURE_CODES,
  type FailureCode,
  FINDING_CODES,
  type FindingCode,
  type ProblemCode,
} from "./model/problem/problem-codes.ts";
export { readTable, type Table, type TableOptions, type TablePerson } from "./model/table/read-table.ts";
export { bytesOf, type Duration, memorySize, type MemorySize, secondsOf } from "./model/hub/quantity.ts";
export type { ResolvedStaff, Staff } from "./model/hub/staff.ts";
export type { TableSeparator } from "./model/table/table-cells.ts";
export type { ColumnUse, TableColumn } from "./model/table/table-columns.ts";
export type { TableEncoding } from "./model/table/table-text.ts";
export type { Standing } from "./model/roster/roster-line.ts";
export type { CommonResolvedPolicy, ResolvedPolicy } from "./model/hub/resolved-policy.ts";
export type { CustomSignIn, DerivedPassword, SignIn } from "./model/hub/sign-in.ts";
export type {
  CILogonSignIn,
  EntraSignIn,
  GitHubSignIn,
  GoogleSignIn,
  LdapSignIn,
  OAuthSignIn,
  OidcSignIn,
  SignInPreset,
} from "./model/hub/sign-in-preset.ts";
export {
  type Access,
  type AccessByStanding,
  type CommonPolicy,
  type ContainerPath,
  type DropBox,
  dropBox,
  type GroupPath,
  type LocalMoment,
  type PerGroup,
  perGroup,
  type PerHub,
  perHub,
  type PerPerson,
  perPerson,
  type PersonPath,
  type VolumePolicy,
} from "./model/hub/volume-policy.ts";
export type { HubTraits, SignInSecrets, SignInTraits, TextTraits } from "./model/traits/hub-traits.ts";
// All of the module, because TypeScript adds to an interface only where it is exported like this.
export type * from "./model/traits/own-traits.ts";
export type {
  AnyTraits,
  Generation,
  NamedFunction,
  Refused,
  SecretTrait,
  TraitValue,
} from "./model/traits/trait-value.ts";
