/**
 * Which settings of JupyterHub compile. `tsc` checks this file with the others: a line that should fail and does not is an error
 * there.
 */
import { defineHub, type HubDefinition, type HubInput, type TraitValue } from "hubwright";

declare module "hubwright" {
  interface OwnTraits {
    MySpawner: { queue: string; nodes?: number };
    "myclasses.CampusAuthenticator": { campus: string };
    GitLabOAuthenticator: { new_in_a_later_version: boolean };
  }
}

declare const hub: HubDefinition;
declare const read: { readonly [trait: string]: TraitValue };
declare const either: "6.1" | "5.5";

const GITHUB = "oauthenticator.github.GitHubOAuthenticator";

/** Nothing here is run. */
export function values(): void {
  defineHub({ name: "math", traits: { JupyterHub: { concurrent_spawn_limit: 20, log_level: "DEBUG" } } });
  // @ts-expect-error -- a typo of a trait
  defineHub({ name: "math", traits: { JupyterHub: { concurent_spawn_limit: 20 } } });
  // @ts-expect-error -- a typo of a class
  defineHub({ name: "math", traits: { Sapwner: { start_timeout: 90 } } });
  // @ts-expect-error -- a number is not text
  defineHub({ name: "math", traits: { JupyterHub: { concurrent_spawn_limit: "20" } } });
  // @ts-expect-error -- null is not a number
  defineHub({ name: "math", traits: { JupyterHub: { concurrent_spawn_limit: null } } });
  // @ts-expect-error -- a class has settings
  defineHub({ name: "math", traits: { JupyterHub: null } });
  // @ts-expect-error -- not one of the values
  defineHub({ name: "math", traits: { DockerSpawner: { pull_policy: "sometimes" } } });
  // @ts-expect-error -- a list of numbers
  defineHub({ name: "math", traits: { Spawner: { args: [1] } } });
  defineHub({ name: "math", traits: { Spawner: { cmd: "start.sh", mem_guarantee: "512M", cpu_guarantee: null } } });
  // @ts-expect-error -- a unit that JupyterHub does not have
  defineHub({ name: "math", traits: { Spawner: { mem_guarantee: "512MiB" } } });
  // @ts-expect-error -- bases have the traits of what is made from them, but no others
  defineHub({ name: "math", traits: { Application: { concurent_spawn_limit: 20 } } });
  defineHub({ name: "math", traits: { Application: { log_level: 10 }, Spawner: { pull_policy: "always" } } });
  defineHub({ name: "math", traits: { Configurable: { concurrent_spawn_limit: 20, start_timeout: 90 } } });
  // @ts-expect-error -- SwarmSpawner does not have this trait of its base
  defineHub({ name: "math", traits: { LTI11Authenticator: { auto_login: true } } });
}

export function generations(): void {
  defineHub({ name: "math", traits: { ConfigurableHTTPProxy: { command_umask: 7 } } });
  defineHub({ name: "math", jupyterhub: "6.1", traits: { ConfigurableHTTPProxy: { command_umask: 7 } } });
  // @ts-expect-error -- only JupyterHub 6.1 has it
  defineHub({ name: "math", jupyterhub: "5.5", traits: { ConfigurableHTTPProxy: { command_umask: 7 } } });
  defineHub({ name: "math", jupyterhub: "5.5", traits: { JupyterHub: { statsd_host: "statsd" } } });
  // @ts-expect-error -- only JupyterHub 5.5 has it, and 6.1 is the default
  defineHub({ name: "math", traits: { JupyterHub: { statsd_host: "statsd" } } });
  // @ts-expect-error -- the same where the generation is said
  const input: HubInput<string, "6.1"> = { name: "math", traits: { JupyterHub: { statsd_host: "statsd" } } };
  defineHub({ name: "math", jupyterhub: either, traits: { JupyterHub: { statsd_host: "statsd" } } });
  defineHub(input);
}

export function refused(): void {
  // @ts-expect-error -- hubwright sets it itself
  defineHub({ name: "math", traits: { JupyterHub: { spawner_class: "docker" } } });
  // @ts-expect-error -- hubwright sets it itself, also on a base
  defineHub({ name: "math", traits: { Spawner: { image: "quay.io/jupyter/base-notebook" } } });
  // @ts-expect-error -- the roster decides
  defineHub({ name: "math", traits: { GoogleOAuthenticator: { manage_groups: true } } });
  // @ts-expect-error -- a secret
  defineHub({ name: "math", traits: { GitHubOAuthenticator: { client_secret: "0123" } } });
  // @ts-expect-error -- secrets
  defineHub({ name: "math", traits: { LTI11Authenticator: { consumers: { key: "secret" } } } });
  // @ts-expect-error -- no plain data is a handler of Python's log
  defineHub({ name: "math", traits: { JupyterHub: { extra_log_handlers: ["x"] } } });
}

export function functions(): void {
  defineHub({ name: "math", traits: { Spawner: { pre_spawn_hook: { function: "my_hook" } } } });
  // @ts-expect-error -- only a trait that takes a function
  defineHub({ name: "math", traits: { Spawner: { start_timeout: { function: "my_hook" } } } });
  // @ts-expect-error -- a function is named as one
  defineHub({ name: "math", traits: { Spawner: { pre_spawn_hook: "my_hook" } } });
  defineHub({ name: "math", traits: { DockerSpawner: { allowed_images: { function: "images_of" } } } });
}

export function signIn(): void {
  defineHub({ name: "math", signIn: { kind: "custom", authenticator: GITHUB, traits: { scope: ["read:org"] } } });
  // @ts-expect-error -- a typo of a trait
  defineHub({ name: "math", signIn: { kind: "custom", authenticator: GITHUB, traits: { scop: ["read:org"] } } });
  // @ts-expect-error -- a list of texts
  defineHub({ name: "math", signIn: { kind: "custom", authenticator: GITHUB, traits: { scope: "read:org" } } });
  // @ts-expect-error -- the roster decides
  defineHub({ name: "math", signIn: { kind: "custom", authenticator: GITHUB, traits: { allowed_users: ["ann"] } } });
  // @ts-expect-error -- a secret
  defineHub({ name: "math", signIn: { kind: "custom", authenticator: GITHUB, traits: { client_secret: "x" } } });
  const named = { kind: "custom", authenticator: GITHUB, secrets: ["SECRET"] } as const;
  defineHub({ name: "math", signIn: { ...named, secretTraits: { client_secret: "SECRET", client_id: "SECRET" } } });
  // @ts-expect-error -- a typo of a trait
  defineHub({ name: "math", signIn: { ...named, secretTraits: { client_secrt: "SECRET" } } });
  // @ts-expect-error -- a list cannot be in secrets/sign-in.env
  defineHub({ name: "math", signIn: { ...named, secretTraits: { scope: "SECRET" } } });
  defineHub({ name: "math", signIn: { kind: "custom", authenticator: "mine.MyAuthenticator", traits: { x: [1] } } });
  const strict = {
    kind: "custom",
    authenticator: GITHUB,
    traits: { reconcile_auth_state_hook: { function: "f" } },
  } as const;
  defineHub({ name: "math", signIn: strict });
  // @ts-expect-error -- only JupyterHub 6.1 has it
  defineHub({ name: "math", jupyterhub: "5.5", signIn: strict });
}

export function ownClasses(): void {
  defineHub({ name: "math", traits: { MySpawner: { queue: "long" } } });
  // @ts-expect-error -- people's own classes are as they say
  defineHub({ name: "math", traits: { MySpawner: { queu: "long" } } });
  // @ts-expect-error -- a class that nobody declared
  defineHub({ name: "math", traits: { OtherSpawner: { queue: "long" } } });
  defineHub({
    name: "math",
    signIn: { kind: "custom", authenticator: "myclasses.CampusAuthenticator", traits: { campus: "north" } },
  });
  defineHub({
    name: "math",
    // @ts-expect-error -- a typo in an own class that was declared
    signIn: { kind: "custom", authenticator: "myclasses.CampusAuthenticator", traits: { campsu: "north" } },
  });
  defineHub({ name: "math", traits: { GitLabOAuthenticator: { new_in_a_later_version: true, scope: ["x"] } } });
}

export function readFromFiles(): void {
  // A definition that was checked is valid as input, and so is one that is put together from data.
  defineHub(hub);
  defineHub({ ...hub, port: 8001 });
  defineHub({ name: "math", traits: { JupyterHub: read } });
  const base: HubInput = { name: "math", traits: { JupyterHub: { concurrent_spawn_limit: 20 } } };
  defineHub({ ...base, jupyterhub: either });
  const course = (fields: Omit<HubInput, "name">) => defineHub({ name: "course", ...fields });
  course({ port: 8001 });
}
