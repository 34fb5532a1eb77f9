// Written by npm run traits. Do not edit.

import type { Generation, NamedFunction } from "../trait-value.ts";
import type { ApplicationTraits } from "./traitlets.ts";

/** Traits of jupyterhub_idle_culler.IdleCuller. */
export interface IdleCullerTraits<V extends Generation = Generation> extends ApplicationTraits<V> {
  /**
   * @defaultValue `0`
   * @see https://github.com/jupyterhub/jupyterhub-idle-culler#readme
   */
  readonly api_page_size?: number;
  /**
   * @defaultValue `10`
   * @see https://github.com/jupyterhub/jupyterhub-idle-culler#readme
   */
  readonly concurrency?: number;
  /**
   * @defaultValue `"idle_culler_config.py"`
   * @see https://github.com/jupyterhub/jupyterhub-idle-culler#readme
   */
  readonly config_file?: string;
  /**
   * @defaultValue `true`
   * @see https://github.com/jupyterhub/jupyterhub-idle-culler#readme
   */
  readonly cull_admin_users?: boolean;
  /**
   * @defaultValue computed
   * @see https://github.com/jupyterhub/jupyterhub-idle-culler#readme
   */
  readonly cull_arbiter_hook?: NamedFunction;
  /**
   * @defaultValue `true`
   * @see https://github.com/jupyterhub/jupyterhub-idle-culler#readme
   */
  readonly cull_default_servers?: boolean;
  /**
   * @defaultValue computed
   * @see https://github.com/jupyterhub/jupyterhub-idle-culler#readme
   */
  readonly cull_every?: number;
  /**
   * @defaultValue `true`
   * @see https://github.com/jupyterhub/jupyterhub-idle-culler#readme
   */
  readonly cull_named_servers?: boolean;
  /**
   * @defaultValue `false`
   * @see https://github.com/jupyterhub/jupyterhub-idle-culler#readme
   */
  readonly cull_users?: boolean;
  /**
   * @defaultValue `false`
   * @see https://github.com/jupyterhub/jupyterhub-idle-culler#readme
   */
  readonly generate_config?: boolean;
  /**
   * @defaultValue `"internal-ssl"`
   * @see https://github.com/jupyterhub/jupyterhub-idle-culler#readme
   */
  readonly internal_certs_location?: string;
  /**
   * @defaultValue computed
   * @see https://traitlets.readthedocs.io/en/stable/config-api.html#traitlets.config.Application.log_datefmt
   */
  readonly log_datefmt?: string;
  /**
   * @defaultValue computed
   * @see https://traitlets.readthedocs.io/en/stable/config-api.html#traitlets.config.Application.log_format
   */
  readonly log_format?: string;
  /**
   * @defaultValue computed
   * @see https://traitlets.readthedocs.io/en/stable/config-api.html#traitlets.config.Application.log_level
   */
  readonly log_level?: 0 | 10 | 20 | 30 | 40 | 50 | "DEBUG" | "INFO" | "WARN" | "ERROR" | "CRITICAL";
  /**
   * @defaultValue `0`
   * @see https://github.com/jupyterhub/jupyterhub-idle-culler#readme
   */
  readonly max_age?: number;
  /**
   * @defaultValue `false`
   * @see https://github.com/jupyterhub/jupyterhub-idle-culler#readme
   */
  readonly remove_named_servers?: boolean;
  /**
   * @defaultValue `false`
   * @see https://github.com/jupyterhub/jupyterhub-idle-culler#readme
   */
  readonly ssl_enabled?: boolean;
  /**
   * @defaultValue `600`
   * @see https://github.com/jupyterhub/jupyterhub-idle-culler#readme
   */
  readonly timeout?: number;
  /**
   * @defaultValue `null`
   * @see https://github.com/jupyterhub/jupyterhub-idle-culler#readme
   */
  readonly url?: string | null;
}
