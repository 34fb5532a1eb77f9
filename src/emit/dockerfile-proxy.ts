import { ANSWERS } from "./answers-script.ts";
import { APT_INSTALL, BUILD_HOST, debianStage, run, write } from "./dockerfile-stages.ts";
import { NPM, PROXY_PACKAGES } from "./npm-pins.ts";
import { execForm } from "./quote/dockerfile.ts";

/**
 * The stages of the proxy's image, `proxy` being the last: Node, and configurable-http-proxy in /srv/proxy.
 *
 * @param hub - Its name. Where a notebook does not answer, the proxy shows the hub's page for that.
 */
export function proxyStages(hub: string): readonly string[] {
  return [
    "# Debian's Node.",
    ...debianStage("node", ["nodejs"]),
    "",
    "# Fetches the proxy's packages, with the build machine's npmrc if it has one. Thrown away.",
    "FROM node AS proxy-packages",
    `COPY build-host/ ${BUILD_HOST}/`,
    run([...FETCH_NPM, INSTALL]),
    "",
    "# The proxy.",
    "FROM node AS proxy",
    "COPY --from=proxy-packages /srv/proxy/ /srv/proxy/",
    run([
      ...write("/srv/proxy/start", START, "755"),
      ...write("/srv/proxy/answers", ANSWERS, "755"),
      ...write("/srv/proxy/healthy", ["#!/bin/sh", "exec /srv/proxy/answers 127.0.0.1 8000 /_chp_healthz"], "755"),
    ]),
    "ENV NODE_ENV=production",
    "EXPOSE 8000",
    'ENTRYPOINT ["/srv/proxy/start"]',
    `CMD ${execForm(options(hub))}`,
  ];
}

function options(hub: string): readonly string[] {
  const listen = ["--ip", "0.0.0.0", "--port", "8000", "--api-ip", "0.0.0.0", "--api-port", "8001"];
  return [...listen, "--error-target", `http://${hub}:8081/${hub}/hub/error`];
}

/** Node brings the certificates of the public registries, so the stage needs no others but the building machine's. */
const FETCH_NPM = [
  `cd ${BUILD_HOST}`,
  "touch npmrc",
  `{ node -p 'require("tls").rootCertificates.join("\\n")'; find . -name '*.crt' -exec sed '$a\\' '{}' ';'; } > /tmp/ca.pem`,
  String.raw`registry=$(sed -n 's|^registry *= *\(.*[^/[:space:]]\).*|\1|p' npmrc)`,
  "mkdir /tmp/npm",
  // Without npm's own archive there is Debian's npm, which takes half a minute longer.
  `if /usr/lib/apt/apt-helper -o Acquire::https::CaInfo=/tmp/ca.pem download-file \\
      "\${registry:-https://registry.npmjs.org}/npm/-/npm-${NPM.version}.tgz" /tmp/npm.tgz \\
      SHA512:${NPM.sha512}; \\
    then tar --extract --file=/tmp/npm.tgz --directory=/tmp/npm --strip-components=1; \\
    else apt-get update && ${APT_INSTALL} npm && rmdir /tmp/npm && ln -s /usr/share/nodejs/npm /tmp/npm; fi`,
];

const INSTALL = [
  "NODE_EXTRA_CA_CERTS=/tmp/ca.pem node /tmp/npm/bin/npm-cli.js install --prefix=/srv/proxy --userconfig=npmrc",
  "--ignore-scripts --no-audit --no-fund --no-update-notifier",
  ...PROXY_PACKAGES,
].join(" \\\n      ");

/** The token comes in a file that only root can read; what people reach from outside is run by nobody. */
const START = [
  "#!/bin/sh",
  'while IFS= read -r line || [ -n "$line" ]; do',
  '  case "$line" in CONFIGPROXY_AUTH_TOKEN=*) token=${line#*=};; esac',
  "done < /run/secrets/proxy.env",
  "token=${token%\"$(printf '\\r')\"}",
  'if [ -z "$token" ]; then',
  '  echo "/run/secrets/proxy.env has no CONFIGPROXY_AUTH_TOKEN, so the proxy does not start: anybody could control it." >&2',
  "  exit 78",
  "fi",
  'export CONFIGPROXY_AUTH_TOKEN="$token"',
  'set -- node /srv/proxy/node_modules/configurable-http-proxy/bin/configurable-http-proxy "$@"',
  '[ "$(id -u)" != 0 ] || set -- setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs "$@"',
  'exec "$@"',
];
