import type { HubDefinition } from "../model/hub/hub.ts";
import type { ResolvedNotebook } from "../model/hub/notebook.ts";
import { ADDED, leaveOutHarmful, pipInstall, takeWheels, wheelsStage } from "./dockerfile-pip.ts";
import { slimStages } from "./dockerfile-slim.ts";
import {
  APT_INSTALL,
  COPY_BUILD_HOST,
  keepList,
  LEAVE_NO_TRACE,
  run,
  TAKE_ON_BUILD_HOST,
  TRUST,
} from "./dockerfile-stages.ts";
import { GENERATED } from "./generated-notice.ts";
import { execFormOfList, imageReference } from "./quote/dockerfile.ts";

/**
 * Emits singleuser/Dockerfile: the slim notebook or an image of the person's choice, with their packages on top.
 *
 * Each kind of package is a layer of its own, in the order in which they change: apt, conda, pip.
 */
export function emitDockerfileNotebook({ notebook, jupyterhub }: HubDefinition): string {
  const image = notebook.image ?? "slim";
  const stages = image === "slim" ? slimStages(jupyterhub) : chosenStage(image);
  return [`# ${GENERATED}`, ...stages, ...layers(notebook, image === "slim" ? SLIM : CHOSEN), ""].join("\n");
}

/** Who installs, and who a server is run by in the end. */
interface Base {
  readonly installer: string;
  readonly person: string;
  /** Whether the packages that it starts with are ours to choose. */
  readonly own: boolean;
}

const SLIM: Base = { installer: "root", person: "jovyan", own: true };
/** Jupyter's own images say who in NB_UID; pip and conda belong to that person there. */
const CHOSEN: Base = { installer: "${NB_UID:-1000}", person: "${NB_UID:-1000}", own: false };

function chosenStage(image: string): readonly string[] {
  return [
    `FROM ${imageReference(image)} AS base`,
    "USER root",
    COPY_BUILD_HOST,
    run([
      ...TAKE_ON_BUILD_HOST,
      `if [ ! -e /etc/ssl/certs/ca-certificates.crt ]; then apt-get update && ${APT_INSTALL} ca-certificates; \\
    elif [ -s /tmp/ca.pem ]; then update-ca-certificates; fi`,
      ...LEAVE_NO_TRACE,
    ]),
    TRUST,
  ];
}

function layers({ apt, conda, pip }: ResolvedNotebook, { installer, person, own }: Base): readonly string[] {
  const lines: string[] = [];
  if (apt.length > 0) lines.push(runOn(APT, apt));
  if (conda.length > 0) lines.push(`USER ${installer}`, runOn(CONDA, conda), "USER root");
  if (pip.length > 0) lines.push(...pipLayer(pip, installer, own));
  return [...lines, `USER ${person}`];
}

function pipLayer(pip: readonly string[], installer: string, own: boolean): readonly string[] {
  return [
    keepList(ADDED.list, pip),
    "",
    ...wheelsStage("base", "added-wheels", "pip", [ADDED]),
    "",
    "# What hub.ts adds with pip.",
    "FROM base AS notebook",
    ...takeWheels("added-wheels"),
    ...(installer === "root" ? [] : [`USER ${installer}`]),
    run([pipInstall("pip", ADDED), ...(own ? leaveOutHarmful("pip", pip) : [])]),
  ];
}

const APT = `apt-get update --quiet && ${APT_INSTALL} -- "$@" && rm -rf /var/lib/apt/lists/* /var/cache/apt/*`;

const CONDA =
  'conda=$(command -v mamba || echo conda) && "$conda" install --yes --quiet -- "$@" && "$conda" clean --all --force-pkgs-dirs --yes';

/** The RUN of a script on names: they reach it as its arguments, so no shell reads them. */
function runOn(commands: string, names: readonly string[]): string {
  return `RUN ${execFormOfList(["sh", "-c", commands, "sh"], names)}`;
}
