import { homedir } from "node:os";
import type { Files } from "../../deployment/deployment.ts";
import { readAptMirror } from "./apt-mirror.ts";
import type { BuildMachine } from "./build-machine.ts";
import type { Environment } from "../../model/environment.ts";
import { readExtraCertificates } from "./extra-certificates.ts";
import { readNpmrc } from "./npmrc.ts";
import { readPipConf } from "./pip-conf.ts";

/**
 * Reads what a build needs from the machine that builds: certificates of its network, package indexes, apt mirror.
 *
 * Many universities inspect TLS and have their own mirrors; a build does not know about them by itself. The files
 * are put into every context, below `build-host/`, and are no part of its digest: the image does not become another one
 * because it was built elsewhere.
 *
 * @returns paths that start with `build-host/`; nothing where the machine has nothing special.
 */
export function readBuildHost(environment: Environment, machine: BuildMachine = thisMachine(environment)): Files {
  const pipConf = readPipConf(environment, machine);
  const npmrc = readNpmrc(environment, machine);
  const mirror = readAptMirror(machine);
  const certificates = Object.entries(readExtraCertificates(environment, machine));
  return {
    ...Object.fromEntries(certificates.map(([name, text]) => [`build-host/ca/${name}`, text])),
    ...(pipConf !== undefined && { "build-host/pip.conf": pipConf }),
    ...(npmrc !== undefined && { "build-host/npmrc": npmrc }),
    ...(mirror !== undefined && { "build-host/apt-mirror": `${mirror}\n` }),
  };
}

function thisMachine(environment: Environment): BuildMachine {
  return { root: "/", home: environment["HOME"] || homedir() };
}
