// Written by npm run traits. Do not edit.

import type { ByteSize, Dict, Generation, NamedFunction, SetByHubwright } from "../trait-value.ts";
import type { JupyterHubTraits, AuthenticatorTraits } from "./jupyterhub.ts";
import type { DockerSpawnerTraits } from "./dockerspawner.ts";
import type { GenericOAuthenticatorTraits } from "./oauthenticator.ts";

/** Traits of hubwright_hub.application.HubwrightApp. */
export interface HubwrightAppTraits<V extends Generation = Generation> extends JupyterHubTraits<V> {
  /**
   * @defaultValue `null`
   * @see docs/settings.md
   */
  readonly database?: SetByHubwright<"database">;
}

/** Traits of hubwright_hub.spawner.HubwrightSpawner. */
export interface HubwrightSpawnerTraits<V extends Generation = Generation> extends DockerSpawnerTraits<V> {
  /**
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.allowed_images
   */
  readonly allowed_images?: readonly string[] | Dict<string> | "*" | NamedFunction;
  /**
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.cpu_limit
   */
  readonly cpu_limit?: NamedFunction | number | null;
  /**
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.image
   */
  readonly image?: SetByHubwright<"notebook">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.mem_limit
   */
  readonly mem_limit?: NamedFunction | ByteSize | null;
  /**
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.network_name
   */
  readonly network_name?: SetByHubwright<"name">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.notebook_dir
   */
  readonly notebook_dir?: string;
  /**
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.pull_policy
   */
  readonly pull_policy?: "always" | "ifnotpresent" | "never" | "skip";
  /**
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.remove
   */
  readonly remove?: SetByHubwright<"nothing, because a kept container would keep its old mounts">;
}

/** Traits of hubwright_hub.sign_in.roster_mixin.RosterMixin. */
export interface RosterMixinTraits<V extends Generation = Generation> extends AuthenticatorTraits<V> {
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.allow_all
   */
  readonly allow_all?: boolean;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.auth_refresh_age
   */
  readonly auth_refresh_age?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
  /**
   * Only in JupyterHub 6.1.
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.auth_refresh_strict
   */
  readonly auth_refresh_strict?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.manage_groups
   */
  readonly manage_groups?: SetByHubwright<"the roster">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.manage_roles
   */
  readonly manage_roles?: SetByHubwright<"the roster">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.refresh_pre_spawn
   */
  readonly refresh_pre_spawn?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
}

/** Traits of hubwright_hub.sign_in.derived_password.DerivedPasswordAuthenticator. */
export interface DerivedPasswordAuthenticatorTraits<V extends Generation = Generation> extends RosterMixinTraits<V> {}

/** Traits of hubwright_hub.oidc.OidcAuthenticator. */
export interface OidcAuthenticatorTraits<V extends Generation = Generation> extends GenericOAuthenticatorTraits<V> {
  /**
   * @defaultValue `""`
   * @see docs/sign-in.md
   */
  readonly issuer?: string;
}
