// Written by npm run traits. Do not edit.

import type {
  ByteSize,
  CommandLine,
  Dict,
  Generation,
  NamedFunction,
  SetByHubwright,
  TraitValue,
} from "../trait-value.ts";
import type { SpawnerTraits } from "./jupyterhub.ts";

/** Traits of dockerspawner.DockerSpawner. */
export interface DockerSpawnerTraits<V extends Generation = Generation> extends Omit<
  SpawnerTraits<V>,
  "cpu_limit" | "mem_limit"
> {
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.allowed_images
   */
  readonly allowed_images?: readonly string[] | Dict<string> | "*" | NamedFunction;
  /**
   * @defaultValue `"{prefix}ssl-{username}"`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.certs_volume_name
   */
  readonly certs_volume_name?: string;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.client_kwargs
   */
  readonly client_kwargs?: Dict<TraitValue>;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.cmd
   */
  readonly cmd?: CommandLine | null;
  /**
   * @deprecated
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.container_image
   */
  readonly container_image?: string;
  /**
   * @deprecated
   * @defaultValue `"127.0.0.1"`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.container_ip
   */
  readonly container_ip?: string;
  /**
   * @deprecated
   * @defaultValue `""`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.container_name_template
   */
  readonly container_name_template?: string;
  /**
   * @deprecated
   * @defaultValue `8888`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.container_port
   */
  readonly container_port?: number;
  /**
   * @deprecated
   * @defaultValue `""`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.container_prefix
   */
  readonly container_prefix?: string;
  /**
   * @defaultValue `0`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.cpu_limit
   */
  readonly cpu_limit?: NamedFunction | number | null;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.env_keep
   */
  readonly env_keep?: readonly TraitValue[];
  /**
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.escape
   */
  readonly escape?: "legacy" | NamedFunction;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.extra_create_kwargs
   */
  readonly extra_create_kwargs?: NamedFunction | Dict<TraitValue>;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.extra_host_config
   */
  readonly extra_host_config?: NamedFunction | Dict<TraitValue>;
  /**
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.format_volume_name
   */
  readonly format_volume_name?: NamedFunction;
  /**
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.host_ip
   */
  readonly host_ip?: string;
  /**
   * @deprecated
   * @defaultValue `""`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.hub_ip_connect
   */
  readonly hub_ip_connect?: string;
  /**
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.image
   */
  readonly image?: SetByHubwright<"notebook">;
  /**
   * @deprecated
   * @defaultValue `null`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.image_whitelist
   */
  readonly image_whitelist?: readonly string[] | Dict<string> | NamedFunction;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.ip
   */
  readonly ip?: string;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.links
   */
  readonly links?: Dict<TraitValue>;
  /**
   * @defaultValue `0`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.mem_limit
   */
  readonly mem_limit?: NamedFunction | ByteSize | null;
  /**
   * @defaultValue `[]`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.mounts
   */
  readonly mounts?: SetByHubwright<"volumes">;
  /**
   * @defaultValue `"busybox:1.30.1"`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.move_certs_image
   */
  readonly move_certs_image?: string;
  /**
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.name_template
   */
  readonly name_template?: SetByHubwright<"name">;
  /**
   * @defaultValue `"bridge"`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.network_name
   */
  readonly network_name?: SetByHubwright<"name">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.options_form
   */
  readonly options_form?: string | NamedFunction;
  /**
   * @defaultValue computed
   * @see https://jupyterhub.readthedocs.io/en/stable/reference/api/spawner.html#jupyterhub.spawner.Spawner.port
   */
  readonly port?: number;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.post_start_cmd
   */
  readonly post_start_cmd?: string | false;
  /**
   * @defaultValue `"jupyter"`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.prefix
   */
  readonly prefix?: SetByHubwright<"name">;
  /**
   * @defaultValue `"ifnotpresent"`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.pull_policy
   */
  readonly pull_policy?: "always" | "ifnotpresent" | "never" | "skip";
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.read_only_volumes
   */
  readonly read_only_volumes?: Dict<TraitValue>;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.remove
   */
  readonly remove?: SetByHubwright<"nothing, because a kept container would keep its old mounts">;
  /**
   * @deprecated
   * @defaultValue `false`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.remove_containers
   */
  readonly remove_containers?: boolean;
  /**
   * @deprecated
   * @defaultValue `null`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.tls
   */
  readonly tls?: TraitValue;
  /**
   * @deprecated
   * @defaultValue `null`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.tls_assert_hostname
   */
  readonly tls_assert_hostname?: TraitValue;
  /**
   * @deprecated
   * @defaultValue `null`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.tls_ca
   */
  readonly tls_ca?: TraitValue;
  /**
   * @deprecated
   * @defaultValue `null`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.tls_cert
   */
  readonly tls_cert?: TraitValue;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.tls_config
   */
  readonly tls_config?: Dict<TraitValue>;
  /**
   * @deprecated
   * @defaultValue `null`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.tls_key
   */
  readonly tls_key?: TraitValue;
  /**
   * @deprecated
   * @defaultValue `null`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.tls_verify
   */
  readonly tls_verify?: TraitValue;
  /**
   * @deprecated
   * @defaultValue `true`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.use_docker_client_env
   */
  readonly use_docker_client_env?: boolean;
  /**
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.use_internal_hostname
   */
  readonly use_internal_hostname?: boolean;
  /**
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.use_internal_ip
   */
  readonly use_internal_ip?: boolean;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.volumes
   */
  readonly volumes?: SetByHubwright<"volumes">;
}

/** Traits of dockerspawner.SwarmSpawner. */
export interface SwarmSpawnerTraits<V extends Generation = Generation> extends Omit<
  DockerSpawnerTraits<V>,
  "mounts" | "remove"
> {
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.SwarmSpawner.extra_container_spec
   */
  readonly extra_container_spec?: Dict<TraitValue>;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.SwarmSpawner.extra_endpoint_spec
   */
  readonly extra_endpoint_spec?: Dict<TraitValue>;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.SwarmSpawner.extra_placement_spec
   */
  readonly extra_placement_spec?: Dict<TraitValue>;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.SwarmSpawner.extra_resources_spec
   */
  readonly extra_resources_spec?: Dict<TraitValue>;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.SwarmSpawner.extra_task_spec
   */
  readonly extra_task_spec?: Dict<TraitValue>;
  /**
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.network_name
   */
  readonly network_name?: SetByHubwright<"name">;
  /**
   * @defaultValue computed
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.DockerSpawner.pull_policy
   */
  readonly pull_policy?: "always" | "ifnotpresent" | "never" | "skip";
  /**
   * @defaultValue `""`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.SwarmSpawner.volume_driver
   */
  readonly volume_driver?: string;
  /**
   * @defaultValue `{}`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.SwarmSpawner.volume_driver_options
   */
  readonly volume_driver_options?: Dict<TraitValue>;
}

/** Traits of dockerspawner.SystemUserSpawner. */
export interface SystemUserSpawnerTraits<V extends Generation = Generation> extends DockerSpawnerTraits<V> {
  /**
   * @defaultValue `""`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.SystemUserSpawner.homedir_bind_propagation
   */
  readonly homedir_bind_propagation?: string;
  /**
   * @defaultValue `"/home/{username}"`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.SystemUserSpawner.host_homedir_format_string
   */
  readonly host_homedir_format_string?: string;
  /**
   * @defaultValue `"/home/{username}"`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.SystemUserSpawner.image_homedir_format_string
   */
  readonly image_homedir_format_string?: string;
  /**
   * @defaultValue `false`
   * @see https://jupyterhub-dockerspawner.readthedocs.io/en/latest/api/index.html#dockerspawner.SystemUserSpawner.run_as_root
   */
  readonly run_as_root?: boolean;
}
