import type { Command } from "commander";
import type { WebSiteOptions } from "./commands/web/web-site.ts";
import type { Context, ExitCode, Where } from "./context.ts";

/** The options about the web server and the hub, except the hub's name. */
type WebOptions = WebSiteOptions & Omit<Where, "hub">;

/** Runs a command, and ends with its exit code. Its module is an `import()`, so it is loaded only when the command is called. */
export type Call = <Module>(module: Promise<Module>, call: (module: Module) => Promise<ExitCode>) => Promise<void>;

/** How the commands of the program are declared. */
interface Declare {
  /** A command of one hub, which may be named. */
  readonly named: (name: string, description: string) => Command;
  readonly command: (signature: string, description: string) => Command;
  readonly run: Call;
}

/** Declares the commands for the web server in front of the hubs. */
export function declareWebCommands({ named, command, run }: Declare, context: Context): void {
  const nginx = counted(named("nginx", "print the block for the web server in front"))
    .option("--server <name>", "print a complete HTTPS server of this name instead, for every hub on this machine")
    .action((hub: string | undefined, options: WebOptions) =>
      run(import("./commands/web/nginx.ts"), ({ nginx }) => nginx(context, { hub, ...options })),
    );
  // The outer command reads the options of both, wherever they are; declared here, they appear in --help.
  counted(nginx.command("install [hub]").description("put it where nginx reads it, and reload nginx"))
    .exitOverride()
    .option("--quiet", "print results only")
    .option("--no-color", "without colors")
    .option("--dir <directory>", "the directory of hub.ts (default: this one)")
    .option(
      "--server <name>",
      "a complete HTTPS server of this name; without it, only the hubs, for a server that you have",
    )
    .option("--nginx-root <directory>", "nginx's configuration directory (default: /etc/nginx)")
    .option("--overwrite", "replace files that hubwright did not write or that were edited, keeping a copy")
    .action((hub: string | undefined, _options: unknown, install: Command) =>
      run(import("./commands/web/nginx-install.ts"), ({ nginxInstall }) =>
        nginxInstall(context, { hub, ...install.optsWithGlobals<WebOptions>() }),
      ),
    );
  site(named("caddy", "print a Caddyfile for every hub on this machine; Caddy gets its own certificate"))
    .requiredOption("--server <name>", "the server's name, as in the browser's address bar")
    .action((hub: string | undefined, options: WebOptions & { readonly server: string }) =>
      run(import("./commands/web/caddy.ts"), ({ caddy }) => caddy(context, { hub, ...options })),
    );
  command("self-signed <name> [others...]", "create a key and a certificate for a server without a public name")
    .option("--dir <directory>", "the directory to create them in (default: secrets/)")
    .action((name: string, others: readonly string[], options: { readonly dir?: string }) =>
      run(import("./commands/web/self-signed.ts"), ({ selfSigned }) =>
        selfSigned(context, { name, others, ...options }),
      ),
    );
}

function site(command: Command): Command {
  return command
    .option("--certificate <file>", "the server's certificate, with its chain")
    .option("--key <file>", "the certificate's key")
    .option("--http-port <port>", "the HTTP port, which redirects to HTTPS (default: 80)")
    .option("--https-port <port>", "the HTTPS port (default: 443)")
    .option("--hsts", "tell browsers to use only HTTPS, for a year")
    .option("--body-size <size>", "the largest request (default: 512m)");
}

function counted(command: Command): Command {
  return site(command).option(
    "--logins <number>",
    "sign-ins from one address, at once and then per minute (default: 100)",
  );
}
