import { shown } from "../problem/diagnostic.ts";
import type { Findings, Unknown } from "./findings.ts";
import { checkTraits, isClassName } from "./check-traits.ts";

/** Checks `traits` and `extraConfig`. */
export function checkConfig({ traits, extraConfig }: Unknown, findings: Findings): void {
  const classes = findings.object(traits, ["traits"], []) ?? {};
  for (const [className, settings] of Object.entries(classes)) {
    if (!isClassName(className)) {
      findings.error(
        "trait-invalid",
        ["traits", className],
        `${shown(className)} is not a class name.`,
        "Write a class of JupyterHub, for example JupyterHub or Spawner.",
      );
    } else {
      checkTraits(className, settings, ["traits", className], findings);
    }
  }
  findings.texts(extraConfig, ["extraConfig"]).forEach((file, index) => {
    if (/^[A-Za-z_][\w-]*\.py$/.test(file)) return;
    findings.error(
      "extra-config-invalid",
      ["extraConfig", index],
      `${shown(file)} is not the name of a Python file next to the definition.`,
      `Put the file next to the definition and write its name, for example "services.py".`,
    );
  });
}
