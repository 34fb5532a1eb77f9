import { checkVolumeNames, checkVolumePlaces } from "./check-volume-places.ts";
import { shown } from "./diagnostic.ts";
import type { Findings, Path, Unknown } from "./findings.ts";
import { isGroupName } from "./group-name.ts";
import { checkCloses } from "./check-closes.ts";

const FIELDS = ["key", "per", "at", "collectAt", "closes", "access", "groups", "scope", "volumeName"];
const KINDS = ["person", "group", "hub", "drop-box"];

/** Checks `volumes`: each policy by itself, then whether two of them claim one path. */
export function checkVolumes(value: unknown, hub: unknown, findings: Findings): void {
  const policies = Object.entries(findings.object(value, ["volumes"], []) ?? {});
  for (const [key, policy] of policies) {
    const at = ["volumes", key];
    if (!/^[a-z][a-z0-9]{0,30}$/.test(key)) {
      findings.error(
        "volume-key-invalid",
        at,
        `${shown(key)} is not a key for a volume.`,
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
        `${shown(fields["key"])} is not the key that this volume stands under.`,
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
      "Only a drop-box is collected.",
      "Remove collectAt, or make it a dropBox.",
    );
  }
  checkCloses(policy, at, findings);
  checkAccess(policy["access"], [...at, "access"], findings);
  if (policy["scope"] !== undefined && policy["scope"] !== "hub" && policy["scope"] !== "server") {
    findings.error(
      "volume-scope-invalid",
      [...at, "scope"],
      `${shown(policy["scope"])} is not a reach.`,
      `Write "hub", or "server" to share the volume with the server's other hubs.`,
    );
  }
  checkVolumeName(policy["volumeName"] ?? null, per, [...at, "volumeName"], findings);
  findings.texts(policy["groups"], [...at, "groups"]).forEach((group, index) => {
    if (isGroupName(group) || (group === "admin" && per === "group")) return;
    findings.error(
      "volume-group-invalid",
      [...at, "groups", index],
      `${shown(group)} is not a group.`,
      "Use letters, digits, dots, hyphens and underscores, as in the roster.",
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
      `${shown(path)} is not a path inside a notebook.`,
      `Write it in full, for example "/home/jovyan/data"; the only placeholders are {group} and {person}.`,
    );
    return;
  }
  for (const name of ["group", "person"]) {
    const has = String(path).includes(`{${name}}`);
    if (needs.includes(name) && !has) {
      const why = name === "group" ? "a person may be in several groups" : "staff see the box of every member";
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
        `${shown(path)} contains {${name}}, which means nothing here.`,
        `Remove {${name}} from it.`,
      );
    }
  }
}

function checkAccess(value: unknown, at: Path, findings: Findings): void {
  for (const [standing, access] of Object.entries(findings.object(value, at, ["member", "staff", "admin"]) ?? {})) {
    if (access === "rw" || access === "ro" || access === "none") continue;
    findings.error(
      "volume-access-invalid",
      [...at, standing],
      `${shown(access)} is not an access.`,
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
  // Groups and people may contain hyphens, and what is encoded in them begins with "_": only a dot tells where one ends.
  const isClear = !/\}[^.]*\{/.test(pattern);
  if (isName && hasAll && isClear) return;
  const example = `hub-${needs.map((part) => `{${part}}`).join(".")}`;
  findings.error(
    "volume-name-invalid",
    at,
    `${shown(name)} is not a pattern for the names of these volumes.`,
    `Write it as "${example}", so that each owner has a volume of their own.`,
  );
}
