import { EngineError } from "../port.ts";
import { SshFailure } from "./ssh-agent.ts";

/** No answer came, or none that makes sense. */
export function lostEngine(error: unknown, address: string): EngineError {
  const { code, name, message } = error as NodeJS.ErrnoException;
  const failed = (words: string, hint: string) => new EngineError("engine-unreachable", words, hint, { cause: error });
  if (code === "EACCES" || code === "EPERM") return noRights(address, error);
  if (code === "ENOENT")
    return new EngineError("engine-missing", `There is no Docker engine at ${address}.`, START, { cause: error });
  if (code === "ECONNREFUSED" && address.startsWith("unix:")) {
    return new EngineError("engine-missing", `Nobody answers at ${address}: the Docker engine does not run.`, START, {
      cause: error,
    });
  }
  if (error instanceof SshFailure) {
    return failed(
      `The Docker engine at ${address} cannot be reached: ${message}`,
      `Try it by hand: ssh ${sshHost(address)} docker version   Keys with a passphrase must be in ssh-agent (ssh-add).`,
    );
  }
  if (name === "AbortError" || name === "TimeoutError" || code === "ETIMEDOUT") {
    return failed(
      `The Docker engine at ${address} does not answer.`,
      "Look whether it is overloaded (journalctl -u docker), or start it anew: sudo systemctl restart docker",
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
      "Check the address, and that the engine runs there and lets this machine in.",
    );
  }
  return failed(
    `The Docker engine at ${address} broke off: ${message}.`,
    "If it was restarted, run the command again. Nothing is lost: what was done stays, the rest is done then.",
  );
}

const START = "Start it: sudo systemctl start docker   Where it is not installed: sudo apt install docker.io";

function noRights(address: string, cause: unknown): EngineError {
  return new EngineError(
    "engine-no-rights",
    `You may not use the Docker engine at ${address}.`,
    "Join its group: sudo usermod -aG docker $USER   Then sign out and in again.",
    { cause },
  );
}

/** @param address - Where something answers that does not speak as an engine does. */
export function notAnEngine(address: string, cause?: unknown): EngineError {
  return new EngineError(
    "engine-unreachable",
    `What answers at ${address} is not a Docker engine.`,
    "Check the address: DOCKER_HOST, or docker context ls.",
    { cause },
  );
}

function sshHost(address: string): string {
  return address.replace(/^ssh:\/\//, "").replace(/:\d+$/, "");
}
