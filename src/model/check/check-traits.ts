import { accepts, sayType } from "../traits/accepts.ts";
import type { KnownTrait, KnownTraits } from "../traits/known-traits.ts";
import { ownerOf } from "../traits/owned.ts";
import { nearest } from "../nearest.ts";
import { shown } from "../problem/diagnostic.ts";
import { isTraitName } from "./class-name.ts";
import type { Findings, Path } from "./findings.ts";
import type { TraitsOf } from "./traits-of.ts";

/** Checks the settings of one class. */
export function checkTraits(of: TraitsOf, value: unknown, at: Path, findings: Findings): void {
  for (const [trait, setting] of Object.entries(findings.object(value, at, []) ?? {})) {
    const place = [...at, trait];
    if (!checkName(of, trait, place, findings)) continue;
    if (!isPlain(setting)) {
      findings.error(
        "trait-invalid",
        place,
        `The value of ${of.className}.${trait} is not plain data.`,
        "Use numbers, strings, true, false, null, lists and objects; put code in an extraConfig file.",
      );
      continue;
    }
    const traits = checkIsKnown(of, trait, place, findings);
    if (traits.length === 0 || traits.some(({ type }) => accepts(type, setting))) continue;
    const said = [...new Set(traits.map(({ type }) => sayType(type)))].join(", or ");
    findings.error(
      "trait-type",
      place,
      `${of.className}.${trait} is ${shown(setting)}, which JupyterHub does not accept.`,
      `Write ${said}.`,
    );
  }
}

/** Checks the names of settings whose values are secrets, which are texts. */
export function checkSecretTraits(of: TraitsOf, value: unknown, at: Path, findings: Findings): void {
  for (const trait of Object.keys(findings.object(value, at, []) ?? {})) {
    const place = [...at, trait];
    if (!checkName(of, trait, place, findings)) continue;
    const traits = checkIsKnown(of, trait, place, findings);
    if (traits.length === 0 || traits.some(({ type }) => accepts(type, "…"))) continue;
    findings.error(
      "trait-type",
      place,
      `${of.className}.${trait} cannot get its value from secrets/sign-in.env, because it is not text.`,
      "Set it in an extraConfig file.",
    );
  }
}

/** @returns false if the name is already reported. */
function checkName({ className, families }: TraitsOf, trait: string, at: Path, findings: Findings): boolean {
  const owner = ownerOf(families, trait);
  if (!isTraitName(trait)) {
    findings.error(
      "trait-invalid",
      at,
      `${shown(trait)} is not a trait name.`,
      "Write it as in JupyterHub's documentation, for example concurrent_spawn_limit.",
    );
  } else if (owner !== undefined) {
    findings.error("trait-owned", at, `hubwright sets ${className}.${trait} itself.`, `Use instead: ${owner}.`);
  } else return true;
  return false;
}

/** @returns the traits that the setting is for; none if nothing is known about it or it is already reported. */
function checkIsKnown(of: TraitsOf, trait: string, at: Path, findings: Findings): readonly KnownTrait[] {
  const { className, known, generation } = of;
  if (known === undefined) return [];
  const all = known.traitsOf(className, trait);
  const traits = all.filter(({ only = generation }) => only === generation);
  const [first] = traits;
  if (all[0] === undefined) reportUnknown(className, trait, known, at, findings);
  else if (first === undefined) {
    const has = all[0].only;
    findings.error(
      "trait-generation",
      at,
      `JupyterHub ${generation} has no ${className}.${trait}; only JupyterHub ${has} has it.`,
      `Remove it, or write jupyterhub: "${has}".`,
    );
  } else if (first.isDeprecated) {
    findings.warning(
      "trait-deprecated",
      at,
      `${className}.${trait} is deprecated.`,
      `Look up what replaces it in the documentation of ${className}.`,
    );
  }
  return traits;
}

function reportUnknown(className: string, trait: string, known: KnownTraits, at: Path, findings: Findings): void {
  const near = nearest(trait, known.traitNames(className));
  const chosen = known.chosenPackageOf(className);
  const message = `${className} has no trait ${shown(trait)}${chosen === undefined ? "" : ` in ${chosen.name} ${chosen.version}`}.`;
  if (near !== undefined) findings.error("trait-unknown", at, message, `Did you mean ${near}?`);
  // People choose the versions of sign-in packages themselves, and another version may have it.
  else if (chosen !== undefined)
    findings.warning("trait-unknown", at, message, "Check that the version in signIn.pip has it, or remove it.");
  else findings.error("trait-unknown", at, message, "Remove it, or write it under the name of the class that has it.");
}

function isPlain(value: unknown, depth = 0): boolean {
  // No real setting is this deep, but a value that contains itself never ends.
  if (depth > 50) return false;
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every((item) => isPlain(item, depth + 1));
  if (typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every((item) => isPlain(item, depth + 1));
}
