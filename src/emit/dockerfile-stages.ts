import { shellWord } from "../model/problem/shell-word.ts";
import { BASE_IMAGE } from "../deployment/from-hub.ts";
import { execFormOfList } from "./quote/dockerfile.ts";

/** What the machine that builds lends to a build. Each of it may be missing, and then changes nothing. */
export const BUILD_HOST = "/opt/build-host";

/** The certificates and the mirror: what may stay in an image. A pip.conf or npmrc may hold a password, so it may not. */
export const COPY_BUILD_HOST = `COPY build-host/README build-host/ca/*.crt build-host/apt-mirror* ${BUILD_HOST}/`;

/** Writes commands as one RUN: the first that fails ends the build. */
export function run(commands: readonly string[]): string {
  return `RUN ${commands.join(" \\\n && ")}`;
}

/** The commands that write a file: its lines, and whether it can be run. */
export function write(path: string, lines: readonly string[], mode: "644" | "755" = "644"): readonly string[] {
  const words = lines.map((line) => `\\\n      ${shellWord(line)}`).join(" ");
  return [`printf '%s\\n' ${words} \\\n      > ${path}`, `chmod ${mode} ${path}`];
}

/** The RUN that keeps a list of packages for the stages to come, whatever the names hold: they end in NULs. */
export function keepList(path: string, packages: readonly string[]): string {
  return `RUN ${execFormOfList(["sh", "-c", String.raw`printf '%s\0' "$@" > ${path}`, "sh"], packages)}`;
}

/**
 * Puts a command in front of a list that {@link keepList} kept. Behind `--` no name is taken for an option.
 *
 * @param options - Of xargs.
 */
export function withList(path: string, command: string, options: readonly string[] = []): string {
  return `${["xargs", "--null", `--arg-file=${path}`, ...options].join(" ")} ${command} --`;
}

/**
 * The commands that take on the certificates and the mirror of the machine that builds, before apt is first asked.
 *
 * Certificates stay: behind a TLS inspection people need them for their own `pip install` too.
 */
export const TAKE_ON_BUILD_HOST: readonly string[] = [
  `cd ${BUILD_HOST}`,
  "mkdir -p /usr/local/share/ca-certificates",
  String.raw`find . -name '*.crt' -exec cp '{}' /usr/local/share/ca-certificates/ ';' -exec sed '$a\' '{}' ';' > /tmp/ca.pem`,
  // Until ca-certificates is there, a mirror over TLS can only be checked against these.
  `if [ -s /tmp/ca.pem ] && [ ! -e /etc/ssl/certs/ca-certificates.crt ]; then \\
      echo 'Acquire::https::CaInfo "/tmp/ca.pem";' > /etc/apt/apt.conf.d/build-host; fi`,
  // Security updates keep their own address: most mirrors do not have them.
  String.raw`if [ -s apt-mirror ]; then mirror=$(sed 's|[/[:space:]]*$||; s|/debian$||; q' apt-mirror); \
      find /etc/apt -type f '(' -name '*.list' -o -name '*.sources' ')' \
        -exec sed -i -E "s#https?://deb\.debian\.org/debian([/[:space:]]|$)#$mirror/debian\1#" '{}' '+'; fi`,
];

/** The commands that leave nothing of apt and of the machine that builds in the layer. */
export const LEAVE_NO_TRACE: readonly string[] = [
  `cd / && rm -rf ${BUILD_HOST} /tmp/* /etc/apt/apt.conf.d/build-host \\
      /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old /var/log/apt /var/log/dpkg.log`,
];

/** The command that installs Debian packages, without their names. */
export const APT_INSTALL = "DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends";

/** Documentation and translations are left out, and dpkg does not wait for the disk: a layer that fails is thrown away. */
const SLIM_PACKAGES = write("/etc/dpkg/dpkg.cfg.d/slim", [
  "path-exclude=/usr/share/doc/*",
  "path-include=/usr/share/doc/*/copyright",
  "path-exclude=/usr/share/man/*",
  "path-exclude=/usr/share/locale/*",
  "force-unsafe-io",
]);

/**
 * A stage of Debian with some of its packages. Where hub and notebook ask for the same, Docker builds it once.
 *
 * @param before - Commands that come before the packages.
 */
export function debianStage(
  name: string,
  packages: readonly string[],
  before: readonly string[] = [],
): readonly string[] {
  return [
    `FROM ${BASE_IMAGE} AS ${name}`,
    COPY_BUILD_HOST,
    run([
      ...SLIM_PACKAGES,
      ...TAKE_ON_BUILD_HOST,
      ...before,
      "apt-get update --quiet",
      `${APT_INSTALL} \\\n      ${packages.join(" ")}`,
      ...LEAVE_NO_TRACE,
    ]),
  ];
}

/** Under Python, in the hub and in the slim notebook alike. tini ends what a terminal leaves behind. */
export const PYTHON_SYSTEM = ["ca-certificates", "less", "nano", "python3", "python3-venv", "tini"] as const;

/** Programs that bring certificates of their own use the image's: a TLS inspection's is among them. */
export const TRUST = `ENV ${["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"]
  .map((variable) => `${variable}=/etc/ssl/certs/ca-certificates.crt`)
  .join(" \\\n    ")}`;
