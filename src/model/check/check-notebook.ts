import { checkImages, isImageName } from "./check-images.ts";
import { checkLimits } from "./check-limits.ts";
import { shown } from "../problem/diagnostic.ts";
import type { Findings, Path } from "./findings.ts";
import { isGroupName } from "../hub/group-name.ts";
import { PRIVILEGES } from "../hub/notebook.ts";
import { secondsOf } from "../hub/quantity.ts";
import { fieldNames } from "../settings/field-type.ts";

/** Checks `notebook`. */
export function checkNotebook(value: unknown, findings: Findings): void {
  const at = ["notebook"];
  const notebook = findings.object(value, at, fieldNames("notebook"));
  if (notebook === undefined) return;
  checkImage(notebook["image"] ?? null, [...at, "image"], findings);
  checkDockerfile(notebook, findings);
  for (const manager of ["apt", "pip", "conda"] as const)
    checkPackages(manager, notebook[manager], [...at, manager], findings);
  checkConda(notebook, findings);
  checkLimits(notebook["limits"], [...at, "limits"], findings);
  for (const field of ["idleAfter", "maxAge"]) checkDuration(notebook[field] ?? null, [...at, field], findings);
  checkPrivileges(notebook["privileges"] ?? null, [...at, "privileges"], findings);
  checkImages(notebook["images"], [...at, "images"], findings);
  checkGroups(notebook["groups"], findings);
}

function checkGroups(value: unknown, findings: Findings): void {
  const groups = findings.object(value, ["notebook", "groups"], []) ?? {};
  for (const [group, given] of Object.entries(groups)) {
    const at = ["notebook", "groups", group];
    if (group !== "admin" && !isGroupName(group)) {
      findings.error(
        "notebook-group-invalid",
        at,
        `${shown(group)} is not a group name.`,
        "Write the group as in the userlist, or admin for the hub's admins.",
      );
    }
    if (given === null || given === undefined) {
      findings.error("hub-field-type", at, `${shown(group)} has no settings.`, "Write it as { limits: { … } }.");
    }
    const { limits, image, images } = findings.object(given, at, fieldNames("notebook", "groups", "*")) ?? {};
    checkLimits(limits, [...at, "limits"], findings);
    if (image === "slim") {
      findings.error(
        "image-invalid",
        [...at, "image"],
        'A group cannot use "slim": hubwright builds one image for the whole hub.',
        "Write the name of an image from a registry, or leave it out.",
      );
    } else checkImage(image ?? null, [...at, "image"], findings);
    checkImages(images, [...at, "images"], findings);
  }
}

function checkPrivileges(value: unknown, at: Path, findings: Findings): void {
  if (value === null || PRIVILEGES.some((known) => known === value)) return;
  findings.error(
    "privileges-invalid",
    at,
    `privileges must be "none" or "docker", not ${shown(value)}.`,
    'Write "none", or "docker" for an image that needs sudo or starts as root.',
  );
}

function checkDuration(value: unknown, at: Path, findings: Findings): void {
  if (value === null || (typeof value === "string" && secondsOf(value) !== undefined)) return;
  findings.error(
    "duration-invalid",
    at,
    `${shown(value)} is not a duration.`,
    `Write a whole number and a unit: "90s", "30m", "1h" or "7d".`,
  );
}

function checkImage(image: unknown, at: Path, findings: Findings): void {
  if (image === null || isImageName(image)) return;
  findings.error(
    "image-invalid",
    at,
    `${shown(image)} is not an image name.`,
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
      `${shown(dockerfile)} is not a directory of your own next to the definition.`,
      `Write the directory with your Dockerfile, for example "singleuser/".`,
    );
  }
  const isSet = (value: unknown) =>
    value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
  for (const field of ["image", "apt", "pip", "conda"]) {
    if (isSet(notebook[field])) {
      findings.error(
        "notebook-directory-invalid",
        ["notebook", field],
        `${shown(field)} has no effect together with "dockerfile".`,
        "Add it to your Dockerfile, which hubwright builds as it is.",
      );
    }
  }
}

/** Checked here, because the build would only notice after minutes. */
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
  // Names, extras, versions, markers and direct references; an option (--index-url) must not get in among them.
  // oxlint-disable-next-line no-control-regex -- a line break in a package would start a new line in a file
  pip: { pattern: /^[A-Za-z0-9][^\u0000-\u001f\u007f]*$/, example: "numpy==2.4.0" },
  conda: { pattern: /^[A-Za-z0-9][\w.:=<>!*~,| -]*$/, example: "r-base=4.5" },
} as const;

/** Checks the packages of one package manager. Quoting makes them harmless; this check reports mistakes early. */
export function checkPackages(manager: keyof typeof PACKAGE, value: unknown, at: Path, findings: Findings): void {
  const { pattern, example } = PACKAGE[manager];
  findings.texts(value, at).forEach((name, index) => {
    if (pattern.test(name) && name.length <= 500) return;
    findings.error(
      "package-invalid",
      [...at, index],
      `${shown(name)} is not a ${manager} package.`,
      `Write one package the way ${manager} expects it, for example "${example}".`,
    );
  });
}
