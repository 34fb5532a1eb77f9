import type { HubLocation } from "./hub-location.ts";
import { HSTS, portSuffix, type WebSite } from "./web-site.ts";

/** Emits a Caddyfile for several hubs. Without a certificate in the site, Caddy fetches one and renews it. */
export function emitCaddyfile(site: WebSite, hubs: readonly HubLocation[]): string {
  const { name, tls, hsts } = site;
  return `# Put it into /etc/caddy/Caddyfile, then: sudo systemctl reload caddy
# Caddy does not limit sign-in attempts. The hub itself slows down anyone who guesses passwords.
${globals(site)}${name.includes(":") ? `[${name}]` : name}${portSuffix(site)} {
${tls === null ? "" : `\ttls ${tls.certificate} ${tls.key}\n`}${hsts ? `\theader Strict-Transport-Security "${HSTS}"\n` : ""}\trequest_body {
\t\tmax_size ${caddySize(site.bodySize)}
\t}
${hubs.map(handle).join("")}\thandle {
\t\trespond 404
\t}
}
`;
}

function globals({ httpPort, httpsPort }: WebSite): string {
  if (httpPort === 80 && httpsPort === 443) return "";
  return `{\n\thttp_port ${httpPort}\n\thttps_port ${httpsPort}\n}\n`;
}

/** Websockets, X-Forwarded-For, -Host and -Proto need no word: Caddy does them by itself. */
function handle({ name, upstream }: HubLocation): string {
  return `\tredir /${name} /${name}/ permanent
\thandle /${name}/* {
\t\treverse_proxy ${upstream} {
\t\t\t# The hub's own proxy adds "http" to X-Forwarded-Proto. Nothing adds to this header, which keeps cookies on HTTPS.
\t\t\theader_up X-Scheme {scheme}
\t\t\theader_up X-Real-IP {remote_host}
\t\t\t# With this header, a page of one person's server could register a service worker for the hub's pages and everybody's servers.
\t\t\theader_down -Service-Worker-Allowed
\t\t\tflush_interval -1
\t\t}
\t}
`;
}

/** nginx counts 1m as 1024 × 1024 bytes, which Caddy calls MiB. */
function caddySize(size: string): string {
  const unit = { k: "KiB", m: "MiB", g: "GiB" }[size.slice(-1)];
  return unit === undefined ? size : `${size.slice(0, -1)}${unit}`;
}
