import { INSIDE } from "../deployment/from-hub.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { type NamedFunctionUse, namedFunctions } from "../model/hub/named-functions.ts";
import { hubNames } from "../model/hub/names.ts";
import type { TraitValue } from "../model/traits/trait-value.ts";
import { GENERATED } from "./generated-notice.ts";
import { pythonLiteral } from "./quote/python.ts";

/** One line of the configuration: a trait of a class, and its value as data. */
type Setting = readonly [className: string, trait: string, value: TraitValue];

/**
 * Emits jupyterhub_config.py: settings as data, then the person's own files, then what hubwright adds to their lists.
 *
 * Behavior lives in classes of `hubwright_hub`, which are named here by string; no code is put together from values.
 */
export function emitJupyterhubConfig(hub: HubDefinition): string {
  const secrets = secretLines(hub);
  const functions = namedFunctions(hub);
  const lines = [
    `# ${GENERATED}`,
    "# ruff: noqa",
    "from hubwright_hub.config import add_own",
    ...(functions.length > 0 ? ["from hubwright_hub.extra_config import load_files, set_functions"] : []),
    "from hubwright_hub.keys import set_keys",
    ...(secrets.length > 0 ? ["from hubwright_hub.sign_in_secrets import set_sign_in_secrets"] : []),
    "",
    "c = get_config()",
    "",
    "# Where the hub is, and what it is made of.",
    ...ownSettings(hub).map(writeSetting),
    "set_keys(c)",
  ];
  const asked = askedSettings(hub, functions);
  if (asked.length > 0) lines.push("", "# Other settings from hub.ts.", ...asked.map(writeSetting));
  if (secrets.length > 0) lines.push("", "# Settings from secrets/sign-in.env.", ...secrets);
  if (hub.extraConfig.length > 0) {
    const paths = hub.extraConfig.map((file) => `${INSIDE.home}/extra/${file}`);
    const files =
      functions.length > 0
        ? withFunctions(paths, functions)
        : paths.map((path) => `load_subconfig(${pythonLiteral(path)})`);
    lines.push(
      "",
      "# The files that hub.ts names. Lists that they set are kept: hubwright adds to them below.",
      ...files,
    );
  }
  lines.push("", "add_own(c)", "");
  return lines.join("\n");
}

function ownSettings(hub: HubDefinition): readonly Setting[] {
  const names = hubNames(hub.name);
  const authenticator = hub.signIn.kind === "custom" ? "CustomAuthenticator" : "DerivedPasswordAuthenticator";
  return [
    ["JupyterHub", "bind_url", `http://:8000/${hub.name}/`],
    ["JupyterHub", "base_url", `/${hub.name}/`],
    ["JupyterHub", "hub_ip", "0.0.0.0"],
    ["JupyterHub", "hub_connect_ip", names.hub],
    // The address of any other is put together in the hub, from a secret; add_own sets it.
    ...(hub.database === "sqlite"
      ? [["JupyterHub", "db_url", `sqlite:///${INSIDE.data}/jupyterhub.sqlite`] satisfies Setting]
      : []),
    ["JupyterHub", "cookie_secret_file", `${INSIDE.data}/jupyterhub_cookie_secret`],
    ["JupyterHub", "authenticator_class", `hubwright_hub.authenticator.${authenticator}`],
    ["JupyterHub", "spawner_class", "hubwright_hub.spawner.HubwrightSpawner"],
    // Notebooks outlive the hub: restarting it must not stop anyone's work.
    ["JupyterHub", "cleanup_servers", false],
    // Routes live in the proxy's memory. After it restarts, nobody can reach a notebook until the hub has checked them,
    // which it does when it records activity: every five minutes by default.
    ["JupyterHub", "last_activity_interval", 10],
    ["ConfigurableHTTPProxy", "should_start", false],
    ["ConfigurableHTTPProxy", "api_url", `http://${names.proxy}:8001`],
  ];
}

/** The names of secrets, and the settings that take them; never a value. */
function secretLines({ signIn }: HubDefinition): readonly string[] {
  if (signIn.kind !== "custom" || signIn.secrets.length === 0) return [];
  const names = pythonLiteral(signIn.secrets);
  const traits = pythonLiteral({ [classOf(signIn.authenticator)]: signIn.secretTraits });
  return [`set_sign_in_secrets(c, ${names}, ${traits})`];
}

/** JupyterHub finds the settings of a class under its name without the module. */
function classOf(authenticator: string): string {
  return authenticator.slice(authenticator.lastIndexOf(".") + 1);
}

/** Runs the files and sets the traits that name a function in them. */
function withFunctions(paths: readonly string[], functions: readonly NamedFunctionUse[]): readonly string[] {
  const traits = functions.map(({ className, trait, name }) => [className, trait, name]);
  return [`names = load_files(c, ${pythonLiteral(paths)})`, `set_functions(c, names, ${pythonLiteral(traits)})`];
}

function askedSettings(hub: HubDefinition, functions: readonly NamedFunctionUse[]): readonly Setting[] {
  const settings: Setting[] = [];
  if (hub.signIn.kind === "custom") {
    const className = classOf(hub.signIn.authenticator);
    for (const [trait, value] of Object.entries(hub.signIn.traits)) settings.push([className, trait, value]);
  }
  for (const [className, traits] of Object.entries(hub.traits)) {
    for (const [trait, value] of Object.entries(traits)) settings.push([className, trait, value]);
  }
  return settings.filter(
    ([className, trait]) => !functions.some((each) => each.className === className && each.trait === trait),
  );
}

function writeSetting([className, trait, value]: Setting): string {
  return `c.${className}.${trait} = ${pythonLiteral(value)}`;
}
