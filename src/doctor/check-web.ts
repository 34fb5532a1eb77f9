import { hint, hubwright, program } from "../model/problem/problem.ts";
import type { Facts } from "./facts.ts";
import { failure, type Finding } from "./finding.ts";

/** The web server in front of the hub, asked as a browser would. */
export function checkWeb({ web, hub }: Facts): readonly Finding[] {
  if (web === undefined) return [];
  const { url, problem, status, isJupyterHub, hasWebsockets } = web;
  if (problem !== undefined && /certificate/i.test(problem))
    return [
      failure(
        "web-untrusted",
        `${url} has a certificate that this machine does not trust, and browsers will not trust it either: ${problem}.`,
        "If it is your own or your network's, set NODE_EXTRA_CA_CERTS=/path/to/authority.crt and install that authority in people's browsers.",
      ),
    ];
  if (problem !== undefined)
    return [
      failure(
        "web-unreachable",
        `Cannot reach ${url}: ${problem}.`,
        hint`Check whether it is running: ${program("systemctl", "status", "nginx")}`,
      ),
    ];
  if (!isJupyterHub)
    return [
      failure(
        "web-not-this-hub",
        `${url}/hub/api returned status ${status}, not an answer from JupyterHub: the web server in front does not pass on /${hub.name} unchanged.`,
        hint`Use the block that this prints, then reload nginx: ${hubwright("nginx")}`,
      ),
    ];
  if (hasWebsockets === false)
    return [
      failure(
        "web-no-websockets",
        `${url} does not pass websockets on: pages open, but kernels never connect.`,
        hint`The web server must pass on the headers Upgrade and Connection. Use the block that this prints: ${hubwright("nginx")}`,
      ),
    ];
  return [];
}
