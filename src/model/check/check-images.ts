import { shown } from "../problem/diagnostic.ts";
import type { Findings, Path } from "./findings.ts";
import { STANDARD } from "../hub/notebook.ts";

/** True for the name of an image, with or without registry, tag and digest. */
export function isImageName(value: unknown): boolean {
  return typeof value === "string" && /^[a-z0-9][\w.:/@-]{0,254}$/.test(value);
}

/** Checks the images that people can choose from, by label. */
export function checkImages(value: unknown, at: Path, findings: Findings): void {
  for (const [label, image] of Object.entries(findings.object(value, at, []) ?? {})) {
    if (label === STANDARD || !/^(?! )[^\p{C}\p{Zl}\p{Zp}]{1,60}(?<! )$/u.test(label)) {
      findings.error(
        "image-label-invalid",
        [...at, label],
        `${shown(label)} cannot be a label in the list of images.`,
        `Write a short label without control characters; "${STANDARD}" is reserved for the hub's own image.`,
      );
    }
    if (!isImageName(image) || image === "slim") {
      findings.error(
        "image-invalid",
        [...at, label],
        `${shown(image)} is not an image name.`,
        `Write a name such as "quay.io/jupyter/r-notebook:2026-11-02".`,
      );
    }
  }
}
