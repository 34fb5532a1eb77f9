import { Command } from "commander";
import type { Context, ExitCode } from "./context.ts";
import { VERSION } from "./version.ts";
import { declareWebCommands } from "./web-commands.ts";

const JSON_EVENTS = "what happens as one event a line, for programs";

/** Declares every command and its options. The code of a command is loaded when it is called. */
export function programFor(context: Context, exit: (code: ExitCode) => void): Command {
  const program = new Command("hubwright")
    .description("One typed definition and one list of people become a running JupyterHub on Docker.")
    .version(VERSION)
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => context.terminal.print(text.trimEnd()),
      writeErr: (text) => context.terminal.problem(text.trimEnd()),
    });
  const command = (signature: string, description: string) =>
    program
      .command(signature)
      .description(description)
      .exitOverride()
      .option("--quiet", "print results only")
      .option("--no-color", "without colours");
  /** A command of one hub, which may be named by its place or, once it is up, by its name. */
  const ofHub = (signature: string, description: string) =>
    command(signature, description).option("--dir <directory>", "the directory of hub.ts (default: this one)");
  const named = (name: string, description: string) => ofHub(`${name} [hub]`, description);
  const inHub = (signature: string, description: string) =>
    ofHub(signature, description).option("--hub <name>", "a hub of this server, by its name");

  /** A command that changes a hub: Ctrl-C stops it in order, and programs may read what it does. */
  const asRun = async (name: string, options: object, work: (running: Context) => Promise<ExitCode>) =>
    exit(await (await import("./run-command.ts")).runCommand(context, name, options, work));

  command("init [name]", "make hub.ts, a list of people and secrets")
    .option("--dir <directory>", "where to (default: here)")
    .option("--port <port>", "the port it answers on")
    .option("--like <directory>", "copy the definition of another hub")
    .option("--same-passwords", "with --like: its key too, so that people keep their passwords")
    .action(async (name, options) =>
      exit(await (await import("./commands/init.ts")).init(context, { name, ...options })),
    );
  named("check", "find every problem of hub.ts and userlist")
    .option("--json", "as data")
    .option("--github", "as annotations of a GitHub workflow")
    .action(async (hub, options) =>
      exit(await (await import("./commands/check.ts")).check(context, { hub, ...options })),
    );
  named("generate", "write deploy/: files to read, review and commit")
    .option("--check", "compare only; exit code 1 when something is stale")
    .option("--overwrite", "replace files that were edited by hand, keeping each as .edited")
    .action(async (hub, options) =>
      exit(await (await import("./commands/generate.ts")).generate(context, { hub, ...options })),
    );
  named("plan", "say what up would do, and why; exit code 2 when there is something")
    .option("--json", "as data")
    .action(async (hub, options) =>
      exit(await (await import("./commands/plan.ts")).plan(context, { hub, ...options })),
    );
  ofHub("build [image]", "build images only: hub, notebook or (none named) all")
    .option("--hub <name>", "a hub of this server, by its name")
    .option("--json", JSON_EVENTS)
    .action(async (image, options) =>
      asRun("build", options, async (running) =>
        (await import("./commands/build.ts")).build(running, { image, ...options }),
      ),
    );
  named("up", "make the hub what hub.ts says, and wait until it answers")
    .option("--restart-servers", "start servers anew that run on the notebook image from before")
    .option("--yes", "with --restart-servers: do not ask, though people are working")
    .option("--take-over", "go on from here with a hub that runs from another directory")
    .option("--adopt", "use the volumes that an earlier hub of this name has left")
    .option("--archive-old", "put the volumes of an earlier hub of this name aside, and begin anew")
    .option("--rename", "go on under the new name with a hub that had another one: copies its volumes")
    .option("--new-passwords", "go on with another key than the hub had: everybody gets a new password")
    .option("--json", JSON_EVENTS)
    .action(async (hub, options) =>
      asRun("up", options, async (running) => (await import("./commands/up.ts")).up(running, { hub, ...options })),
    );
  named("down", "stop and remove the containers of a hub; everything else stays")
    .option("--yes", "do not ask, though people are working")
    .option("--json", JSON_EVENTS)
    .action(async (hub, options) =>
      asRun("down", options, async (running) =>
        (await import("./commands/down.ts")).down(running, { hub, ...options }),
      ),
    );
  named("restart", "restart the hub alone; notebooks go on")
    .option("--json", JSON_EVENTS)
    .action(async (hub, options) =>
      asRun("restart", options, async (running) =>
        (await import("./commands/restart.ts")).restart(running, { hub, ...options }),
      ),
    );
  named("status", "health, people, volumes, versions")
    .option("--json", "as data")
    .action(async (hub, options) =>
      exit(await (await import("./commands/status.ts")).status(context, { hub, ...options })),
    );
  named("doctor", "find what keeps the hub from working, and say what to do; exit code 1 when there is something")
    .option("--url <address>", "also ask the web server in front: https://hub.example.org/math")
    .option("--spawn <person>", "also start a server for this person, work in it, and stop it again")
    .option("--json", "as data")
    .action(async (hub, options) =>
      exit(await (await import("./commands/doctor.ts")).doctor(context, { hub, ...options })),
    );
  named("logs", "the log of the hub")
    .option("--follow", "go on until Ctrl-C")
    .option("--tail <lines>", "how many lines to begin with", "200")
    .option("--proxy", "of the proxy instead")
    .option("--db", "of the database instead, where it is in a container of its own")
    .action(async (hub, options) =>
      exit(await (await import("./commands/logs.ts")).logs(context, { hub, ...options })),
    );
  command("ls", "every hub of this server, and the next free port")
    .option("--json", "as data")
    .action(async (options) => exit(await (await import("./commands/ls.ts")).ls(context, options)));
  inHub("passwords [person...]", "names and passwords; of everybody when none is named")
    .option("--csv", "as a table for a spreadsheet")
    .option("--json", "as data")
    .option("--reset", "give these people their next password")
    .action(async (people, options) =>
      exit(await (await import("./commands/passwords.ts")).passwords(context, { people, ...options })),
    );
  inHub("access [person]", "who mounts what, how and why")
    .option("--json", "as data")
    .option("--html", "as a page")
    .action(async (person, options) =>
      exit(await (await import("./commands/access.ts")).access(context, { person, ...options })),
    );
  declareWebCommands({ named, command }, context, exit);
  inHub(
    "people [action] [name] [words...]",
    "list, add, remove, edit: the list of people, its comments kept; import FILE: add the people of a table; accept, return: decide what waits in the hub; reset-passwords: of whom a former admin could have seen one; push, pull: of a hub on another machine",
  )
    .alias("users")
    .option("--json", "as data")
    .option("--yes", "with import, accept, return and reset-passwords: do not ask")
    .option("--name <column>", "with import: the column of the names that people sign in with")
    .option("--group <group>", "with import: put everybody into this group")
    .option("--groups <column>", "with import: the column of everybody's groups")
    .option("--divide <text>", "with import: what stands between two groups; spaces in one become hyphens")
    .option("--encoding <encoding>", "with import: windows-1252 for a table that is not UTF-8 or UTF-16")
    .option("--separator <character>", "with import: comma, semicolon, tab or pipe, where it is not found")
    .option("--remove-missing", "with import and --group: remove the group from members who are not in the table")
    .option("--dry-run", "with import: only say what it would do")
    .option("--same", "with return: it is the same person, who finds the old folder")
    .option("--new", "with return: it is a new person; the old folder is archived first")
    .option("--overwrite", "with push and pull: replace a list that was edited meanwhile, keeping it")
    .action(async (action, name, words, { name: nameColumn, ...options }) =>
      exit(
        await (await import("./commands/people.ts")).people(context, { action, name, words, nameColumn, ...options }),
      ),
    );
  inHub(
    "tokens [action] [names...]",
    "list: API tokens and shares that work, and whose they are; revoke NAME…: those of people",
  )
    .option("--all", "with revoke: those of everybody")
    .option("--yes", "with revoke: do not ask")
    .option("--json", "as data")
    .action(async (action, names, options) =>
      exit(await (await import("./commands/tokens.ts")).tokens(context, { action, names, ...options })),
    );
  inHub(
    "volumes [action] [words...]",
    "list: whose they are, size, last change; archive NAME…, rename person|group OLD NEW, remove NAME",
  )
    .option("--stale", "with list: only those that nobody on the list of people has any more")
    .option("--json", "as data")
    .option("--confirm <name>", "with remove: the name typed already, where nobody can be asked")
    .option("--of-hub <name>", "with remove: everything of a hub that is gone")
    .action(async (action, words, options) =>
      exit(await (await import("./commands/volumes.ts")).volumes(context, { action, words, ...options })),
    );
  inHub(
    "groups [action] [group] [people...]",
    "list, add, remove: who is in which group; prefix PREFIX: before every name",
  )
    .option("--staff", "with add: as staff of the group")
    .option("--json", "as data")
    .action(async (action, group, people, options) =>
      exit(await (await import("./commands/groups.ts")).groups(context, { action, group, people, ...options })),
    );
  return program;
}
