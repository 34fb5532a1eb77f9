import { EngineFailure, type HubwrightError } from "../../model/problem/hubwright-error.ts";
import { type Hint, hint, program } from "../../model/problem/problem.ts";
import { SshFailure } from "./ssh-agent.ts";

/** No answer came, or none that makes sense. */
export function lostEngine(error: unknown, address: string): HubwrightError {
  const { code, name, message } = error as NodeJS.ErrnoException;
  const failed = (words: string, next: Hint) => EngineFailure.of("engine-unreachable", words, next, { cause: error });
  if (code === "EACCES" || code === "EPERM") return noRights(address, error);
  if (code === "ENOENT")
    return EngineFailure.of("engine-missing", `There is no Docker engine at ${address}.`, START, { cause: error });
  if (code === "ECONNREFUSED" && address.startsWith("unix:")) {
    return EngineFailure.of("engine-missing", `The Docker engine at ${address} is not running.`, START, {
      cause: error,
    });
  }
  if (error instanceof SshFailure) {
    return failed(
      `The Docker engine at ${address} cannot be reached: ${message}`,
      hint`Test the connection: ${program("ssh", sshHost(address), "docker", "version")}   Keys with a passphrase must be in ssh-agent (${program("ssh-add")}).`,
    );
  }
  if (name === "AbortError" || name === "TimeoutError" || code === "ETIMEDOUT") {
    return failed(
      `The Docker engine at ${address} is not responding.`,
      hint`Check whether it is overloaded (${program("journalctl", "-u", "docker")}), or restart it: ${program("sudo", "systemctl", "restart", "docker")}`,
    );
  }
  if (typeof code === "string" && code.startsWith("HPE_")) return notAnEngine(address, error);
  if (typeof code === "string" && /TLS|CERT|SSL|EPROTO|ALTNAME|VERIFY/.test(code)) {
    return failed(
      `The Docker engine at ${address} cannot be trusted over TLS: ${message.trim()}.`,
      "Set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the directory of its ca.pem, cert.pem and key.pem.",
    );
  }
  if (code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "EHOSTUNREACH" || code === "EAI_AGAIN") {
    return failed(
      `The Docker engine at ${address} cannot be reached: ${message}.`,
      "Check the address, and that the engine is running there and accepts connections from this machine.",
    );
  }
  return failed(
    `The Docker engine at ${address} closed the connection: ${message}.`,
    "If it was restarted, run the command again. Nothing is lost: what was done is kept, and the rest is done then.",
  );
}

const START = hint`Start it: ${program("sudo", "systemctl", "start", "docker")}   If it is not installed: ${program("sudo", "apt", "install", "docker.io")}`;

function noRights(address: string, cause: unknown): HubwrightError {
  return EngineFailure.of(
    "engine-no-rights",
    `Permission denied: your account cannot use Docker at ${address}.`,
    hint`Join the docker group: ${program("sudo", "usermod", "-aG", "docker", "$USER")}   Then sign out and in again.`,
    { cause },
  );
}

/** @param address - Where something answers that does not speak as an engine does. */
export function notAnEngine(address: string, cause?: unknown): HubwrightError {
  return EngineFailure.of(
    "engine-unreachable",
    `The server at ${address} is not a Docker engine.`,
    hint`Check the address: DOCKER_HOST, or ${program("docker", "context", "ls")}.`,
    { cause },
  );
}

function sshHost(address: string): string {
  return address.replace(/^ssh:\/\//, "").replace(/:\d+$/, "");
}
