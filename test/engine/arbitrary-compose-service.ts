import * as fc from "fast-check";

import type { ComposeDuration, ComposeMount, ResolvedComposeService } from "../../src/deployment/compose-service.ts";

/** Any text that YAML can hold, with a taste for what Go, HTML, YAML or compose treat specially. */
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    "",
    "<&>",
    "\u2028\u2029",
    "$HOME ${x} $$",
    '"\\',
    "a: b # c",
    "\b\f\n\r\t\u0001\u007f",
    "é😀\uffff",
    "no",
    "07",
    "~",
  ),
);
// Compose's schema requires a key to have something other than line ends.
const key = hostile.map((text) => `k${text}`);
const hostileMap = fc.dictionary(key, hostile, { maxKeys: 4 });

// Compose takes a key that starts with `x-` for an extension, networks and labels included.
const name = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,12}$/).filter((text) => !text.startsWith("x-"));
const path = fc
  .array(
    hostile.map((text) => `p${text.replaceAll(/[/\\\0]/g, "")}`),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => `/${parts.join("/")}`);
const size = fc.integer({ min: 0, max: 2 ** 42 });
const some = (...values: readonly string[]) => fc.subarray([...values]);

const duration: fc.Arbitrary<ComposeDuration> = fc.oneof(
  fc.nat({ max: 10_000_000 }).map((amount) => `${amount}ms` as const),
  fc.nat({ max: 100_000 }).map((amount) => `${amount}s` as const),
  fc.nat({ max: 1000 }).map((amount) => `${amount / 10}m` as const),
  fc.nat({ max: 100 }).map((amount) => `${amount}h` as const),
  fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 99 })).map(([minutes, seconds]) => `${minutes}m${seconds}s` as const),
  fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 99 })).map(([hours, minutes]) => `${hours}h${minutes}m0.5s` as const),
);

const optional = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [] });

const healthcheck = optional({
  test: fc.array(hostile, { maxLength: 3 }).map((words) => ["CMD", ...words]),
  timeout: duration,
  interval: duration,
  retries: fc.nat({ max: 9 }),
  start_period: duration,
  start_interval: duration,
});

const attachment = optional({
  aliases: fc.uniqueArray(name, { maxLength: 3 }),
  ipv4_address: fc.constant("10.1.2.3"),
  ipv6_address: fc.constant("fd00::3"),
  mac_address: fc.constant("02:42:ac:11:00:02"),
  priority: fc.nat({ max: 9 }),
});

const port = fc.record(
  {
    mode: fc.constantFrom("ingress" as const, "host" as const),
    host_ip: fc.constantFrom("127.0.0.1", "0.0.0.0", "::1"),
    target: fc.integer({ min: 1, max: 65535 }),
    published: fc.oneof(fc.integer({ min: 1, max: 65535 }).map(String), fc.constant("8000-8010")),
    protocol: fc.constantFrom("tcp" as const, "udp" as const),
  },
  { requiredKeys: ["mode", "target", "protocol"] },
);

const mount: fc.Arbitrary<ComposeMount> = fc.oneof(
  fc.record(
    {
      type: fc.constant("bind" as const),
      source: path,
      target: path,
      read_only: fc.boolean(),
      bind: optional({
        selinux: fc.constantFrom("z" as const, "Z" as const),
        propagation: fc.constantFrom("rslave", "rprivate"),
        create_host_path: fc.boolean(),
      }),
    },
    { requiredKeys: ["type", "source", "target"] },
  ),
  fc.record(
    {
      type: fc.constant("volume" as const),
      source: name,
      target: path,
      read_only: fc.boolean(),
      volume: optional({ nocopy: fc.boolean(), subpath: fc.constantFrom("a", "a/b") }),
    },
    { requiredKeys: ["type", "target"] },
  ),
  fc.record(
    {
      type: fc.constant("tmpfs" as const),
      target: path,
      tmpfs: optional({ size, mode: fc.nat({ max: 0o1777 }) }),
    },
    { requiredKeys: ["type", "target"] },
  ),
);

const fileReference = fc.record(
  { source: name, target: path, uid: fc.constant("1000"), gid: fc.constant("100"), mode: fc.nat({ max: 0o777 }) },
  { requiredKeys: ["source", "target"] },
);

const byTarget = { selector: ({ target }: { target: string | number }) => target, maxLength: 4 };

const everywhere = optional<Omit<ResolvedComposeService, "image" | "networks" | "network_mode">>({
  cap_add: some("NET_ADMIN", "SYS_PTRACE"),
  cap_drop: some("ALL", "NET_RAW"),
  cgroup_parent: name,
  cpus: fc.oneof(fc.constantFrom(0, 0.1, 0.5, 1.5, 2), fc.float({ min: 0.015625, max: 128, noNaN: true })),
  cpu_shares: fc.nat({ max: 4096 }),
  cpuset: fc.constantFrom("0", "0-1,3"),
  command: fc.array(hostile, { maxLength: 3 }),
  configs: fc.uniqueArray(fileReference, byTarget),
  container_name: name.map((text) => `c${text}`),
  devices: fc.subarray([
    { source: "/dev/fuse", target: "/dev/fuse", permissions: "rwm" },
    { source: "/dev/null", target: "/dev/nothing", permissions: "r" },
  ]),
  dns: some("1.1.1.1", "fd00::53"),
  dns_opt: some("ndots:1", "use-vc"),
  dns_search: some("ucdenver.edu", "example.org"),
  domainname: name,
  entrypoint: fc.array(hostile, { maxLength: 3 }),
  environment: hostileMap,
  expose: some("8000", "8081/udp", "9000-9010"),
  extra_hosts: fc.dictionary(name, fc.constantFrom("host-gateway", "10.0.0.1", "fd00::1"), { maxKeys: 3 }),
  group_add: some("100", "docker"),
  healthcheck: fc.oneof(healthcheck, fc.constant({ test: ["NONE"] }), fc.constant({ disable: true })),
  hostname: name,
  init: fc.boolean(),
  ipc: fc.constantFrom("host", "shareable"),
  labels: hostileMap,
  logging: optional({ driver: fc.constantFrom("json-file", "none"), options: hostileMap }),
  mem_limit: size,
  mem_reservation: size,
  memswap_limit: fc.oneof(size, fc.constant(-1)),
  oom_score_adj: fc.integer({ min: -1000, max: 1000 }),
  pid: fc.constant("host"),
  pids_limit: fc.integer({ min: -1, max: 9999 }),
  platform: fc.constant("linux/amd64"),
  ports: fc.uniqueArray(port, byTarget),
  privileged: fc.boolean(),
  read_only: fc.boolean(),
  restart: fc.constantFrom("no", "always", "unless-stopped", "on-failure", "on-failure:3"),
  runtime: fc.constant("runc"),
  secrets: fc.uniqueArray(fileReference, byTarget),
  security_opt: some("no-new-privileges:true", "label=disable", "seccomp=unconfined"),
  shm_size: size,
  stdin_open: fc.boolean(),
  stop_grace_period: duration,
  stop_signal: fc.constantFrom("SIGINT", "SIGTERM"),
  sysctls: fc.dictionary(fc.constantFrom("net.core.somaxconn", "net.ipv4.ip_forward"), fc.constantFrom("0", "1024")),
  tmpfs: some("/run", "/tmp:size=64m,mode=1777"),
  tty: fc.boolean(),
  ulimits: fc.dictionary(
    fc.constantFrom("nofile", "core", "nproc"),
    fc.oneof(fc.integer({ min: -1, max: 9 }), fc.record({ soft: fc.nat({ max: 9 }), hard: fc.nat({ max: 9 }) })),
  ),
  user: fc.constantFrom("1000:100", "root"),
  userns_mode: fc.constant("host"),
  volumes: fc.uniqueArray(mount, byTarget),
  working_dir: path,
});

const image = fc.constantFrom("math-jupyterhub:latest", `registry.example.org:5000/a/b@sha256:${"0".repeat(64)}`);

const network = fc.oneof(
  fc.record({ network_mode: fc.constantFrom("host", "none") }),
  fc.record({ networks: fc.dictionary(name, fc.option(attachment), { minKeys: 1, maxKeys: 3 }) }),
);

/** A service with any of the fields that the type knows, in values that compose accepts. */
export const arbitraryComposeService: fc.Arbitrary<ResolvedComposeService> = fc
  .tuple(everywhere, image, network)
  .map(([service, from, where]) => ({ ...service, image: from, ...where }));
