// Written by npm run traits. Do not edit.

import type { Dict, Generation, TraitValue } from "../trait-value.ts";

/** Traits of traitlets.config.Application. */
export interface ApplicationTraits<V extends Generation = Generation> {
  /**
   * @defaultValue `"%Y-%m-%d %H:%M:%S"`
   * @see https://traitlets.readthedocs.io/en/stable/config-api.html#traitlets.config.Application.log_datefmt
   */
  readonly log_datefmt?: string;
  /**
   * @defaultValue `"[%(name)s]%(highlevel)s %(message)s"`
   * @see https://traitlets.readthedocs.io/en/stable/config-api.html#traitlets.config.Application.log_format
   */
  readonly log_format?: string;
  /**
   * @defaultValue `30`
   * @see https://traitlets.readthedocs.io/en/stable/config-api.html#traitlets.config.Application.log_level
   */
  readonly log_level?: 0 | 10 | 20 | 30 | 40 | 50 | "DEBUG" | "INFO" | "WARN" | "ERROR" | "CRITICAL";
  /**
   * @defaultValue `{}`
   * @see https://traitlets.readthedocs.io/en/stable/config-api.html#traitlets.config.Application.logging_config
   */
  readonly logging_config?: Dict<TraitValue>;
  /**
   * @defaultValue `false`
   * @see https://traitlets.readthedocs.io/en/stable/config-api.html#traitlets.config.Application.show_config
   */
  readonly show_config?: boolean;
  /**
   * @defaultValue `false`
   * @see https://traitlets.readthedocs.io/en/stable/config-api.html#traitlets.config.Application.show_config_json
   */
  readonly show_config_json?: boolean;
}
