import { networkInterfaces } from "node:os";
import { emitNginx } from "../../../emit/web/nginx-location.ts";
import { emitNginxServer } from "../../../emit/web/nginx-server.ts";
import { hasHttp2Directive, nginxIn } from "../../../machine/nginx.ts";
import { runProgram } from "../../../machine/run-program.ts";
import type { Context, ExitCode, Where } from "../../context.ts";
import { elsewhere, forMachine, hubPlaces, webSiteOf, type WebSiteOptions } from "./web-site.ts";

/** The default directory of nginx's configuration. */
export const NGINX_ROOT = "/etc/nginx";

/**
 * `hubwright nginx`: the block that goes into the server of the department's nginx;
 * with --server a whole server for every hub of this machine.
 */
export async function nginx(context: Context, options: Where & WebSiteOptions): Promise<ExitCode> {
  const site = webSiteOf(options, context.cwd);
  const { name } = site;
  if (name === null) {
    const { hub } = await context.project(options);
    if (hub.engine.remote) context.terminal.remark("This is for the web server on the hub's machine, not on this one.");
    context.terminal.print(emitNginx(hub).trimEnd());
    return 0;
  }
  const machine = await elsewhere(context);
  if (machine !== undefined) context.terminal.remark(forMachine(machine));
  const version = machine === undefined ? await nginxIn(NGINX_ROOT, runProgram).version() : undefined;
  const host = { hasHttp2Directive: hasHttp2Directive(version), hasIpv6: hasIpv6() };
  context.terminal.print(emitNginxServer({ ...site, name }, await hubPlaces(context, options), host).trimEnd());
  return 0;
}

/** Whether this machine's kernel knows IPv6: then even the machine itself has such an address. */
export function hasIpv6(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ family }) => family === "IPv6"));
}
