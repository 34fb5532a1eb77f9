import { shown } from "./diagnostic.ts";
import type { Findings, Path } from "./findings.ts";

/**
 * Traits that hubwright writes itself, and where to say the same thing. Setting one of them would take
 * away what keeps people apart, so it is refused rather than overwritten in silence.
 */
const OWNED: { readonly [family: string]: { readonly [trait: string]: string } } = {
  application: {
    authenticator_class: "signIn",
    spawner_class: "volumes and notebook",
    base_url: "name",
    bind_url: "port and listen",
    hub_bind_url: "nothing: the hub and its proxy agree on it",
    hub_connect_url: "nothing: the hub and its proxy agree on it",
    cleanup_servers: "nothing: notebooks outlive the hub",
    admin_access: "admins: { access: false }, which JupyterHub's own setting has long ceased to do",
    db_url: "database",
    services: "an extraConfig file",
    load_roles: "an extraConfig file",
  },
  proxy: {
    should_start: "nothing: the proxy has a container of its own",
    api_url: "nothing: the proxy has a container of its own",
    auth_token: "secrets/proxy.env",
  },
  spawner: {
    volumes: "volumes",
    mounts: "volumes",
    prefix: "name",
    name_template: "name",
    network_name: "name",
    remove: "nothing: a kept container would keep its old mounts",
    image: "notebook",
  },
  authenticator: {
    manage_groups: "the roster",
    manage_roles: "the roster",
    allowed_users: "the roster",
    admin_users: "the roster",
    allow_existing_users: "the roster",
    any_allow_config: "the roster",
    auth_refresh_age: "nothing: access that the list takes away ends within seconds",
    auth_refresh_strict: "nothing: access that the list takes away ends within seconds",
    refresh_pre_spawn: "nothing: access that the list takes away ends within seconds",
  },
};

/**
 * What a class's settings reach: traitlets gives those of a base to all that inherit from it. A sign-in class of somebody's own, and
 * its bases, are in no such table: the hub itself refuses to start without what keeps people apart.
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

/** Words that Python keeps for itself: `c.JupyterHub.lambda = 1` would stop the hub. */
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

/** True for a module and a class. The settings of a class are found under its name, which for JupyterHub begins with a capital. */
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
        `${shown(trait)} is not the name of a trait.`,
        "Write it as JupyterHub's documentation does, for example concurrent_spawn_limit.",
      );
    } else if (owner !== undefined) {
      findings.error(
        "trait-owned",
        [...at, trait],
        `${className}.${trait} is hubwright's own.`,
        `Use instead: ${owner}.`,
      );
    } else if (!isPlain(setting)) {
      findings.error(
        "trait-invalid",
        [...at, trait],
        `${className}.${trait} is not plain data.`,
        "Write numbers, texts, true, false, null, lists and objects of these; for code there is extraConfig.",
      );
    }
  }
}

function isPlain(value: unknown, depth = 0): boolean {
  // No setting is so deep, but a value that contains itself has no end.
  if (depth > 50) return false;
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every((item) => isPlain(item, depth + 1));
  if (typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every((item) => isPlain(item, depth + 1));
}
