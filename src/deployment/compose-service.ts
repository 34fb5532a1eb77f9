/**
 * A service as compose v2 sees it once it has resolved compose.yaml: the keys are compose's own, paths are absolute,
 * ports and volumes are in their long form, nothing is left to a default.
 *
 * Written into compose.yaml with every `$` of a value doubled it resolves to itself, which the engine tests hold it to.
 * (A key that starts with `x-` does not: compose takes it for an extension, be it a label, a variable or a network.)
 * `build`, `depends_on`, `pull_policy`, `scale` and `profiles` are not here: they say how a container comes to be, not
 * what it is, and compose leaves them out of its hash. So are `env_file` and a variable without a value, because
 * compose itself is of two minds there: `config --hash` leaves them unread and `up` reads them.
 */
export type ResolvedComposeService = {
  readonly cap_add?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly cgroup_parent?: string;
  readonly cpus?: number;
  readonly cpu_shares?: number;
  readonly cpuset?: string;
  /** Absent: the image's. An empty list: none. */
  readonly command?: readonly string[];
  readonly configs?: readonly ComposeFileReference[];
  readonly container_name?: string;
  readonly devices?: readonly ComposeDevice[];
  readonly dns?: readonly string[];
  readonly dns_opt?: readonly string[];
  readonly dns_search?: readonly string[];
  readonly domainname?: string;
  /** Absent: the image's. An empty list: none. */
  readonly entrypoint?: readonly string[];
  readonly environment?: Texts;
  readonly expose?: readonly string[];
  /** Host name → address, or the word `host-gateway`. */
  readonly extra_hosts?: Texts;
  readonly group_add?: readonly string[];
  readonly healthcheck?: ComposeHealthcheck;
  readonly hostname?: string;
  /** Always named, also where compose builds it. */
  readonly image: string;
  readonly init?: boolean;
  readonly ipc?: string;
  readonly labels?: Texts;
  readonly logging?: ComposeLogging;
  /** In bytes, as are the other sizes here. */
  readonly mem_limit?: number;
  readonly mem_reservation?: number;
  readonly memswap_limit?: number;
  readonly network_mode?: string;
  /** By the network's key in compose.yaml. A service without `network_mode` is in at least one, if only in `default`. */
  readonly networks?: { readonly [key: string]: ComposeAttachment | null };
  readonly oom_score_adj?: number;
  readonly pid?: string;
  readonly pids_limit?: number;
  readonly platform?: string;
  readonly ports?: readonly ComposePort[];
  readonly privileged?: boolean;
  readonly read_only?: boolean;
  readonly restart?: "no" | "always" | "unless-stopped" | "on-failure" | `on-failure:${number}`;
  readonly runtime?: string;
  readonly secrets?: readonly ComposeFileReference[];
  readonly security_opt?: readonly string[];
  readonly shm_size?: number;
  readonly stdin_open?: boolean;
  readonly stop_grace_period?: ComposeDuration;
  readonly stop_signal?: string;
  readonly sysctls?: Texts;
  readonly tmpfs?: readonly string[];
  readonly tty?: boolean;
  readonly ulimits?: { readonly [name: string]: number | ComposeUlimit };
  readonly user?: string;
  readonly userns_mode?: string;
  readonly volumes?: readonly ComposeMount[];
  readonly working_dir?: string;
};

export type Texts = { readonly [key: string]: string };

/** For example `"30s"` or `"1.5h"`, or as compose prints them: `"1m30s"`, `"1h0m0s"`. */
export type ComposeDuration =
  | `${number}${"ms" | "s" | "m" | "h"}`
  | `${number}m${number}s`
  | `${number}h${number}m${number}s`;

export type ComposeLogging = { readonly driver?: string; readonly options?: Texts };

export type ComposeUlimit = { readonly soft: number; readonly hard: number };

export type ComposeHealthcheck = {
  /** Starts with `CMD` or `CMD-SHELL`, or is `["NONE"]`. */
  readonly test?: readonly string[];
  readonly timeout?: ComposeDuration;
  readonly interval?: ComposeDuration;
  readonly retries?: number;
  readonly start_period?: ComposeDuration;
  readonly start_interval?: ComposeDuration;
  readonly disable?: boolean;
};

export type ComposePort = {
  readonly mode: "ingress" | "host";
  readonly host_ip?: string;
  readonly target: number;
  /** A number or a range, as text. */
  readonly published?: string;
  readonly protocol: "tcp" | "udp" | "sctp";
};

export type ComposeAttachment = {
  readonly aliases?: readonly string[];
  readonly ipv4_address?: string;
  readonly ipv6_address?: string;
  readonly mac_address?: string;
  readonly priority?: number;
};

/**
 * What compose makes of the short form `source:target[:ro]`: `bind: { create_host_path: true }` for a path, and
 * `volume: {}` for a volume. The long form has neither unless it is written.
 */
export type ComposeMount = ComposeBindMount | ComposeVolumeMount | ComposeTmpfsMount;

export type ComposeBindMount = {
  readonly type: "bind";
  readonly source: string;
  readonly target: string;
  readonly read_only?: boolean;
  readonly bind?: ComposeBindOptions;
};

export type ComposeBindOptions = {
  readonly selinux?: "z" | "Z";
  readonly propagation?: string;
  readonly create_host_path?: boolean;
};

export type ComposeVolumeMount = {
  readonly type: "volume";
  /** The volume's key in compose.yaml; absent for a volume without a name. */
  readonly source?: string;
  readonly target: string;
  readonly read_only?: boolean;
  readonly volume?: { readonly nocopy?: boolean; readonly subpath?: string };
};

export type ComposeTmpfsMount = {
  readonly type: "tmpfs";
  readonly target: string;
  readonly read_only?: boolean;
  readonly tmpfs?: { readonly size?: number; readonly mode?: number };
};

export type ComposeDevice = { readonly source: string; readonly target: string; readonly permissions: string };

/** A secret or a config in the container. The target of a secret is a whole path, `/run/secrets/…` where nothing else is said. */
export type ComposeFileReference = {
  readonly source: string;
  readonly target?: string;
  readonly uid?: string;
  readonly gid?: string;
  /** As in chmod, for example 0o440. */
  readonly mode?: number;
};
