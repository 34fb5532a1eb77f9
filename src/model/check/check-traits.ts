import { shown } from "../problem/diagnostic.ts";
import type { Findings, Path } from "./findings.ts";

/**
 * Traits that hubwright sets itself, and what to use instead. Another value could let people reach each other's data,
 * so it is refused rather than silently overwritten.
 */
const OWNED: { readonly [family: string]: { readonly [trait: string]: string } } = {
  application: {
    authenticator_class: "signIn",
    spawner_class: "volumes and notebook",
    base_url: "name",
    bind_url: "port and listen",
    hub_bind_url: "nothing, because the hub and its proxy must agree on it",
    hub_connect_url: "nothing, because the hub and its proxy must agree on it",
    cleanup_servers: "nothing, because servers keep running when the hub restarts",
    admin_access: "admins: { access: false }; JupyterHub's own setting no longer has an effect",
    db_url: "database",
    services: "an extraConfig file",
    load_roles: "an extraConfig file",
  },
  proxy: {
    should_start: "nothing, because the proxy runs in its own container",
    api_url: "nothing, because the proxy runs in its own container",
    auth_token: "secrets/proxy.env",
  },
  spawner: {
    volumes: "volumes",
    mounts: "volumes",
    prefix: "name",
    name_template: "name",
    network_name: "name",
    remove: "nothing, because a kept container would keep its old mounts",
    image: "notebook",
  },
  authenticator: {
    manage_groups: "the roster",
    manage_roles: "the roster",
    allowed_users: "the roster",
    admin_users: "the roster",
    allow_existing_users: "the roster",
    any_allow_config: "the roster",
    auth_refresh_age: "nothing, because access must end within seconds when the roster takes it away",
    auth_refresh_strict: "nothing, because access must end within seconds when the roster takes it away",
    refresh_pre_spawn: "nothing, because access must end within seconds when the roster takes it away",
  },
};

/**
 * Which classes a setting applies to: traitlets passes a base class's settings to every subclass. A custom sign-in class, and
 * its bases, are not in this table: the hub itself refuses to start with settings that would let people keep access.
 */
const FAMILIES: { readonly [className: string]: readonly (keyof typeof OWNED)[] } = {
  Configurable: Object.keys(OWNED),
  LoggingConfigurable: Object.keys(OWNED),
  SingletonConfigurable: ["application"],
  Application: ["application"],
  JupyterHub: ["application"],
  HubwrightApp: ["application"],
  Proxy: ["proxy"],
  ConfigurableHTTPProxy: ["proxy"],
  Spawner: ["spawner"],
  DockerSpawner: ["spawner"],
  HubwrightSpawner: ["spawner"],
  Authenticator: ["authenticator"],
  RosterMixin: ["authenticator"],
  DerivedPasswordAuthenticator: ["authenticator"],
  CustomAuthenticator: ["authenticator"],
};

function ownerOf(className: string, trait: string): string | undefined {
  const families = Object.hasOwn(FAMILIES, className) ? (FAMILIES[className] ?? []) : [];
  return families.map((family) => OWNED[family]?.[trait]).find((owner) => owner !== undefined);
}

/** Python's reserved words: `c.JupyterHub.lambda = 1` would keep the hub from starting. */
const PYTHON_WORDS = new Set([
  "False",
  "None",
  "True",
  "and",
  "as",
  "assert",
  "async",
  "await",
  "break",
  "class",
  "continue",
  "def",
  "del",
  "elif",
  "else",
  "except",
  "finally",
  "for",
  "from",
  "global",
  "if",
  "import",
  "in",
  "is",
  "lambda",
  "nonlocal",
  "not",
  "or",
  "pass",
  "raise",
  "return",
  "try",
  "while",
  "with",
  "yield",
]);

/** True for a module and a class. JupyterHub finds a class's settings under its name, which must start with a capital letter. */
export function isClassPath(text: string): boolean {
  return /^([A-Za-z_]\w*\.)+[A-Z]\w*$/.test(text) && !text.split(".").some((part) => PYTHON_WORDS.has(part));
}

/** True for what JupyterHub's configuration can call a class. */
export function isClassName(text: string): boolean {
  return /^[A-Z]\w*$/.test(text) && !PYTHON_WORDS.has(text);
}

/** Checks the settings of one class. */
export function checkTraits(className: string, value: unknown, at: Path, findings: Findings): void {
  for (const [trait, setting] of Object.entries(findings.object(value, at, []) ?? {})) {
    const owner = ownerOf(className, trait);
    if (!/^[a-z]\w*$/.test(trait) || PYTHON_WORDS.has(trait)) {
      findings.error(
        "trait-invalid",
        [...at, trait],
        `${shown(trait)} is not a trait name.`,
        "Write it as in JupyterHub's documentation, for example concurrent_spawn_limit.",
      );
    } else if (owner !== undefined) {
      findings.error(
        "trait-owned",
        [...at, trait],
        `hubwright sets ${className}.${trait} itself.`,
        `Use instead: ${owner}.`,
      );
    } else if (!isPlain(setting)) {
      findings.error(
        "trait-invalid",
        [...at, trait],
        `The value of ${className}.${trait} is not plain data.`,
        "Use numbers, strings, true, false, null, lists and objects; put code in an extraConfig file.",
      );
    }
  }
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
