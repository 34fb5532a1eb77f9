// The classes whose traits are typed, by package, and where each is documented.

/**
 * The package on PyPI ("hubwright" for the hub's own Python), module and class in each way that people may write it, the page that
 * documents its traits, and what comes before `.TRAIT` in the page's anchors.
 * @typedef {{ readonly package: string, readonly paths: readonly string[], readonly see: string, readonly anchor?: string }} KnownClass
 */

const HUB = "https://jupyterhub.readthedocs.io/en/stable/reference/api";
const DOCKER = "https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html";
const OAUTH = "https://oauthenticator.readthedocs.io/en/latest/reference/api/gen";
const LDAP = "https://github.com/jupyterhub/ldapauthenticator#readme";
const NATIVE = "https://native-authenticator.readthedocs.io/en/latest/options.html";
const LTI = "https://ltiauthenticator.readthedocs.io/en/latest/";
const CULLER = "https://github.com/jupyterhub/jupyterhub-idle-culler#readme";
/** The pages of this repository, for classes of the hub's own Python. */
const OWN = "docs/settings.md";

/** @type {(page: string, module: string, ...names: readonly string[]) => readonly KnownClass[]} */
const ofHub = (page, module, ...names) =>
  names.map((name) => ({
    package: "jupyterhub",
    paths: [`jupyterhub.${module}.${name}`],
    see: `${HUB}/${page}.html`,
    anchor: `jupyterhub.${module}.${name}`,
  }));

/** Modules without a variant of their class for accounts of the server. */
const HAS_NO_LOCAL = new Set(["oauth2", "mediawiki"]);
/** Modules whose classes can also be imported from the package. */
const IN_PACKAGE = new Set(["bitbucket", "cilogon", "github", "google", "oauth2"]);

/** @type {(...names: readonly string[]) => readonly KnownClass[]} */
const ofDocker = (...names) =>
  names.map((name) => ({
    package: "dockerspawner",
    paths: [`dockerspawner.${name}`, `dockerspawner.${name.toLowerCase()}.${name}`],
    see: DOCKER,
    anchor: `dockerspawner.${name}`,
  }));

/** @type {(module: string, name: string) => readonly KnownClass[]} */
const ofOAuth = (module, name) =>
  (HAS_NO_LOCAL.has(module) ? [name] : [name, `Local${name}`]).map((each) => ({
    package: "oauthenticator",
    paths: [`oauthenticator.${module}.${each}`, ...(IN_PACKAGE.has(module) ? [`oauthenticator.${each}`] : [])],
    see: `${OAUTH}/oauthenticator.${module}.html`,
    anchor: `oauthenticator.${module}.${each}`,
  }));

/** @type {(name: string, see: string, ...paths: readonly string[]) => KnownClass} */
const of = (name, see, ...paths) => ({ package: name, paths, see });

/** @type {readonly KnownClass[]} */
export const CLASSES = [
  {
    package: "traitlets",
    paths: ["traitlets.config.Application"],
    see: "https://traitlets.readthedocs.io/en/stable/config-api.html",
    anchor: "traitlets.config.Application",
  },
  ...ofHub("app", "app", "JupyterHub"),
  ...ofHub("proxy", "proxy", "Proxy", "ConfigurableHTTPProxy"),
  ...ofHub("spawner", "spawner", "Spawner"),
  ...ofHub("auth", "auth", "Authenticator", "LocalAuthenticator", "PAMAuthenticator", "DummyAuthenticator"),
  ...ofHub("auth", "authenticators.shared", "SharedPasswordAuthenticator"),
  ...ofHub("app", "crypto", "CryptKeeper"),
  ...ofHub("app", "httpclient", "JupyterHubHTTPClient"),
  ...ofHub("app", "metrics", "PeriodicMetricsCollector"),
  ...ofDocker("DockerSpawner", "SwarmSpawner", "SystemUserSpawner"),
  ...ofOAuth("oauth2", "OAuthenticator"),
  ...ofOAuth("auth0", "Auth0OAuthenticator"),
  ...ofOAuth("azuread", "AzureAdOAuthenticator"),
  ...ofOAuth("bitbucket", "BitbucketOAuthenticator"),
  ...ofOAuth("cilogon", "CILogonOAuthenticator"),
  ...ofOAuth("generic", "GenericOAuthenticator"),
  ...ofOAuth("github", "GitHubOAuthenticator"),
  ...ofOAuth("gitlab", "GitLabOAuthenticator"),
  ...ofOAuth("globus", "GlobusOAuthenticator"),
  ...ofOAuth("google", "GoogleOAuthenticator"),
  ...ofOAuth("mediawiki", "MWOAuthenticator"),
  ...ofOAuth("openshift", "OpenShiftOAuthenticator"),
  of(
    "jupyterhub-ldapauthenticator",
    LDAP,
    "ldapauthenticator.LDAPAuthenticator",
    "ldapauthenticator.ldapauthenticator.LDAPAuthenticator",
  ),
  of(
    "jupyterhub-nativeauthenticator",
    NATIVE,
    "nativeauthenticator.NativeAuthenticator",
    "nativeauthenticator.nativeauthenticator.NativeAuthenticator",
  ),
  of("jupyterhub-ltiauthenticator", LTI, "ltiauthenticator.lti11.auth.LTI11Authenticator"),
  of("jupyterhub-ltiauthenticator", LTI, "ltiauthenticator.lti13.auth.LTI13Authenticator"),
  of("jupyterhub-ltiauthenticator", LTI, "ltiauthenticator.lti13.validator.LTI13LaunchValidator"),
  of("jupyterhub-idle-culler", CULLER, "jupyterhub_idle_culler.IdleCuller"),
  of("hubwright", OWN, "hubwright_hub.application.HubwrightApp"),
  of("hubwright", OWN, "hubwright_hub.spawner.HubwrightSpawner"),
  of("hubwright", OWN, "hubwright_hub.sign_in.roster_mixin.RosterMixin"),
  of("hubwright", OWN, "hubwright_hub.sign_in.derived_password.DerivedPasswordAuthenticator"),
  of("hubwright", "docs/sign-in.md", "hubwright_hub.oidc.OidcAuthenticator"),
];

/** @param {string} path - Module and class. */
export function nameOf(path) {
  return path.slice(path.lastIndexOf(".") + 1);
}

/**
 * What traits accept that their class declares as `Any`: from their documentation, in the notation of trait-type.ts.
 *
 * @type {{ readonly [trait: string]: string }}
 */
export const TYPES_OF_ANY = {
  "Authenticator.otp_prompt": "text|function",
  "Authenticator.post_auth_hook": "function|null",
  "Authenticator.reconcile_auth_state_hook": "function|null",
  "DockerSpawner.allowed_images": `list<text>|dict<text,text>|"*"|function`,
  "DockerSpawner.escape": `"legacy"|function`,
  "DockerSpawner.format_volume_name": "function",
  "DockerSpawner.image_whitelist": "list<text>|dict<text,text>|function",
  "Spawner.auth_state_hook": "function|null",
  "Spawner.post_stop_hook": "function|null",
  "Spawner.pre_spawn_hook": "function|null",
  "Spawner.progress_ready_hook": "function|null",
};
