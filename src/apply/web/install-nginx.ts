import { dirname } from "node:path";
import { hasHttp2Directive, type Nginx } from "../../machine/nginx.ts";
import type { HubLocation } from "../../emit/web/hub-location.ts";
import { nginxFiles } from "../../emit/web/nginx-files.ts";
import type { WebSite } from "../../emit/web/web-site.ts";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright, program } from "../../model/problem/problem.ts";
import { nginxLayout, type Placed, placeFiles } from "../../workspace/nginx-directory.ts";

/** What to install where, and how. */
export interface NginxInstallation {
  /** `name: null` installs the hubs for a server that someone else configured. */
  readonly site: Omit<WebSite, "name"> & { readonly name: string | null };
  readonly hubs: readonly HubLocation[];
  /** Of nginx's configuration: `/etc/nginx`. */
  readonly directory: string;
  readonly hasIpv6: boolean;
  readonly overwrite: boolean;
  readonly now: Date;
}

/** The result. */
export interface NginxInstalled extends Pick<Placed, "changed" | "backups"> {
  /** False where no server includes the hubs yet. */
  readonly isServed: boolean;
  readonly warnings: readonly string[];
}

/**
 * Puts hubs, and a server for them if one is named, into nginx's directory. nginx tests the configuration, and reloads if it is valid.
 * Whatever nginx rejects, or would not read, is removed again before the running nginx has seen it.
 *
 * @throws HubwrightError in nginx's own words.
 */
export async function installNginx(installation: NginxInstallation, nginx: Nginx): Promise<NginxInstalled> {
  const { site, hubs, directory, hasIpv6, overwrite, now } = installation;
  const { hasSitesEnabled } = nginxLayout(directory);
  const version = await nginx.version();
  if (version === undefined)
    throw HubwrightError.of(
      "program-missing",
      "nginx is not installed on this machine.",
      hint`Install it: ${program("sudo", "apt-get", "install", "nginx")}`,
    );
  const place = { directory, hasSitesEnabled, hasIpv6, hasHttp2Directive: hasHttp2Directive(version) };
  const files = nginxFiles(site, hubs, place);
  const placed = placeFiles(directory, files, { overwrite, now });
  const { said, files: read } = await tested(nginx, placed, site.name);
  const isRead = ({ path, link }: { readonly path: string; readonly link: string | null }) =>
    read.includes(`${directory}/${link ?? path}`);
  const unread = files.filter((file) => !file.path.startsWith("hubwright/") && !isRead(file));
  if (unread.length > 0) {
    placed.undo();
    throw HubwrightError.of(
      "web-server-rejects",
      `nginx does not read ${unread.map(({ path, link }) => `${directory}/${link ?? path}`).join(", ")}, so everything was put back.`,
      `Add this to http { … } in ${directory}/nginx.conf, then run the command again: ${unread.map(({ path, link }) => `include ${directory}/${dirname(link ?? path)}/*.conf;`).join(" ")}`,
    );
  }
  const { isDone, said: complaint } = await nginx.reload();
  if (!isDone)
    throw HubwrightError.of(
      "program-failed",
      `The configuration is in place and nginx accepts it, but nginx could not reload: ${complaint.join(" ")}`,
      hint`Start nginx: ${program("sudo", "systemctl", "start", "nginx")}`,
    );
  const { changed, backups } = placed;
  const isServed = files.filter(({ path }) => path.startsWith("hubwright/")).every(isRead);
  return { changed, backups, isServed, warnings: said.filter((line) => line.includes("[warn]")) };
}

/** What nginx read and said; where it refuses, or would not use the new server, everything is put back first. */
async function tested(nginx: Nginx, placed: Placed, name: string | null): ReturnType<Nginx["test"]> {
  let test: Awaited<ReturnType<Nginx["test"]>>;
  try {
    test = await nginx.test();
  } catch (error) {
    placed.undo();
    throw error;
  }
  if (!test.isGood) {
    placed.undo();
    throw HubwrightError.of(
      "web-server-rejects",
      `nginx rejected the configuration, so everything was put back; the running nginx was not affected.\n${test.said.join("\n")}`,
      "Fix what nginx reports (a certificate's path, for example), then run the command again.",
    );
  }
  const rival = test.said.find((line) => name !== null && line.includes(`conflicting server name "${name}"`));
  if (rival !== undefined) {
    placed.undo();
    throw HubwrightError.of(
      "web-server-rejects",
      `nginx already has a server for ${name ?? ""} and would ignore a second one, so everything was put back.\n${rival}`,
      hint`Leave out --server: ${hubwright("nginx", "install")} adds the hubs and shows what to add to that server.`,
    );
  }
  return test;
}
