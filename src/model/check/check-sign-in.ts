import { checkPackages } from "./check-notebook.ts";
import { checkSecretTraits, checkTraits } from "./check-traits.ts";
import { type TraitsOf, traitsOfSignIn } from "./traits-of.ts";
import { isClassPath } from "./class-name.ts";
import { warnOfSecrets } from "./check-secret-traits.ts";
import { KnownTraits } from "../traits/known-traits.ts";
import { shown } from "../problem/diagnostic.ts";
import type { Findings, Unknown } from "./findings.ts";
import { checkPreset, isPresetKind, PRESET_KINDS } from "./check-sign-in-preset.ts";

const AT = ["signIn"] as const;

/** Checks `signIn`. */
export function checkSignIn(hub: Unknown, findings: Findings): void {
  const value = hub["signIn"];
  if (value === undefined) return;
  const kind = typeof value === "object" && value !== null ? (value as Unknown)["kind"] : undefined;
  if (kind === "derived-password") checkDerivedPassword(value, findings);
  else if (kind === "custom") checkCustom(value, traitsOfSignIn(hub, new KnownTraits()), findings);
  else if (isPresetKind(kind)) checkPreset(kind, value, findings);
  else {
    findings.error(
      "sign-in-kind-unknown",
      [...AT, "kind"],
      `${shown(kind)} is not a sign-in method.`,
      `Write one of ${["derived-password", ...PRESET_KINDS, "custom"].map((known) => `"${known}"`).join(", ")}.`,
    );
  }
}

function checkDerivedPassword(value: unknown, findings: Findings): void {
  const { length } = findings.object(value, AT, ["kind", "length"]) ?? {};
  if (length === undefined) return;
  if (typeof length === "number" && Number.isInteger(length) && length >= 6 && length <= 64) return;
  findings.error(
    "password-length-invalid",
    [...AT, "length"],
    `${shown(length)} is not a password length.`,
    "Write a whole number from 6 to 64; the default is 10.",
  );
}

function checkCustom(value: unknown, of: TraitsOf, findings: Findings): void {
  const known = ["kind", "authenticator", "pip", "traits", "secrets", "secretTraits"];
  const { authenticator, pip, traits, secrets, secretTraits } = findings.object(value, AT, known) ?? {};
  if (typeof authenticator !== "string" || !isClassPath(authenticator)) {
    findings.error(
      "authenticator-invalid",
      [...AT, "authenticator"],
      `${shown(authenticator)} is not a Python module and class.`,
      `Write it as "oauthenticator.github.GitHubOAuthenticator".`,
    );
  }
  checkPackages("pip", pip, [...AT, "pip"], findings);
  checkTraits(of, traits, [...AT, "traits"], findings);
  checkSecretTraits(of, secretTraits, [...AT, "secretTraits"], findings);
  warnOfSecrets(of, traits, [...AT, "traits"], findings);
  const names = checkNames(secrets, findings);
  for (const [trait, name] of Object.entries(isObject(secretTraits) ? secretTraits : {})) {
    if (typeof name !== "string" || !names.includes(name))
      findings.error(
        "secret-name-invalid",
        [...AT, "secretTraits", trait],
        `${shown(name)} is not one of the names in signIn.secrets.`,
        `Add it to signIn.secrets, for example secrets: ["LDAP_PASSWORD"].`,
      );
    if (isObject(traits) && traits[trait] !== undefined)
      findings.error(
        "secret-name-invalid",
        [...AT, "secretTraits", trait],
        `${trait} is also set in signIn.traits.`,
        "Remove it from signIn.traits, so that its value comes from secrets/sign-in.env.",
      );
  }
}

/** Names that the hub's own programs read from their environment, so a secret must not use them. */
const NOT_FREE = /^(?:PATH|HOME|LANG|LC_.*|TZ|PYTHON.*|LD_.*|DOCKER_.*|JUPYTERHUB_.*|CONFIGPROXY_.*|SSL_.*|.*_PROXY)$/;

/** Checks the names of what is kept in secrets/sign-in.env. @returns the valid ones. */
function checkNames(value: unknown, findings: Findings): readonly string[] {
  return findings.texts(value, [...AT, "secrets"]).filter((name, index, all) => {
    const isRight = /^[A-Z][A-Z0-9_]*$/.test(name) && !NOT_FREE.test(name) && all.indexOf(name) === index;
    if (!isRight)
      findings.error(
        "secret-name-invalid",
        [...AT, "secrets", index],
        `${shown(name)} cannot be the name of a secret${NOT_FREE.test(name) ? ": the hub's own programs use it" : ""}.`,
        `Use capital letters, digits and underscores, and write each name once, for example "GITHUB_CLIENT_SECRET".`,
      );
    return isRight;
  });
}

function isObject(value: unknown): value is Unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
