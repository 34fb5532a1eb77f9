// Written by npm run traits. Do not edit.

import type {
  ByteSize,
  CommandLine,
  Dict,
  Generation,
  NamedFunction,
  OnlyIn,
  PythonObject,
  SecretTrait,
  SetByHubwright,
  TraitValue,
} from "../trait-value.ts";
import type { ApplicationTraits } from "./traitlets.ts";

/** Traits of jupyterhub.app.JupyterHub. */
export interface JupyterHubTraits<V extends Generation = Generation> extends ApplicationTraits<V> {
  /**
   * @defaultValue `0`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.active_server_limit
   */
  readonly active_server_limit?: number;
  /**
   * @defaultValue `1800`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.active_user_window
   */
  readonly active_user_window?: number;
  /**
   * @defaultValue `30`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.activity_resolution
   */
  readonly activity_resolution?: number;
  /**
   * @deprecated
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.admin_access
   */
  readonly admin_access?: SetByHubwright<"admins: { access: false }; JupyterHub's own setting no longer has an effect">;
  /**
   * @deprecated
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.admin_users
   */
  readonly admin_users?: readonly TraitValue[];
  /**
   * Only in JupyterHub 6.1.
   * @defaultValue `"allow-start"`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.allow_existing_invalid_named_servers
   */
  readonly allow_existing_invalid_named_servers?: OnlyIn<"6.1", V, "allow-start" | "allow-delete" | "autorename">;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.allow_named_servers
   */
  readonly allow_named_servers?: boolean;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.answer_yes
   */
  readonly answer_yes?: boolean;
  /**
   * @defaultValue `50`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.api_page_default_limit
   */
  readonly api_page_default_limit?: number;
  /**
   * @defaultValue `200`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.api_page_max_limit
   */
  readonly api_page_max_limit?: number;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.api_tokens
   */
  readonly api_tokens?: SecretTrait<"an extraConfig file that reads it from a file or a variable">;
  /**
   * @defaultValue `true`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.authenticate_prometheus
   */
  readonly authenticate_prometheus?: boolean;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.authenticator_class
   */
  readonly authenticator_class?: SetByHubwright<"signIn">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.base_url
   */
  readonly base_url?: SetByHubwright<"name">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.bind_url
   */
  readonly bind_url?: SetByHubwright<"port and listen">;
  /**
   * @defaultValue `true`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.cleanup_proxy
   */
  readonly cleanup_proxy?: boolean;
  /**
   * @defaultValue `true`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.cleanup_servers
   */
  readonly cleanup_servers?: SetByHubwright<"nothing, because servers keep running when the hub restarts">;
  /**
   * @defaultValue `100`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.concurrent_spawn_limit
   */
  readonly concurrent_spawn_limit?: number;
  /**
   * @defaultValue `"jupyterhub_config.py"`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.config_file
   */
  readonly config_file?: string;
  /**
   * @deprecated
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.confirm_no_ssl
   */
  readonly confirm_no_ssl?: boolean;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.cookie_host_prefix_enabled
   */
  readonly cookie_host_prefix_enabled?: boolean;
  /**
   * @defaultValue `14`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.cookie_max_age_days
   */
  readonly cookie_max_age_days?: number;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.cookie_secret
   */
  readonly cookie_secret?: SecretTrait<"nothing, because the hub keeps its own in its data volume">;
  /**
   * @defaultValue `"jupyterhub_cookie_secret"`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.cookie_secret_file
   */
  readonly cookie_secret_file?: string;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.custom_scopes
   */
  readonly custom_scopes?: Dict<Dict<TraitValue>>;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.data_files_path
   */
  readonly data_files_path?: string;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.db_kwargs
   */
  readonly db_kwargs?: Dict<TraitValue>;
  /**
   * @defaultValue `"sqlite:///jupyterhub.sqlite"`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.db_url
   */
  readonly db_url?: SetByHubwright<"database">;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.debug_db
   */
  readonly debug_db?: boolean;
  /**
   * @deprecated
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.debug_proxy
   */
  readonly debug_proxy?: boolean;
  /**
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.default_server_name
   */
  readonly default_server_name?: string;
  /**
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.default_url
   */
  readonly default_url?: string | NamedFunction;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.external_ssl_authorities
   */
  readonly external_ssl_authorities?: Dict<TraitValue>;
  /**
   * @deprecated
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.extra_handlers
   */
  readonly extra_handlers?: readonly TraitValue[];
  /**
   * @deprecated
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.extra_log_file
   */
  readonly extra_log_file?: string;
  /**
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.extra_log_handlers
   */
  readonly extra_log_handlers?: readonly PythonObject[];
  /**
   * Only in JupyterHub 6.1.
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.extra_user_scopes
   */
  readonly extra_user_scopes?: OnlyIn<"6.1", V, readonly string[]>;
  /**
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.forwarded_host_header
   */
  readonly forwarded_host_header?: string;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.generate_certs
   */
  readonly generate_certs?: boolean;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.generate_config
   */
  readonly generate_config?: boolean;
  /**
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.hub_bind_url
   */
  readonly hub_bind_url?: SetByHubwright<"nothing, because the hub and its proxy must agree on it">;
  /**
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.hub_connect_ip
   */
  readonly hub_connect_ip?: string;
  /**
   * @deprecated
   * @defaultValue `0`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.hub_connect_port
   */
  readonly hub_connect_port?: number;
  /**
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.hub_connect_url
   */
  readonly hub_connect_url?: SetByHubwright<"nothing, because the hub and its proxy must agree on it">;
  /**
   * @defaultValue `"127.0.0.1"`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.hub_ip
   */
  readonly hub_ip?: string;
  /**
   * @defaultValue `8081`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.hub_port
   */
  readonly hub_port?: number;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.hub_routespec
   */
  readonly hub_routespec?: string;
  /**
   * Only in JupyterHub 6.1.
   * @defaultValue `384`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.hub_socket_mode
   */
  readonly hub_socket_mode?: OnlyIn<"6.1", V, number>;
  /**
   * @defaultValue `0`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.implicit_spawn_seconds
   */
  readonly implicit_spawn_seconds?: number;
  /**
   * @defaultValue `10`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.init_spawners_timeout
   */
  readonly init_spawners_timeout?: number;
  /**
   * @defaultValue `"internal-ssl"`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.internal_certs_location
   */
  readonly internal_certs_location?: string;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.internal_ssl
   */
  readonly internal_ssl?: boolean;
  /**
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.ip
   */
  readonly ip?: string;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.jinja_environment_options
   */
  readonly jinja_environment_options?: Dict<TraitValue>;
  /**
   * @defaultValue `300`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.last_activity_interval
   */
  readonly last_activity_interval?: number;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.load_groups
   */
  readonly load_groups?: Dict<Dict<TraitValue> | readonly TraitValue[]>;
  /**
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.load_roles
   */
  readonly load_roles?: SetByHubwright<"an extraConfig file">;
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
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.logo_file
   */
  readonly logo_file?: string;
  /**
   * @defaultValue `0`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.named_server_limit_per_user
   */
  readonly named_server_limit_per_user?: number | NamedFunction;
  /**
   * Only in JupyterHub 6.1.
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.oauth_require_pkce
   */
  readonly oauth_require_pkce?: OnlyIn<"6.1", V, boolean>;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.oauth_token_expires_in
   */
  readonly oauth_token_expires_in?: number;
  /**
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.pid_file
   */
  readonly pid_file?: string;
  /**
   * @defaultValue `8000`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.port
   */
  readonly port?: number;
  /**
   * @deprecated
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.proxy_api_ip
   */
  readonly proxy_api_ip?: string;
  /**
   * @deprecated
   * @defaultValue `0`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.proxy_api_port
   */
  readonly proxy_api_port?: number;
  /**
   * @deprecated
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.proxy_auth_token
   */
  readonly proxy_auth_token?: SecretTrait<"secrets/proxy.env">;
  /**
   * @deprecated
   * @defaultValue `5`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.proxy_check_interval
   */
  readonly proxy_check_interval?: number;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.proxy_class
   */
  readonly proxy_class?: string;
  /**
   * @deprecated
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.proxy_cmd
   */
  readonly proxy_cmd?: CommandLine;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.public_url
   */
  readonly public_url?: string;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.recreate_internal_certs
   */
  readonly recreate_internal_certs?: boolean;
  /**
   * @defaultValue `true`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.redirect_to_server
   */
  readonly redirect_to_server?: boolean;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.reset_db
   */
  readonly reset_db?: boolean;
  /**
   * @defaultValue `60`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.service_check_interval
   */
  readonly service_check_interval?: number;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.service_tokens
   */
  readonly service_tokens?: SecretTrait<"an extraConfig file that reads it from a file or a variable">;
  /**
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.services
   */
  readonly services?: SetByHubwright<"an extraConfig file">;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.shutdown_on_logout
   */
  readonly shutdown_on_logout?: boolean;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.spawner_class
   */
  readonly spawner_class?: SetByHubwright<"volumes and notebook">;
  /**
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.ssl_cert
   */
  readonly ssl_cert?: string;
  /**
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.ssl_key
   */
  readonly ssl_key?: string;
  /**
   * Only in JupyterHub 5.5.
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/5.5.4/reference/api/app.html#jupyterhub.app.JupyterHub.statsd_host
   */
  readonly statsd_host?: OnlyIn<"5.5", V, string>;
  /**
   * Only in JupyterHub 5.5.
   * @defaultValue `8125`
   * @see https://jupyterhub.readthedocs.io/en/5.5.4/reference/api/app.html#jupyterhub.app.JupyterHub.statsd_port
   */
  readonly statsd_port?: OnlyIn<"5.5", V, number>;
  /**
   * Only in JupyterHub 5.5.
   * @defaultValue `"jupyterhub"`
   * @see https://jupyterhub.readthedocs.io/en/5.5.4/reference/api/app.html#jupyterhub.app.JupyterHub.statsd_prefix
   */
  readonly statsd_prefix?: OnlyIn<"5.5", V, string>;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.subdomain_hook
   */
  readonly subdomain_hook?: NamedFunction | string;
  /**
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.subdomain_host
   */
  readonly subdomain_host?: string;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.template_paths
   */
  readonly template_paths?: readonly TraitValue[];
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.template_vars
   */
  readonly template_vars?: Dict<TraitValue>;
  /**
   * @defaultValue `0`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.token_expires_in_max_seconds
   */
  readonly token_expires_in_max_seconds?: number;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.tornado_settings
   */
  readonly tornado_settings?: Dict<TraitValue>;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.trust_user_provided_tokens
   */
  readonly trust_user_provided_tokens?: boolean;
  /**
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.trusted_alt_names
   */
  readonly trusted_alt_names?: readonly string[];
  /**
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.trusted_downstream_ips
   */
  readonly trusted_downstream_ips?: readonly string[];
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.upgrade_db
   */
  readonly upgrade_db?: boolean;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.use_legacy_stopped_server_status_code
   */
  readonly use_legacy_stopped_server_status_code?: boolean;
  /**
   * @defaultValue `null`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.app.JupyterHub.user_redirect_hook
   */
  readonly user_redirect_hook?: NamedFunction | null;
}

/** Traits of jupyterhub.proxy.Proxy. */
export interface ProxyTraits<V extends Generation = Generation> {
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/proxy.html#jupyterhub.proxy.Proxy.extra_routes
   */
  readonly extra_routes?: Dict<string>;
  /**
   * @defaultValue `true`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/proxy.html#jupyterhub.proxy.Proxy.should_start
   */
  readonly should_start?: SetByHubwright<"nothing, because the proxy runs in its own container">;
}

/** Traits of jupyterhub.proxy.ConfigurableHTTPProxy. */
export interface ConfigurableHTTPProxyTraits<V extends Generation = Generation> extends ProxyTraits<V> {
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/proxy.html#jupyterhub.proxy.ConfigurableHTTPProxy.api_url
   */
  readonly api_url?: SetByHubwright<"nothing, because the proxy runs in its own container">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/proxy.html#jupyterhub.proxy.ConfigurableHTTPProxy.auth_token
   */
  readonly auth_token?: SetByHubwright<"secrets/proxy.env">;
  /**
   * @defaultValue `5`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/proxy.html#jupyterhub.proxy.ConfigurableHTTPProxy.check_running_interval
   */
  readonly check_running_interval?: number;
  /**
   * @defaultValue `["configurable-http-proxy"]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/proxy.html#jupyterhub.proxy.ConfigurableHTTPProxy.command
   */
  readonly command?: CommandLine;
  /**
   * Only in JupyterHub 6.1.
   * @defaultValue `7`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/proxy.html#jupyterhub.proxy.ConfigurableHTTPProxy.command_umask
   */
  readonly command_umask?: OnlyIn<"6.1", V, number>;
  /**
   * @defaultValue `10`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/proxy.html#jupyterhub.proxy.ConfigurableHTTPProxy.concurrency
   */
  readonly concurrency?: number;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/proxy.html#jupyterhub.proxy.ConfigurableHTTPProxy.debug
   */
  readonly debug?: boolean;
  /**
   * @defaultValue `"info"`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/proxy.html#jupyterhub.proxy.ConfigurableHTTPProxy.log_level
   */
  readonly log_level?: "debug" | "info" | "warn" | "error";
  /**
   * @defaultValue `"jupyterhub-proxy.pid"`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/proxy.html#jupyterhub.proxy.ConfigurableHTTPProxy.pid_file
   */
  readonly pid_file?: string;
}

/** Traits of jupyterhub.spawner.Spawner. */
export interface SpawnerTraits<V extends Generation = Generation> {
  /**
   * @defaultValue `null`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.apply_user_options
   */
  readonly apply_user_options?: NamedFunction | Dict<TraitValue> | null;
  /**
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.args
   */
  readonly args?: readonly string[];
  /**
   * @defaultValue `null`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.auth_state_hook
   */
  readonly auth_state_hook?: NamedFunction | null;
  /**
   * @defaultValue `["jupyterhub-singleuser"]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.cmd
   */
  readonly cmd?: CommandLine | null;
  /**
   * @defaultValue `0`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.consecutive_failure_limit
   */
  readonly consecutive_failure_limit?: number;
  /**
   * @defaultValue `null`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.cpu_guarantee
   */
  readonly cpu_guarantee?: number | null;
  /**
   * @defaultValue `null`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.cpu_limit
   */
  readonly cpu_limit?: number | null;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.debug
   */
  readonly debug?: boolean;
  /**
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.default_url
   */
  readonly default_url?: string;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.disable_user_config
   */
  readonly disable_user_config?: boolean;
  /**
   * @defaultValue `["JUPYTERHUB_SINGLEUSER_APP"]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.env_keep
   */
  readonly env_keep?: readonly TraitValue[];
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.environment
   */
  readonly environment?: Dict<TraitValue>;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.group_overrides
   */
  readonly group_overrides?: NamedFunction | Dict<TraitValue>;
  /**
   * @defaultValue `30`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.http_timeout
   */
  readonly http_timeout?: number;
  /**
   * @defaultValue `null`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.hub_connect_url
   */
  readonly hub_connect_url?: string | null;
  /**
   * @defaultValue `"127.0.0.1"`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.ip
   */
  readonly ip?: string;
  /**
   * @defaultValue `null`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.mem_guarantee
   */
  readonly mem_guarantee?: ByteSize | null;
  /**
   * @defaultValue `null`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.mem_limit
   */
  readonly mem_limit?: ByteSize | null;
  /**
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.notebook_dir
   */
  readonly notebook_dir?: string;
  /**
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.oauth_client_allowed_scopes
   */
  readonly oauth_client_allowed_scopes?: NamedFunction | readonly TraitValue[];
  /**
   * @deprecated
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.oauth_roles
   */
  readonly oauth_roles?: NamedFunction | readonly TraitValue[];
  /**
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.options_form
   */
  readonly options_form?: string | NamedFunction;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.options_from_form
   */
  readonly options_from_form?: NamedFunction | string;
  /**
   * @defaultValue `30`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.poll_interval
   */
  readonly poll_interval?: number;
  /**
   * @defaultValue `0.1`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.poll_jitter
   */
  readonly poll_jitter?: number;
  /**
   * @defaultValue `0`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.port
   */
  readonly port?: number;
  /**
   * @defaultValue `null`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.post_stop_hook
   */
  readonly post_stop_hook?: NamedFunction | null;
  /**
   * @defaultValue `null`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.pre_spawn_hook
   */
  readonly pre_spawn_hook?: NamedFunction | null;
  /**
   * @defaultValue `null`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.progress_ready_hook
   */
  readonly progress_ready_hook?: NamedFunction | null;
  /**
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.server_token_scopes
   */
  readonly server_token_scopes?: readonly string[] | NamedFunction;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.ssl_alt_names
   */
  readonly ssl_alt_names?: readonly string[] | NamedFunction;
  /**
   * @defaultValue `true`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.ssl_alt_names_include_local
   */
  readonly ssl_alt_names_include_local?: boolean;
  /**
   * @defaultValue `60`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.start_timeout
   */
  readonly start_timeout?: number;
}

/** Traits of jupyterhub.auth.Authenticator. */
export interface AuthenticatorTraits<V extends Generation = Generation> {
  /**
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.admin_users
   */
  readonly admin_users?: SetByHubwright<"the roster">;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.allow_all
   */
  readonly allow_all?: boolean;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.allow_existing_users
   */
  readonly allow_existing_users?: SetByHubwright<"the roster">;
  /**
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.allowed_users
   */
  readonly allowed_users?: SetByHubwright<"the roster">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.any_allow_config
   */
  readonly any_allow_config?: SetByHubwright<"the roster">;
  /**
   * @defaultValue `300`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.auth_refresh_age
   */
  readonly auth_refresh_age?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
  /**
   * Only in JupyterHub 6.1.
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.auth_refresh_strict
   */
  readonly auth_refresh_strict?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.auto_login
   */
  readonly auto_login?: boolean;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.auto_login_oauth2_authorize
   */
  readonly auto_login_oauth2_authorize?: boolean;
  /**
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.blocked_users
   */
  readonly blocked_users?: readonly TraitValue[];
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.delete_invalid_users
   */
  readonly delete_invalid_users?: boolean;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.enable_auth_state
   */
  readonly enable_auth_state?: boolean;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.manage_groups
   */
  readonly manage_groups?: SetByHubwright<"the roster">;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.manage_roles
   */
  readonly manage_roles?: SetByHubwright<"the roster">;
  /**
   * @defaultValue `"OTP:"`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.otp_prompt
   */
  readonly otp_prompt?: string | NamedFunction;
  /**
   * @defaultValue `null`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.post_auth_hook
   */
  readonly post_auth_hook?: NamedFunction | null;
  /**
   * Only in JupyterHub 6.1.
   * @defaultValue `null`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.reconcile_auth_state_hook
   */
  readonly reconcile_auth_state_hook?: OnlyIn<"6.1", V, NamedFunction | null>;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.refresh_pre_spawn
   */
  readonly refresh_pre_spawn?: SetByHubwright<"nothing, because access must end within seconds when the roster takes it away">;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.refresh_pre_stop
   */
  readonly refresh_pre_stop?: boolean;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.request_otp
   */
  readonly request_otp?: boolean;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.reset_managed_roles_on_startup
   */
  readonly reset_managed_roles_on_startup?: boolean;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.username_map
   */
  readonly username_map?: Dict<TraitValue>;
  /**
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.username_pattern
   */
  readonly username_pattern?: string;
  /**
   * @deprecated
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.whitelist
   */
  readonly whitelist?: readonly TraitValue[];
}

/** Traits of jupyterhub.auth.LocalAuthenticator. */
export interface LocalAuthenticatorTraits<V extends Generation = Generation> extends AuthenticatorTraits<V> {
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.LocalAuthenticator.add_user_cmd
   */
  readonly add_user_cmd?: CommandLine;
  /**
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.LocalAuthenticator.allowed_groups
   */
  readonly allowed_groups?: readonly TraitValue[];
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.LocalAuthenticator.create_system_users
   */
  readonly create_system_users?: boolean;
  /**
   * @deprecated
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.LocalAuthenticator.group_whitelist
   */
  readonly group_whitelist?: readonly TraitValue[];
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.LocalAuthenticator.uids
   */
  readonly uids?: Dict<TraitValue>;
}

/** Traits of jupyterhub.auth.PAMAuthenticator. */
export interface PAMAuthenticatorTraits<V extends Generation = Generation> extends LocalAuthenticatorTraits<V> {
  /**
   * @defaultValue `[]`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.PAMAuthenticator.admin_groups
   */
  readonly admin_groups?: readonly TraitValue[];
  /**
   * @defaultValue `true`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.PAMAuthenticator.check_account
   */
  readonly check_account?: boolean;
  /**
   * @defaultValue `"utf8"`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.PAMAuthenticator.encoding
   */
  readonly encoding?: string;
  /**
   * @defaultValue `4`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.PAMAuthenticator.executor_threads
   */
  readonly executor_threads?: number;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.PAMAuthenticator.open_sessions
   */
  readonly open_sessions?: boolean;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.PAMAuthenticator.pam_normalize_username
   */
  readonly pam_normalize_username?: boolean;
  /**
   * @defaultValue `"login"`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.PAMAuthenticator.service
   */
  readonly service?: string;
}

/** Traits of jupyterhub.auth.DummyAuthenticator. */
export interface DummyAuthenticatorTraits<V extends Generation = Generation> extends AuthenticatorTraits<V> {
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.Authenticator.allow_all
   */
  readonly allow_all?: boolean;
  /**
   * @deprecated
   * @defaultValue `""`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.auth.DummyAuthenticator.password
   */
  readonly password?: SecretTrait<"secrets and secretTraits of signIn">;
}

/** Traits of jupyterhub.authenticators.shared.SharedPasswordAuthenticator. */
export interface SharedPasswordAuthenticatorTraits<V extends Generation = Generation> extends AuthenticatorTraits<V> {
  /**
   * @defaultValue `null`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.authenticators.shared.SharedPasswordAuthenticator.admin_password
   */
  readonly admin_password?: SecretTrait<"secrets and secretTraits of signIn">;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.authenticators.shared.SharedPasswordAuthenticator.password_groups
   */
  readonly password_groups?: SecretTrait<"an extraConfig file that reads it from a file or a variable">;
  /**
   * @defaultValue `null`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#jupyterhub.authenticators.shared.SharedPasswordAuthenticator.user_password
   */
  readonly user_password?: SecretTrait<"secrets and secretTraits of signIn">;
}

/** Traits of jupyterhub.crypto.CryptKeeper. */
export interface CryptKeeperTraits<V extends Generation = Generation> {
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.crypto.CryptKeeper.keys
   */
  readonly keys?: SecretTrait<"an extraConfig file that reads it from a file or a variable">;
  /**
   * @defaultValue `2`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.crypto.CryptKeeper.n_threads
   */
  readonly n_threads?: number;
}

/** Traits of jupyterhub.httpclient.JupyterHubHTTPClient. */
export interface JupyterHubHTTPClientTraits<V extends Generation = Generation> {
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.httpclient.JupyterHubHTTPClient.connector_options
   */
  readonly connector_options?: Dict<TraitValue>;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.httpclient.JupyterHubHTTPClient.session_options
   */
  readonly session_options?: Dict<TraitValue>;
}

/** Traits of jupyterhub.metrics.PeriodicMetricsCollector. */
export interface PeriodicMetricsCollectorTraits<V extends Generation = Generation> {
  /**
   * @defaultValue `true`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.metrics.PeriodicMetricsCollector.active_users_enabled
   */
  readonly active_users_enabled?: boolean;
  /**
   * @defaultValue `3600`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.metrics.PeriodicMetricsCollector.active_users_update_interval
   */
  readonly active_users_update_interval?: number;
  /**
   * @defaultValue `true`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.metrics.PeriodicMetricsCollector.event_loop_interval_enabled
   */
  readonly event_loop_interval_enabled?: boolean;
  /**
   * @defaultValue `1`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.metrics.PeriodicMetricsCollector.event_loop_interval_log_threshold
   */
  readonly event_loop_interval_log_threshold?: number;
  /**
   * @defaultValue `0.05`
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html#jupyterhub.metrics.PeriodicMetricsCollector.event_loop_interval_resolution
   */
  readonly event_loop_interval_resolution?: number;
}
