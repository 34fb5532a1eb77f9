import { shown } from "../problem/diagnostic.ts";
import type { Findings, Unknown } from "./findings.ts";
import { fieldNames } from "../settings/field-type.ts";

/** Checks where the hub answers, and which engine it uses. */
export function checkPlace({ port, listen, engine }: Unknown, findings: Findings): void {
  if (port !== undefined && !(typeof port === "number" && Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    findings.error(
      "port-invalid",
      ["port"],
      `${shown(port)} is not a port.`,
      "Write a whole number from 1 to 65535, for example 8000.",
    );
  }
  if (listen !== undefined && !(typeof listen === "string" && isIpAddress(listen))) {
    findings.error(
      "listen-invalid",
      ["listen"],
      `${shown(listen)} is not an IP address.`,
      `Write "127.0.0.1" for this machine only, or "0.0.0.0" for every network.`,
    );
  }
  const { socket, remote } = findings.object(engine, ["engine"], fieldNames("engine")) ?? {};
  if (remote !== undefined && typeof remote !== "boolean") {
    findings.error(
      "hub-field-type",
      ["engine", "remote"],
      `remote must be true or false, not ${shown(remote)}.`,
      "Write true or false.",
    );
  }
  if (socket !== undefined && !(typeof socket === "string" && /^\/[\w./-]+$/.test(socket))) {
    findings.error(
      "socket-invalid",
      ["engine", "socket"],
      `${shown(socket)} is not the full path of a socket.`,
      `Write the full path, for example "/run/user/1000/docker.sock".`,
    );
  }
}

function isIpAddress(text: string): boolean {
  const parts = text.split(".");
  if (parts.length === 4) return parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255);
  return text === "::" || text === "::1";
}

/** Checks that the roster has a directory of its own. */
export function checkRosterPath({ roster = "roster/userlist", notebook }: Unknown, findings: Findings): void {
  if (typeof roster !== "string" || !/^[\w][\w.-]*(\/[\w][\w.-]*)*$/.test(roster)) {
    findings.error(
      "roster-path-invalid",
      ["roster"],
      `${shown(roster)} is not a path inside the definition's directory.`,
      `Write it as "roster/userlist".`,
    );
  } else if (!roster.includes("/") || /^(secrets|deploy)\//.test(roster)) {
    findings.error(
      "roster-directory-shared",
      ["roster"],
      `${shown(roster)} would give the hub access to more than the user list.`,
      `Put the list in a directory of its own, for example "roster/userlist".`,
    );
  } else if (
    typeof notebook === "object" &&
    notebook !== null &&
    "dockerfile" in notebook &&
    typeof notebook.dockerfile === "string"
  ) {
    const [people, image] = [
      `${roster.slice(0, roster.lastIndexOf("/"))}/`,
      `${notebook.dockerfile.replace(/\/$/, "")}/`,
    ];
    if (!people.startsWith(image) && !image.startsWith(people)) return;
    findings.error(
      "roster-directory-shared",
      ["roster"],
      `${shown(roster)} would let the hub change the Dockerfile of its notebooks.`,
      `Put the list in a directory of its own, for example "roster/userlist".`,
    );
  }
}
