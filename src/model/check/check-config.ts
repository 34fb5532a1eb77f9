import { shown } from "../problem/diagnostic.ts";
import type { Findings, Unknown } from "./findings.ts";
import { checkTraits } from "./check-traits.ts";
import { isClassName } from "./class-name.ts";
import { warnOfSecrets } from "./check-secret-traits.ts";
import { ownAuthenticator, traitsOfClass } from "./traits-of.ts";
import { KnownTraits } from "../traits/known-traits.ts";
import { nearest } from "../nearest.ts";

/** Checks `traits` and `extraConfig`. */
export function checkConfig(hub: Unknown, findings: Findings): void {
  const classes = Object.entries(findings.object(hub["traits"], ["traits"], []) ?? {});
  const known = classes.length > 0 ? new KnownTraits() : undefined;
  for (const [className, settings] of classes) {
    const at = ["traits", className];
    if (!isClassName(className) || known === undefined) {
      findings.error(
        "trait-invalid",
        at,
        `${shown(className)} is not a class name.`,
        "Write a class of JupyterHub, for example JupyterHub or Spawner.",
      );
      continue;
    }
    const of = traitsOfClass(className, hub, known);
    const near =
      of.known === undefined && className !== ownAuthenticator(hub, known) ? typoOf(className, known) : undefined;
    if (near !== undefined)
      findings.error("trait-class-unknown", at, `There is no class ${className}.`, `Did you mean ${near}?`);
    else {
      checkTraits(of, settings, at, findings);
      warnOfSecrets(of, settings, at, findings);
    }
  }
  findings.texts(hub["extraConfig"], ["extraConfig"]).forEach((file, index) => {
    if (/^[A-Za-z_][\w-]*\.py$/.test(file)) return;
    findings.error(
      "extra-config-invalid",
      ["extraConfig", index],
      `${shown(file)} is not the name of a Python file next to the definition.`,
      `Put the file next to the definition and write its name, for example "services.py".`,
    );
  });
}

/** The known class that a name is a typo of. A class of one's own is often called after the one that it is made from: `MySpawner`. */
function typoOf(className: string, known: KnownTraits): string | undefined {
  const near = nearest(className, known.names, 1);
  return near !== undefined && className.endsWith(near) ? undefined : near;
}
