import { shown } from "../problem/diagnostic.ts";
import type { Findings, Path } from "./findings.ts";
import { bytesOf } from "../hub/quantity.ts";
import { fieldNames } from "../settings/field-type.ts";

/** Checks the limits for everybody or for one group. */
export function checkLimits(value: unknown, at: Path, findings: Findings): void {
  const limits = findings.object(value, at, fieldNames("notebook", "limits")) ?? {};
  const memory = limits["memory"] ?? null;
  if (memory !== null && !(typeof memory === "string" && bytesOf(memory) !== undefined)) {
    findings.error(
      "memory-invalid",
      [...at, "memory"],
      `${shown(memory)} is not a whole number of MiB or GiB.`,
      `Write it as "512MiB" or "4GiB"; for 1.5 GiB write "1536MiB".`,
    );
  }
  const cpus = limits["cpus"] ?? null;
  if (cpus !== null && !(typeof cpus === "number" && Number.isFinite(cpus) && cpus >= 0.01 && cpus <= 1024)) {
    findings.error(
      "cpus-invalid",
      [...at, "cpus"],
      `${shown(cpus)} is not a number of CPUs.`,
      "Write a number from 0.01 to 1024; 0.5 is half a CPU.",
    );
  }
  const gpus = limits["gpus"] ?? 0;
  if (gpus !== "all" && !(typeof gpus === "number" && Number.isInteger(gpus) && gpus >= 0 && gpus <= 1024)) {
    findings.error(
      "gpus-invalid",
      [...at, "gpus"],
      `${shown(gpus)} is not a number of GPUs.`,
      'Write a whole number from 0 to 1024, or "all".',
    );
  }
}
