import { HubwrightError } from "../model/problem/hubwright-error.ts";
import type { Deployment, Files } from "../deployment/deployment.ts";
import { digestOfFiles } from "../deployment/digest.ts";
import { type Contexts, deploymentOf } from "../deployment/from-hub.ts";
import { shown } from "../model/problem/diagnostic.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { emitCompose } from "./compose.ts";
import { emitDockerfileJupyterhub } from "./dockerfile-jupyterhub.ts";
import { emitDockerfileNotebook } from "./dockerfile-notebook.ts";
import { postgresStages } from "./dockerfile-postgres.ts";
import { proxyStages } from "./dockerfile-proxy.ts";
import { emitDotenv } from "./dotenv.ts";
import { emitHubJson } from "./hub-json.ts";
import { hubPackage } from "./hub-package.ts";
import { emitJupyterhubConfig } from "./jupyterhub-config.ts";
import { emitMakefile } from "./makefile.ts";
import { missingFunctions } from "./missing-functions.ts";
import { emitPrometheus } from "./prometheus.ts";
import { emitReadme } from "./readme.ts";
import { emitNginx } from "./web/nginx-location.ts";

/** What a definition becomes: the files to review and run, and the deployment that they describe. */
export interface Generated {
  /** Path below `deploy/` to content. */
  readonly files: Files;
  readonly deployment: Deployment;
  /** The hub's own id that they are labelled with. */
  readonly id: string | null;
}

/**
 * Writes the deployment directory of a hub as data: path to content. The same input gives the same bytes.
 *
 * @param extraConfig - The content of each file that the definition names in `extraConfig`, by its name.
 * @param id - The hub's own, which every object is labelled with: the content of `.hubwright/id`.
 * @throws HubwrightError when one of them is not given, or a trait names a function that none of them defines.
 *
 * @example
 * ```ts
 * import { defineHub, generate } from "hubwright";
 *
 * const files = generate(defineHub({ name: "math" }));
 * console.log(Object.keys(files)); // [".env", ".gitignore", "Dockerfile.jupyterhub", …, "compose.yaml", …]
 * console.log(files["compose.yaml"]);
 * ```
 */
export function generate(hub: HubDefinition, extraConfig: Files = {}, id: string | null = null): Files {
  return generateAll(hub, extraConfig, id).files;
}

/** As {@link generate}, with the deployment beside the files. */
export function generateAll(hub: HubDefinition, extraConfig: Files = {}, id: string | null = null): Generated {
  const hubImage = hubImageFiles(hub, extraConfig, id);
  const notebookImage: Files =
    hub.notebook.image === null ? {} : { Dockerfile: emitDockerfileNotebook(hub), ...NO_BUILD_HOST };
  // The proxy's stage needs only the Dockerfile, so a change of the hub's configuration leaves its image alone.
  const proxyImage: Files = { "Dockerfile.jupyterhub": proxyStages(hub.name).join("\n") };
  const dbImage: Files = { "Dockerfile.jupyterhub": postgresStages().join("\n") };
  const contexts: Contexts = {
    hub: { kind: "generated", directory: "", files: hubImage, digest: digestOfFiles(hubImage) },
    proxy: { kind: "generated", directory: "", files: hubImage, digest: digestOfFiles(proxyImage) },
    ...(hub.database === "postgres"
      ? { db: { kind: "generated", directory: "", files: hubImage, digest: digestOfFiles(dbImage) } as const }
      : {}),
    notebook:
      hub.notebook.dockerfile === null
        ? { kind: "generated", directory: "singleuser", files: notebookImage, digest: digestOfFiles(notebookImage) }
        : { kind: "own", directory: hub.notebook.dockerfile.replace(/\/$/, "") },
  };
  const deployment = deploymentOf(hub, contexts, id);
  const files: Record<string, string> = {
    ...hubImage,
    "compose.yaml": emitCompose(deployment),
    ".env": emitDotenv(hub),
    ".gitignore": "**/build-host/*\n!**/build-host/README\n",
    "nginx.conf": emitNginx(hub),
    ...(hub.metrics ? { "prometheus.yml": emitPrometheus(hub) } : {}),
    Makefile: emitMakefile(hub, deployment),
    "README.md": emitReadme(hub),
  };
  for (const [path, text] of Object.entries(notebookImage)) files[`singleuser/${path}`] = text;
  return { files: sorted(files), deployment, id };
}

/** Docker cannot copy a directory that may be missing; a build on this machine adds what it needs beside the README. */
const NO_BUILD_HOST: Files = {
  "build-host/README": "Certificates and package indexes of the build machine, put here only for the build.\n",
};

function hubImageFiles(hub: HubDefinition, extraConfig: Files, id: string | null): Files {
  const extra = hub.extraConfig.map((file, index): [string, string] => {
    const text = extraConfig[file];
    if (text !== undefined) return [`extra/${file}`, text];
    throw new HubwrightError([
      {
        code: "extra-config-missing",
        severity: "error",
        at: ["extraConfig", index],
        message: `The file ${shown(file)} does not exist.`,
        hint: "Put it next to the definition, or remove its name.",
      },
    ]);
  });
  const missing = missingFunctions(hub, extraConfig);
  if (missing.length > 0) throw new HubwrightError(missing);
  return {
    "Dockerfile.jupyterhub": emitDockerfileJupyterhub(hub),
    "jupyterhub_config.py": emitJupyterhubConfig(hub),
    "hub.json": emitHubJson(hub, id),
    "extra/README": "Python files that hub.ts names in extraConfig.\n",
    ...NO_BUILD_HOST,
    ...Object.fromEntries(extra),
    ...hubPackage(),
  };
}

function sorted(files: Files): Files {
  return Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
