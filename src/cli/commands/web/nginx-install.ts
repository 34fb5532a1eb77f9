import { resolve } from "node:path";
import { installNginx } from "../../../apply/web/install-nginx.ts";
import { NGINX_INCLUDE } from "../../../emit/web/nginx-files.ts";
import { portSuffix } from "../../../emit/web/web-site.ts";
import { listenersOn } from "../../../machine/listeners.ts";
import { nginxIn } from "../../../machine/nginx.ts";
import { runProgram } from "../../../machine/run-program.ts";
import { HubwrightError } from "../../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../../model/problem/problem.ts";
import type { Context, ExitCode, Where } from "../../context.ts";
import { hasIpv6, NGINX_ROOT } from "./nginx.ts";
import { elsewhere, hubPlaces, webSiteOf, type WebSiteOptions } from "./web-site.ts";

/** The options of `hubwright nginx install` besides those of the site. */
interface InstallOptions extends Where, WebSiteOptions {
  readonly nginxRoot?: string;
  readonly overwrite?: boolean;
}

/** `hubwright nginx install`: puts hubs, and with --server a complete server, where nginx reads them, and reloads nginx. */
export async function nginxInstall(context: Context, options: InstallOptions): Promise<ExitCode> {
  const { terminal } = context;
  const site = webSiteOf(options, context.cwd);
  const machine = await elsewhere(context);
  if (machine !== undefined)
    throw HubwrightError.of(
      "web-server-elsewhere",
      `The hubs are on the machine of ${machine}, but this command would change the web server on this machine.`,
      hint`Run the command there. Or print the configuration here and copy it there: ${hubwright("nginx", "--server", "NAME")}`,
    );
  const directory = resolve(context.cwd, options.nginxRoot ?? NGINX_ROOT);
  const hubs = await hubPlaces(context, options);
  if (site.name !== null) for (const port of [site.httpPort, site.httpsPort]) await refuseTaken(port);
  const { changed, backups, isServed, warnings } = await installNginx(
    { site, hubs, directory, hasIpv6: hasIpv6(), overwrite: options.overwrite ?? false, now: new Date() },
    nginxIn(directory, runProgram),
  );
  for (const warning of warnings) terminal.remark(warning);
  for (const path of changed) terminal.note(`wrote  ${path}`);
  for (const path of backups) terminal.note(`kept   ${path}`);
  terminal.note(
    changed.length === 0
      ? "Nothing to change: nginx already has it."
      : "nginx accepted the new configuration and is reloading.",
  );
  const { name } = site;
  if (name !== null) {
    const host = `https://${name.includes(":") ? `[${name}]` : name}${portSuffix({ ...site, name })}`;
    for (const hub of hubs) terminal.print(`  ${host}/${hub.name}`);
  } else if (!isServed) {
    terminal.print(
      `No nginx server includes the hubs yet. Add this line to the server { … } of your site, then run: sudo nginx -t && sudo systemctl reload nginx\n\n    include ${directory}/${NGINX_INCLUDE};\n`,
    );
  }
  return 0;
}

/** nginx's test does not notice that a port is in use, and its reload then fails silently. */
async function refuseTaken(port: number): Promise<void> {
  const other = (await listenersOn(port)).find(({ process }) => process !== undefined && process.name !== "nginx");
  if (other?.process === undefined) return;
  throw HubwrightError.of(
    "port-taken",
    `Port ${port} is used by ${other.process.name} (process ${other.process.id}), so nginx cannot use it.`,
    `Stop that program, or use another port: --http${port === 80 ? "" : "s"}-port`,
  );
}
