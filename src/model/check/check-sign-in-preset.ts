import { shown } from "../problem/diagnostic.ts";
import type { Findings, Unknown } from "./findings.ts";
import type { SignInPreset } from "../hub/sign-in-preset.ts";

/** What a preset's field must be, and how to write it. */
interface Field {
  readonly isRight: (value: unknown) => boolean;
  readonly hint: string;
  readonly isOptional?: boolean;
}

const text = (hint: string): Field => ({ isRight: isWord, hint });
const texts = (hint: string): Field => ({
  isRight: (value) => Array.isArray(value) && value.length > 0 && value.every(isWord),
  hint,
});
const optional = (field: Field): Field => ({ ...field, isOptional: true });

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

const OAUTH = {
  clientId: text("Write the client ID that the provider shows for this hub."),
  address: { isRight: isAddress, hint: `Write your server's address, for example "https://hub.example.edu".` },
};

const FIELDS: { readonly [kind in SignInPreset["kind"]]: { readonly [field: string]: Field } } = {
  github: { ...OAUTH, organizations: optional(texts(`Write their names, for example ["math-example-edu"].`)) },
  google: {
    ...OAUTH,
    domains: {
      isRight: (value) => Array.isArray(value) && value.length > 0 && value.every(isDomain),
      hint: `Write your own domain, for example ["example.edu"]: without one, any Google account could use a name from the roster.`,
    },
  },
  entra: {
    ...OAUTH,
    tenantId: {
      isRight: (value) =>
        isWord(value) && (DOMAIN.test(value) || /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)),
      hint: `Write the ID of your university's tenant: with "common" or "organizations", anyone with a Microsoft account could sign in.`,
    },
    usernameClaim: optional(text(`Write the name of a claim; the default is "upn".`)),
  },
  cilogon: {
    ...OAUTH,
    identityProvider: {
      isRight: (value) => isWord(value) && /^(?:https?:\/\/|urn:)/.test(value),
      hint: "Write your university's entity ID from https://cilogon.org/idplist.",
    },
    domain: { isRight: isDomain, hint: `Write the domain that people's names end in, for example "example.edu".` },
  },
  oidc: {
    ...OAUTH,
    issuer: {
      isRight: isAddress,
      hint: `Write the part of the address before /.well-known/openid-configuration, for example "https://sso.example.edu/realms/main".`,
    },
    usernameClaim: optional(text(`Write the name of a claim; the default is "preferred_username".`)),
  },
  ldap: {
    server: {
      isRight: (value) => isWord(value) && !/[/:]/.test(value),
      hint: `Write its host name, for example "ldap.example.edu".`,
    },
    encryption: optional({
      isRight: (value) => value === "starttls" || value === "tls",
      hint: `Write "starttls" or "tls"; the default is "starttls".`,
    }),
    bindDn: optional({
      isRight: (value) => typeof value === "string" && value.includes("{username}"),
      hint: `Write it with {username}, for example "uid={username},ou=people,dc=example,dc=edu".`,
    }),
    lookup: optional({ isRight: isLookup, hint: `Write { account: "cn=…", base: "ou=…", attribute: "uid" }.` }),
    groups: optional({
      isRight: (value) =>
        Array.isArray(value) &&
        value.length > 0 &&
        value.every((item) => typeof item === "string" && item.includes("=")),
      hint: `Write the DN of each, for example ["cn=math,ou=groups,dc=example,dc=edu"].`,
    }),
  },
};

/** The presets, by kind. */
export const PRESET_KINDS = Object.keys(FIELDS) as readonly SignInPreset["kind"][];

/** Whether a kind is that of a preset. */
export function isPresetKind(kind: unknown): kind is SignInPreset["kind"] {
  return PRESET_KINDS.some((known) => known === kind);
}

/** Checks the fields of a preset. */
export function checkPreset(kind: SignInPreset["kind"], value: unknown, findings: Findings): void {
  const at = ["signIn"];
  const fields = FIELDS[kind];
  const given = findings.object(value, at, ["kind", ...Object.keys(fields)]) ?? {};
  for (const [name, { isRight, hint, isOptional }] of Object.entries(fields)) {
    const written = given[name];
    if (written === undefined && isOptional === true) continue;
    if (written === undefined)
      findings.error("sign-in-field-invalid", [...at, name], `A ${kind} sign-in needs ${name}.`, hint);
    else if (!isRight(written))
      findings.error(
        "sign-in-field-invalid",
        [...at, name],
        `${shown(written)} cannot be the ${name} of a ${kind} sign-in.`,
        hint,
      );
  }
  if (kind === "ldap" && (given["bindDn"] === undefined) === (given["lookup"] === undefined))
    findings.error(
      "sign-in-field-invalid",
      at,
      "An ldap sign-in needs either bindDn or lookup.",
      "Write bindDn if a person's DN can be built from their name, or lookup if it must be searched for.",
    );
}

function isWord(value: unknown): value is string {
  return typeof value === "string" && /^\S+$/.test(value);
}

function isDomain(value: unknown): boolean {
  return typeof value === "string" && DOMAIN.test(value);
}

/** An address without a path of its own for a password, a query or a fragment; over plain http only on this machine. */
function isAddress(value: unknown): boolean {
  if (!isWord(value) || !URL.canParse(value)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(value);
  const isPlain = username === "" && password === "" && search === "" && hash === "";
  return (
    isPlain &&
    (protocol === "https:" || (protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname)))
  );
}

function isLookup(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const fields = value as Unknown;
  const names = ["account", "base", "attribute"];
  return (
    Object.keys(fields).every((key) => names.includes(key)) &&
    names.every((name) => typeof fields[name] === "string" && fields[name] !== "")
  );
}
