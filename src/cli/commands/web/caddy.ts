import { emitCaddyfile } from "../../../emit/web/caddyfile.ts";
import type { Context, ExitCode, Where } from "../../context.ts";
import { elsewhere, forMachine, hostOf, hubPlaces, webSiteOf, type WebSiteOptions } from "./web-site.ts";

/** `hubwright caddy`: a Caddyfile for every hub of this machine. */
export async function caddy(
  context: Context,
  options: Where & WebSiteOptions & { readonly server: string },
): Promise<ExitCode> {
  const site = { ...webSiteOf(options, context.cwd), name: hostOf(options.server) };
  const machine = await elsewhere(context);
  if (machine !== undefined) context.terminal.remark(forMachine(machine));
  context.terminal.print(emitCaddyfile(site, await hubPlaces(context, options)).trimEnd());
  return 0;
}
