import type { HubLocation } from "./hub-location.ts";
import { NGINX_NAMES, nginxLocation } from "./nginx-location.ts";
import { HSTS, portSuffix, type WebSite } from "./web-site.ts";

/** What the text depends on besides the site: the nginx that reads it, and its machine. */
export interface NginxHost {
  /** nginx 1.25.1 made `http2` a directive, and warns of the older spelling. */
  readonly hasHttp2Directive: boolean;
  /** nginx refuses to listen on `[::]` where the kernel knows no IPv6. */
  readonly hasIpv6: boolean;
}

/** Emits a whole HTTPS server for several hubs, to be read inside of `http { … }`. */
export function emitNginxServer(site: WebSite, hubs: readonly HubLocation[], host: NginxHost): string {
  const locations = hubs.map((hub) => nginxLocation(hub, site)).join("\n");
  return `# Put it into a file of its own that nginx reads, for example /etc/nginx/conf.d/hubs.conf,
# then: sudo nginx -t && sudo systemctl reload nginx
# "sudo hubwright nginx install --server ${site.name}" does all of this.

${nginxCommon(site)}
${nginxServer(site, locations, host)}`;
}

/** Emits what locations of hubs need outside of a server, once for all of them. */
export function nginxCommon({ logins }: Pick<WebSite, "logins">): string {
  return `# A websocket asks for an upgrade, other requests do not; kernels and terminals are websockets.
map $http_upgrade ${NGINX_NAMES.connection} {
    default upgrade;
    "" "";
}
# Sign-in attempts, counted by address. A whole class may come from one address, behind a router:
# ${logins} at once, and ${logins} more in each minute. Only POST requests are counted.
map "$request_method $uri" $hubwright_sign_in {
    default "";
    "~^POST .*/hub/login$" $binary_remote_addr;
    # A password can also create a token.
    "~^POST .*/hub/api/users/[^/]+/tokens$" $binary_remote_addr;
}
limit_req_zone $hubwright_sign_in zone=${NGINX_NAMES.zone}:10m rate=${logins}r/m;
`;
}

/** Emits the two servers of a site: HTTP redirects to HTTPS, and HTTPS has `locations`. */
export function nginxServer(site: WebSite, locations: string, host: NginxHost): string {
  const { name, tls, httpPort, httpsPort, hsts } = site;
  const certificate = tls?.certificate ?? `/etc/letsencrypt/live/${name}/fullchain.pem`;
  const key = tls?.key ?? `/etc/letsencrypt/live/${name}/privkey.pem`;
  const listen = (port: number, words: string) =>
    ["", ...(host.hasIpv6 ? ["[::]:"] : [])].map((address) => `    listen ${address}${port}${words};`).join("\n");
  return `server {
${listen(httpPort, "")}
    server_name ${written(name)};
    # Where certbot proves that this server has that name.
    location /.well-known/acme-challenge/ {
        root /var/www/html;
    }
    location / {
        return 301 https://$host${portSuffix(site)}$request_uri;
    }
}
server {
${listen(httpsPort, host.hasHttp2Directive ? " ssl" : " ssl http2")}
${host.hasHttp2Directive ? "    http2 on;\n" : ""}    server_name ${written(name)};
    server_tokens off;
    ssl_certificate ${certificate};
    ssl_certificate_key ${key};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;
    ssl_prefer_server_ciphers off;
    ssl_session_cache shared:hubwright_tls:10m;
    ssl_session_timeout 1d;
    ssl_session_tickets off;
${hsts ? `    add_header Strict-Transport-Security "${HSTS}" always;\n` : ""}    location / {
        return 404;
    }
${indented(locations)}
}
`;
}

/** An IPv6 address is in brackets, as in a browser. */
function written(name: string): string {
  return name.includes(":") ? `[${name}]` : name;
}

function indented(text: string): string {
  return text.trimEnd().replaceAll(/^(?=.)/gm, "    ");
}
