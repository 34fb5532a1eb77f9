import type { HubDefinition } from "../model/hub.ts";
import { GENERATED } from "./generated-notice.ts";

/**
 * Emits the block for nginx: what goes into the `server { … }` of the department's web server.
 *
 * It works pasted alone. Where other texts ask for a `map` outside of the server, a variable is set here instead.
 */
export function emitNginx(hub: HubDefinition): string {
  const place = `/${hub.name}`;
  return `# ${GENERATED}
# Paste it into the server { … } of your site, then: sudo nginx -t && sudo systemctl reload nginx
location = ${place} {
    return 301 ${place}/;
}
location ${place}/ {
    # A websocket asks for an upgrade, other requests do not; kernels and terminals are websockets.
    set $hub_connection "";
    if ($http_upgrade) {
        set $hub_connection "upgrade";
    }
    proxy_pass http://${upstream(hub)};
    proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $hub_connection;
    proxy_set_header Host $http_host;
    proxy_set_header X-Real-IP $remote_addr;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    # A notebook is saved in one request, and nginx would refuse more than 1 MB.
    client_max_body_size 512m;
    # A kernel may compute for long without a word.
    proxy_read_timeout 1d;
    proxy_buffering off;
}
`;
}

function upstream({ listen, port }: HubDefinition): string {
  if (listen === "0.0.0.0") return `127.0.0.1:${port}`;
  if (listen === "::" || listen === "::1") return `[::1]:${port}`;
  return `${listen}:${port}`;
}
