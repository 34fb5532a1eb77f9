import type { HubDefinition } from "../../model/hub/hub.ts";
import { GENERATED } from "../generated-notice.ts";
import { type HubLocation, hubLocationOf } from "./hub-location.ts";
import type { WebSite } from "./web-site.ts";

/** JupyterHub's own limit of a request; a notebook is saved in one. */
export const BODY_SIZE = "512m";

/** What {@link nginxServer} defines outside of its servers, for locations inside of them. */
export const NGINX_NAMES = { connection: "$hubwright_connection", zone: "hubwright_login" } as const;

/**
 * Emits the block for nginx: what goes into the `server { … }` of the department's web server.
 *
 * It works pasted alone. Where other texts ask for a `map` outside of the server, a variable is set here instead.
 */
export function emitNginx(hub: HubDefinition): string {
  const { name, upstream } = hubLocationOf(hub);
  return `# ${GENERATED}
# Paste it into the server { … } of your site, then: sudo nginx -t && sudo systemctl reload nginx
${withoutSlash(name)}
location /${name}/ {
    # A websocket asks for an upgrade, other requests do not; kernels and terminals are websockets.
    set $hub_connection "";
    if ($http_upgrade) {
        set $hub_connection "upgrade";
    }
    proxy_pass http://${upstream};
${proxySettings("$hub_connection", BODY_SIZE)}
}
`;
}

/** Emits the same for a server of ours, whose {@link NGINX_NAMES} it uses: tries to sign in are counted. */
export function nginxLocation({ name, upstream }: HubLocation, site: Pick<WebSite, "bodySize" | "logins">): string {
  return `${withoutSlash(name)}
location /${name}/ {
    proxy_pass http://${upstream};
${proxySettings(NGINX_NAMES.connection, site.bodySize)}
    # Only sign-in attempts are counted in this zone.
    limit_req zone=${NGINX_NAMES.zone} burst=${site.logins} nodelay;
    limit_req_status 429;
}
`;
}

function withoutSlash(name: string): string {
  return `location = /${name} {
    return 301 /${name}/;
}`;
}

function proxySettings(connection: string, bodySize: string): string {
  return `    proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection ${connection};
    # With the port, which the hub compares with the origin that a page states.
    proxy_set_header Host $http_host;
    proxy_set_header X-Real-IP $remote_addr;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Host $http_host;
    proxy_set_header X-Forwarded-Proto $scheme;
    # The hub's own proxy adds "http" to X-Forwarded-Proto, and the last value counts there. Nothing adds to this header;
    # without it, sign-in cookies could leave the browser without HTTPS.
    proxy_set_header X-Scheme $scheme;
    # With this header, a page of one person's server could register a service worker for the hub's pages and everybody's servers.
    proxy_hide_header Service-Worker-Allowed;
    # A notebook is saved in one request, and nginx would refuse more than 1 MB.
    client_max_body_size ${bodySize};
    # A kernel may run for a long time without sending anything.
    proxy_read_timeout 1d;
    proxy_send_timeout 1d;
    proxy_buffering off;`;
}
