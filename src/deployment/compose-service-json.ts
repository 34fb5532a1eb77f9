import type {
  ComposeAttachment,
  ComposeBindMount,
  ComposeBindOptions,
  ComposeDevice,
  ComposeDuration,
  ComposeFileReference,
  ComposeHealthcheck,
  ComposeLogging,
  ComposeMount,
  ComposePort,
  ComposeTmpfsMount,
  ComposeUlimit,
  ComposeVolumeMount,
  ResolvedComposeService,
} from "./compose-service.ts";
import { goDuration } from "./go-duration.ts";
import {
  always,
  float32,
  ifGiven,
  inGoOrder,
  type Json,
  list,
  map,
  nullable,
  plain,
  quoted,
  struct,
  unlessEmpty,
} from "./go-json.ts";

const text = unlessEmpty(quoted);
const flag = unlessEmpty<boolean>(plain);
const whole = unlessEmpty<number>(plain);
const texts = unlessEmpty(list(quoted));
const textMap = unlessEmpty(map(quoted));
const bytes = unlessEmpty<number>((size) => `"${size}"`);
const duration = ifGiven<ComposeDuration>((written) => quoted(goDuration(written)));

const healthcheck = struct<ComposeHealthcheck>({
  test: texts,
  timeout: duration,
  interval: duration,
  retries: ifGiven<number>(plain),
  start_period: duration,
  start_interval: duration,
  disable: flag,
});

const logging = struct<ComposeLogging>({ driver: text, options: textMap });

const attachment = struct<ComposeAttachment>({
  aliases: texts,
  ipv4_address: text,
  ipv6_address: text,
  mac_address: text,
  priority: whole,
});

const port = struct<ComposePort>({ mode: text, host_ip: text, target: whole, published: text, protocol: text });

const device = struct<ComposeDevice>({ source: text, target: text, permissions: text });

const fileReference = struct<ComposeFileReference>({
  source: text,
  target: text,
  uid: text,
  gid: text,
  mode: ifGiven<number>((mode) => `"0${mode.toString(8)}"`),
});

const bindMount = struct<ComposeBindMount>({
  type: text,
  source: text,
  target: text,
  read_only: flag,
  bind: ifGiven(struct<ComposeBindOptions>({ selinux: text, propagation: text, create_host_path: flag })),
});

const volumeMount = struct<ComposeVolumeMount>({
  type: text,
  source: text,
  target: text,
  read_only: flag,
  volume: ifGiven(struct<NonNullable<ComposeVolumeMount["volume"]>>({ nocopy: flag, subpath: text })),
});

const tmpfsMount = struct<ComposeTmpfsMount>({
  type: text,
  target: text,
  read_only: flag,
  tmpfs: ifGiven(struct<NonNullable<ComposeTmpfsMount["tmpfs"]>>({ size: bytes, mode: whole })),
});

const mount: Json<ComposeMount> = (written) => {
  switch (written.type) {
    case "bind":
      return bindMount(written);
    case "volume":
      return volumeMount(written);
    case "tmpfs":
      return tmpfsMount(written);
  }
};

const softAndHard = struct<ComposeUlimit>({ soft: whole, hard: whole });

/** A single limit is a number, but for 0, which compose takes for "not single". */
const ulimit: Json<number | ComposeUlimit> = (limit) => {
  if (typeof limit !== "number") return softAndHard(limit);
  return limit === 0 ? "{}" : plain(limit);
};

/** Go sorts neither the hosts' names nor their addresses, but the lines that they make. */
const hosts: Json<{ readonly [name: string]: string }> = (addresses) =>
  list(quoted)(
    Object.entries(addresses)
      .map(([name, address]) => `${name}=${address}`)
      .toSorted(inGoOrder),
  );

/**
 * A service as compose v2.40 marshals its own ServiceConfig (compose-go 2.9.1). The order of the fields is the order of
 * the bytes. A field more costs one line, in its place of that struct.
 */
export const composeServiceJson = struct<ResolvedComposeService>({
  cap_add: texts,
  cap_drop: texts,
  cgroup_parent: text,
  cpus: unlessEmpty(float32),
  cpuset: text,
  cpu_shares: whole,
  command: always(list(quoted)),
  configs: unlessEmpty(list(fileReference)),
  container_name: text,
  devices: unlessEmpty(list(device)),
  dns: texts,
  dns_opt: texts,
  dns_search: texts,
  domainname: text,
  entrypoint: always(list(quoted)),
  environment: textMap,
  expose: texts,
  extra_hosts: unlessEmpty(hosts),
  group_add: texts,
  hostname: text,
  healthcheck: ifGiven(healthcheck),
  image: text,
  init: ifGiven<boolean>(plain),
  ipc: text,
  labels: textMap,
  logging: ifGiven(logging),
  mem_limit: bytes,
  mem_reservation: bytes,
  memswap_limit: bytes,
  network_mode: text,
  networks: unlessEmpty(map(nullable(attachment))),
  oom_score_adj: whole,
  pid: text,
  pids_limit: whole,
  platform: text,
  ports: unlessEmpty(list(port)),
  privileged: flag,
  read_only: flag,
  restart: text,
  runtime: text,
  secrets: unlessEmpty(list(fileReference)),
  security_opt: texts,
  shm_size: bytes,
  stdin_open: flag,
  stop_grace_period: duration,
  stop_signal: text,
  sysctls: textMap,
  tmpfs: texts,
  tty: flag,
  ulimits: unlessEmpty(map(ulimit)),
  user: text,
  userns_mode: text,
  volumes: unlessEmpty(list(mount)),
  working_dir: text,
});
