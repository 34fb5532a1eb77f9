import { shown } from "./diagnostic.ts";
import type { Findings, Path } from "./findings.ts";
import { bytesOf, secondsOf } from "./quantity.ts";

/** Checks `notebook`. */
export function checkNotebook(value: unknown, findings: Findings): void {
  const at = ["notebook"];
  const notebook = findings.object(value, at, ["image", "dockerfile", "apt", "pip", "conda", "limits", "idleAfter"]);
  if (notebook === undefined) return;
  checkImage(notebook["image"] ?? null, findings);
  checkDockerfile(notebook, findings);
  for (const manager of ["apt", "pip", "conda"] as const)
    checkPackages(manager, notebook[manager], [...at, manager], findings);
  checkConda(notebook, findings);
  const limits = findings.object(notebook["limits"], [...at, "limits"], ["memory", "cpus"]) ?? {};
  const memory = limits["memory"] ?? null;
  if (memory !== null && !(typeof memory === "string" && bytesOf(memory) !== undefined)) {
    findings.error(
      "memory-invalid",
      [...at, "limits", "memory"],
      `${shown(memory)} is not a whole number of MiB or GiB.`,
      `Write it as "512MiB" or "4GiB"; half a GiB more than one is "1536MiB".`,
    );
  }
  const cpus = limits["cpus"] ?? null;
  if (cpus !== null && !(typeof cpus === "number" && Number.isFinite(cpus) && cpus >= 0.01 && cpus <= 1024)) {
    findings.error(
      "cpus-invalid",
      [...at, "limits", "cpus"],
      `${shown(cpus)} is not a number of processors.`,
      "Write a number from 0.01 to 1024; 0.5 is half a processor.",
    );
  }
  const idleAfter = notebook["idleAfter"] ?? null;
  if (idleAfter !== null && !(typeof idleAfter === "string" && secondsOf(idleAfter) !== undefined)) {
    findings.error(
      "duration-invalid",
      [...at, "idleAfter"],
      `${shown(idleAfter)} is not a length of time.`,
      `Write a whole number and a unit: "90s", "30m", "1h" or "7d".`,
    );
  }
}

function checkImage(image: unknown, findings: Findings): void {
  if (image === null || (typeof image === "string" && /^[a-z0-9][\w.:/@-]{0,254}$/.test(image))) return;
  findings.error(
    "image-invalid",
    ["notebook", "image"],
    `${shown(image)} is not the name of an image.`,
    `Write "slim", or a name such as "quay.io/jupyter/minimal-notebook:2026-11-02".`,
  );
}

function checkDockerfile(notebook: { readonly [key: string]: unknown }, findings: Findings): void {
  const dockerfile = notebook["dockerfile"] ?? null;
  if (dockerfile === null) return;
  if (
    typeof dockerfile !== "string" ||
    !/^[\w][\w.-]*(\/[\w][\w.-]*)*\/?$/.test(dockerfile) ||
    /^(secrets|deploy|roster)(\/|$)/.test(dockerfile)
  ) {
    findings.error(
      "notebook-directory-invalid",
      ["notebook", "dockerfile"],
      `${shown(dockerfile)} is not a directory of your own below the definition.`,
      `Write it as "singleuser/"; it holds your Dockerfile.`,
    );
  }
  const isSet = (value: unknown) =>
    value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
  for (const field of ["image", "apt", "pip", "conda"]) {
    if (isSet(notebook[field])) {
      findings.error(
        "notebook-directory-invalid",
        ["notebook", field],
        `${shown(field)} has no effect beside "dockerfile".`,
        "Write it into that Dockerfile, which hubwright builds as it is.",
      );
    }
  }
}

/** Asked here, because the build would find out only after minutes. */
function checkConda({ image, conda }: { readonly [key: string]: unknown }, findings: Findings): void {
  if ((image ?? "slim") !== "slim" || !Array.isArray(conda) || conda.length === 0) return;
  findings.error(
    "package-invalid",
    ["notebook", "conda"],
    'The image "slim" has no conda.',
    'Use pip, or an image with conda: "quay.io/jupyter/minimal-notebook:2026-11-02".',
  );
}

const PACKAGE = {
  apt: { pattern: /^[a-z0-9][a-z0-9+.-]*(:[a-z0-9]+)?(=[\w.+:~-]+)?$/, example: "graphviz" },
  // Names, extras, versions, markers and direct references; no option (--index-url) may hide among them.
  // oxlint-disable-next-line no-control-regex -- a line end in a package would be a line of a file
  pip: { pattern: /^[A-Za-z0-9][^\u0000-\u001f\u007f]*$/, example: "numpy==2.4.0" },
  conda: { pattern: /^[A-Za-z0-9][\w.:=<>!*~,| -]*$/, example: "r-base=4.5" },
} as const;

/** Checks the packages of one package manager. Quoting makes them harmless; this says early that one is not a package. */
export function checkPackages(manager: keyof typeof PACKAGE, value: unknown, at: Path, findings: Findings): void {
  const { pattern, example } = PACKAGE[manager];
  findings.texts(value, at).forEach((name, index) => {
    if (pattern.test(name) && name.length <= 500) return;
    findings.error(
      "package-invalid",
      [...at, index],
      `${shown(name)} is not a package for ${manager}.`,
      `Write one package as ${manager} takes it, for example "${example}".`,
    );
  });
}
