import { createHash } from "node:crypto";
import type { HubLocation } from "./hub-location.ts";
import { nginxLocation } from "./nginx-location.ts";
import { type NginxHost, nginxCommon, nginxServer } from "./nginx-server.ts";
import type { WebSite } from "./web-site.ts";

/** A file of nginx's own configuration. */
export interface NginxFile {
  /** Relative to nginx's directory. */
  readonly path: string;
  readonly text: string;
  /** Where a link to it is, relative to the same directory; null if nginx reads the file directly. */
  readonly link: string | null;
}

/** What a server must include to have all hubs, relative to nginx's directory. */
export const NGINX_INCLUDE = "hubwright/*.conf";

/**
 * Lays a site out for nginx's own directory: what all servers need, a file for each hub, and a server that includes those.
 * A hub that is installed later, or is down for a while, needs no change to the server's file.
 *
 * @param site - `name: null` leaves out the server, for someone who already has one.
 * @param place - `directory`: nginx's, absolute. `hasSitesEnabled`: as Debian has it, beside conf.d.
 */
export function nginxFiles(
  site: Omit<WebSite, "name"> & { readonly name: string | null },
  hubs: readonly HubLocation[],
  place: NginxHost & { readonly directory: string; readonly hasSitesEnabled: boolean },
): readonly NginxFile[] {
  const { name } = site;
  const files: NginxFile[] = [
    { path: "conf.d/hubwright.conf", text: signed(nginxCommon(site)), link: null },
    ...hubs.map((hub) => ({
      path: `hubwright/${hub.name}.conf`,
      text: signed(nginxLocation(hub, site)),
      link: null,
    })),
  ];
  if (name !== null) {
    const file = `hubwright-${name}.conf`;
    const text = signed(nginxServer({ ...site, name }, `include ${place.directory}/${NGINX_INCLUDE};`, place));
    files.push(
      place.hasSitesEnabled
        ? { path: `sites-available/${file}`, text, link: `sites-enabled/${file}` }
        : { path: `conf.d/${file}`, text, link: null },
    );
  }
  return files;
}

const SIGNATURE = '# Made by "hubwright nginx install"; run that again to change it. If you edit it, it stays yours: ';

/** Puts a line before a text by which we know it again, unless someone has edited it. */
function signed(text: string): string {
  return `${SIGNATURE}${digestOf(text)}\n${text}`;
}

/** Whether we wrote a text, and nobody has changed it since. */
export function isSigned(text: string): boolean {
  const end = text.indexOf("\n");
  return text.slice(0, end) === `${SIGNATURE}${digestOf(text.slice(end + 1))}`;
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
