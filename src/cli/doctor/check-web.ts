import type { Facts } from "./facts.ts";
import { failure, type Finding } from "./finding.ts";

/** The web server in front of the hub, asked as a browser would. */
export function checkWeb({ web, hub, called }: Facts): readonly Finding[] {
  if (web === undefined) return [];
  const { url, problem, status, isJupyterHub, hasWebsockets } = web;
  if (problem !== undefined && /certificate/i.test(problem))
    return [
      failure(
        "web-untrusted",
        `${url} shows a certificate that this machine does not trust, and browsers will not: ${problem}.`,
        "Where it is your own, or your network's, name the authority: NODE_EXTRA_CA_CERTS=/path/to/authority.crt, and put it into people's browsers.",
      ),
    ];
  if (problem !== undefined)
    return [
      failure("web-unreachable", `${url} does not answer: ${problem}.`, "Look whether it runs: systemctl status nginx"),
    ];
  if (!isJupyterHub)
    return [
      failure(
        "web-not-this-hub",
        `${url}/hub/api answers ${status}, and not as a JupyterHub: the web server in front does not pass /${hub.name} on as it is.`,
        `Put in the block that this prints, then reload nginx: ${called} nginx`,
      ),
    ];
  if (hasWebsockets === false)
    return [
      failure(
        "web-no-websockets",
        `${url} does not let websockets through: pages open, and no kernel ever connects.`,
        `The web server must pass the headers Upgrade and Connection on; put in the block that this prints: ${called} nginx`,
      ),
    ];
  return [];
}
