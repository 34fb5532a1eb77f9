/**
 * hubwright: a JupyterHub as a value.
 *
 * Everything here is pure: no engine, no disk, no clock. Describe a hub, read its people, ask who may write what,
 * and generate the files of its deployment. What acts is in `hubwright/docker`.
 *
 * @packageDocumentation
 */
export { accessMatrix, type PersonAccess } from "./access/access-matrix.ts";
export { check } from "./access/check.ts";
export { type LostMount, type Mount, type MountOptions, mountsFor } from "./access/mounts-for.ts";
export { type ImageChoice, notebookFor, type PersonalNotebook } from "./access/notebook-for.ts";
export type { Files } from "./deployment/deployment.ts";
export { generate } from "./emit/generate.ts";
export type { Database, ExternalDatabase, ResolvedDatabase } from "./model/database.ts";
export type { Admins, ResolvedAdmins } from "./model/admins.ts";
export type { Diagnostic } from "./model/diagnostic.ts";
export { formatProblem, type ProblemFormat, sayHint } from "./model/format-problem.ts";
export {
  GroupMap,
  type Membership,
  type Person,
  type PersonEntry,
  type RenameOptions,
  type RosterChange,
  type RosterDraft,
} from "./model/group-map.ts";
export { DEFAULT_VOLUMES, defineHub, type HubDefinition, type HubInput, type ResolvedSignIn } from "./model/hub.ts";
export { HubwrightError } from "./model/hubwright-error.ts";
export { hubNames, notebookName, volumeName } from "./model/names.ts";
export type {
  BuiltNotebook,
  GroupNotebook,
  Images,
  Limits,
  Notebook,
  OwnNotebook,
  ResolvedGroupNotebook,
  ResolvedLimits,
  ResolvedNotebook,
} from "./model/notebook.ts";
export { derivePassword } from "./model/password.ts";
export type { Command, Hint, Problem } from "./model/problem.ts";
export {
  DIAGNOSTIC_CODES,
  type DiagnosticCode,
  type FailureCode,
  type FindingCode,
  type ProblemCode,
} from "./model/problem-codes.ts";
export { readTable, type Table, type TableOptions, type TablePerson } from "./model/read-table.ts";
export { bytesOf, type Duration, type MemorySize, secondsOf } from "./model/quantity.ts";
export type { ResolvedStaff, Staff } from "./model/staff.ts";
export type { TableSeparator } from "./model/table-cells.ts";
export type { ColumnUse, TableColumn } from "./model/table-columns.ts";
export type { TableEncoding } from "./model/table-text.ts";
export type { Standing } from "./model/roster-line.ts";
export type { ResolvedPolicy } from "./model/resolved-policy.ts";
export type { CustomSignIn, DerivedPassword, SignIn, TraitValue } from "./model/sign-in.ts";
export type {
  CILogonSignIn,
  EntraSignIn,
  GitHubSignIn,
  GoogleSignIn,
  LdapSignIn,
  OidcSignIn,
  SignInPreset,
} from "./model/sign-in-preset.ts";
export {
  type Access,
  type AccessByStanding,
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
} from "./model/volume-policy.ts";
