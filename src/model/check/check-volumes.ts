import { checkVolumeNames, checkVolumePlaces } from "./check-volume-places.ts";
import { shown } from "../problem/diagnostic.ts";
import type { Findings, Path, Unknown } from "./findings.ts";
import { isGroupName } from "../hub/group-name.ts";
import { checkCloses } from "./check-closes.ts";
import { fieldNames } from "../settings/field-type.ts";

/** A volume of a definition that was resolved before has its key, too. */
const FIELDS = ["key", ...fieldNames("volumes", "*")];
const KINDS = ["person", "group", "hub", "drop-box"];

/** Checks `volumes`: first each policy, then whether two of them use the same path. */
export function checkVolumes(value: unknown, hub: unknown, findings: Findings): void {
  const policies = Object.entries(findings.object(value, ["volumes"], []) ?? {});
  for (const [key, policy] of policies) {
    const at = ["volumes", key];
    if (!/^[a-z][a-z0-9]{0,30}$/.test(key)) {
      findings.error(
        "volume-key-invalid",
        at,
        `${shown(key)} cannot be the key of a volume.`,
        "Use lower-case letters and digits, starting with a letter: it becomes part of the volume's name.",
      );
    }
    const fields = findings.object(policy, at, FIELDS);
    if (fields === undefined) {
      if (policy === null || policy === undefined)
        findings.error(
          "hub-field-type",
          at,
          `${shown(policy)} is not a volume.`,
          `Write it as perGroup({ at: "/home/jovyan/{group}" }).`,
        );
      continue;
    }
    if (fields["key"] !== undefined && fields["key"] !== key) {
      findings.error(
        "volume-key-invalid",
        [...at, "key"],
        `key is ${shown(fields["key"])}, but this volume is listed under ${shown(key)}.`,
        `Remove it, or write ${shown(key)}.`,
      );
    }
    checkPolicy(fields, at, findings);
  }
  checkVolumePlaces(policies, findings);
  checkVolumeNames(policies, hub, findings);
}

function checkPolicy(policy: Unknown, at: Path, findings: Findings): void {
  const per = policy["per"];
  if (typeof per !== "string" || !KINDS.includes(per)) {
    findings.error(
      "volume-per-unknown",
      [...at, "per"],
      `${shown(per)} is not a kind of volume.`,
      `Write "person", "group", "hub" or "drop-box", or use perPerson, perGroup, perHub, dropBox.`,
    );
    return;
  }
  checkPath(policy["at"], per === "group" || per === "drop-box" ? ["group"] : [], [...at, "at"], findings);
  if (per === "drop-box") checkPath(policy["collectAt"], ["group", "person"], [...at, "collectAt"], findings);
  else if ((policy["collectAt"] ?? null) !== null) {
    findings.error(
      "hub-field-unknown",
      [...at, "collectAt"],
      "Only a drop-box can have collectAt.",
      "Remove collectAt, or use dropBox.",
    );
  }
  checkCloses(policy, at, findings);
  checkAccess(policy["access"], [...at, "access"], findings);
  if (policy["scope"] !== undefined && policy["scope"] !== "hub" && policy["scope"] !== "server") {
    findings.error(
      "volume-scope-invalid",
      [...at, "scope"],
      `scope must be "hub" or "server", not ${shown(policy["scope"])}.`,
      `Write "hub", or "server" to share the volume with the server's other hubs.`,
    );
  }
  checkVolumeName(policy["volumeName"] ?? null, per, [...at, "volumeName"], findings);
  findings.texts(policy["groups"], [...at, "groups"]).forEach((group, index) => {
    if (isGroupName(group) || (group === "admin" && per === "group")) return;
    findings.error(
      "volume-group-invalid",
      [...at, "groups", index],
      `${shown(group)} is not a group name.`,
      "Use letters, digits, dots, hyphens and underscores, as in the userlist.",
    );
  });
}

function checkPath(path: unknown, needs: readonly string[], at: Path, findings: Findings): void {
  const plain = typeof path === "string" ? path.replace(/\{(group|person)\}/g, "x") : "";
  const hasDots = plain.split("/").some((part) => part === "." || part === "..");
  if (!/^\/[\w.@+-]+(\/+[\w.@+-]+)*\/*$/.test(plain) || hasDots) {
    findings.error(
      "volume-path-invalid",
      at,
      `${shown(path)} is not a path in a server.`,
      `Write the full path, for example "/home/jovyan/data"; the only placeholders are {group} and {person}.`,
    );
    return;
  }
  for (const name of ["group", "person"]) {
    const has = String(path).includes(`{${name}}`);
    if (needs.includes(name) && !has) {
      const why = name === "group" ? "a person may be in several groups" : "staff see every member's box";
      findings.error(
        name === "group" ? "volume-path-lacks-group" : "volume-path-lacks-person",
        at,
        `${shown(path)} does not contain {${name}}, but ${why}.`,
        `Add it, for example "/home/jovyan/{${name}}".`,
      );
    } else if (!needs.includes(name) && has) {
      findings.error(
        "volume-path-invalid",
        at,
        `${shown(path)} contains {${name}}, which has no meaning here.`,
        `Remove {${name}} from it.`,
      );
    }
  }
}

function checkAccess(value: unknown, at: Path, findings: Findings): void {
  for (const [standing, access] of Object.entries(
    findings.object(value, at, fieldNames("volumes", "*", "access")) ?? {},
  )) {
    if (access === "rw" || access === "ro" || access === "none") continue;
    findings.error(
      "volume-access-invalid",
      [...at, standing],
      `access must be "rw", "ro" or "none", not ${shown(access)}.`,
      `Write "rw", "ro" or "none".`,
    );
  }
}

function checkVolumeName(name: unknown, per: string, at: Path, findings: Findings): void {
  if (name === null) return;
  const needs = { person: ["person"], group: ["group"], hub: [], "drop-box": ["group", "person"] }[per] ?? [];
  const pattern = typeof name === "string" ? name : "";
  const isName = /^[A-Za-z0-9][\w.-]*$/.test(pattern.replace(/\{(group|person)\}/g, "x"));
  const hasAll = ["group", "person"].every((part) => pattern.includes(`{${part}}`) === needs.includes(part));
  // Group and person names may contain hyphens and "_", so only a dot shows where one name ends.
  const isClear = !/\}[^.]*\{/.test(pattern);
  if (isName && hasAll && isClear) return;
  const example = `hub-${needs.map((part) => `{${part}}`).join(".")}`;
  findings.error(
    "volume-name-invalid",
    at,
    `${shown(name)} does not give each of these volumes its own name.`,
    `Write it as "${example}", so that each owner gets a separate volume.`,
  );
}
