import { shown } from "./diagnostic.ts";
import type { Findings, Unknown } from "./findings.ts";
import { checkPackages } from "./check-notebook.ts";
import { checkTraits, isClassName, isClassPath } from "./check-traits.ts";

/** Checks `signIn`. */
export function checkSignIn(value: unknown, findings: Findings): void {
  if (value === undefined) return;
  const at = ["signIn"];
  const kind = typeof value === "object" && value !== null ? (value as Unknown)["kind"] : undefined;
  if (kind === "derived-password") {
    const { length } = findings.object(value, at, ["kind", "length"]) ?? {};
    if (
      length !== undefined &&
      !(typeof length === "number" && Number.isInteger(length) && length >= 6 && length <= 64)
    ) {
      findings.error(
        "password-length-invalid",
        [...at, "length"],
        `${shown(length)} is not a length for passwords.`,
        "Write a whole number from 6 to 64; the default is 10.",
      );
    }
  } else if (kind === "custom") {
    const { authenticator, pip, traits } = findings.object(value, at, ["kind", "authenticator", "pip", "traits"]) ?? {};
    if (typeof authenticator !== "string" || !isClassPath(authenticator)) {
      findings.error(
        "authenticator-invalid",
        [...at, "authenticator"],
        `${shown(authenticator)} is not a module and a class.`,
        `Write it as "oauthenticator.github.GitHubOAuthenticator".`,
      );
    }
    checkPackages("pip", pip, [...at, "pip"], findings);
    checkTraits("Authenticator", traits, [...at, "traits"], findings);
  } else {
    findings.error(
      "sign-in-kind-unknown",
      [...at, "kind"],
      `${shown(kind)} is not a way to sign in.`,
      `Write "derived-password" or "custom".`,
    );
  }
}

/** Checks `traits` and `extraConfig`. */
export function checkConfig({ traits, extraConfig }: Unknown, findings: Findings): void {
  const classes = findings.object(traits, ["traits"], []) ?? {};
  for (const [className, settings] of Object.entries(classes)) {
    if (!isClassName(className)) {
      findings.error(
        "trait-invalid",
        ["traits", className],
        `${shown(className)} is not the name of a class.`,
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
      `${shown(file)} is not a Python file beside the definition.`,
      `Write its plain name, for example "services.py".`,
    );
  });
}
