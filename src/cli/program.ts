import { Command } from "commander";
import type { Context, ExitCode } from "./context.ts";
import { VERSION } from "./version.ts";
import { declareWebCommands, type Call } from "./web-commands.ts";

const JSON_EVENTS = "print events as JSON, one per line, for programs";

/** Declares every command and its options. The code of a command is loaded when it is called. */
export function programFor(context: Context, exit: (code: ExitCode) => void): Command {
  const program = new Command("hubwright")
    .description("Runs JupyterHub on Docker from one typed definition and one user list.")
    .version(VERSION)
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => context.terminal.print(text.trimEnd()),
      writeErr: (text) => context.terminal.remark(text.trimEnd()),
    });
  const command = (signature: string, description: string) =>
    program
      .command(signature)
      .description(description)
      .exitOverride()
      .option("--quiet", "print results only")
      .option("--no-color", "without colors");
  /** A command of one hub, which may be named by its place or, once it is up, by its name. */
  const ofHub = (signature: string, description: string) =>
    command(signature, description).option("--dir <directory>", "the directory of hub.ts (default: this one)");
  const named = (name: string, description: string) => ofHub(`${name} [hub]`, description);
  const inHub = (signature: string, description: string) =>
    ofHub(signature, description).option("--hub <name>", "the name of a hub on this server");

  const run: Call = async (module, call) => exit(await call(await module));
  /** A command that changes a hub: Ctrl-C stops it in order, and programs may read what it does. */
  const asRun = <Module>(
    name: string,
    options: object,
    module: Promise<Module>,
    call: (module: Module, running: Context) => Promise<ExitCode>,
  ) =>
    run(Promise.all([import("./run-command.ts"), module]), ([{ runCommand }, loaded]) =>
      runCommand(context, name, options, (running) => call(loaded, running)),
    );

  command("init [name]", "create hub.ts, a user list and secrets")
    .option("--dir <directory>", "the directory to create it in (default: this one)")
    .option("--port <port>", "the hub's port")
    .option("--like <directory>", "copy the definition of another hub")
    .option("--same-passwords", "with --like: copy its key too, so that people keep their passwords")
    .action((name, options) => run(import("./commands/init.ts"), ({ init }) => init(context, { name, ...options })));
  named("check", "find every problem in hub.ts and userlist")
    .option("--json", "as JSON")
    .option("--github", "as GitHub workflow annotations")
    .action((hub, options) => run(import("./commands/check.ts"), ({ check }) => check(context, { hub, ...options })));
  inHub(
    "set <field> <values...>",
    "change a field of hub.ts, for example notebook.limits.memory 8GiB; the rest of the file stays as it is",
  )
    .option("--dry-run", "only show what it would change")
    .action((field, values, options) =>
      run(import("./commands/settings/set.ts"), ({ set }) => set(context, { field, values, ...options })),
    );
  inHub("unset <field> [items...]", "remove a field from hub.ts, so that its default applies, or items from a list")
    .option("--dry-run", "only show what it would change")
    .action((field, items, options) =>
      run(import("./commands/settings/unset.ts"), ({ unset }) => unset(context, { field, items, ...options })),
    );
  inHub("add <what> <names...>", "add packages (pip, apt or conda) or a volume (with --per and --at) to hub.ts")
    .option("--per <owner>", "with volume: person, group, hub or drop-box")
    .option("--at <path>", "with volume: where people see it, for example '/home/jovyan/{group}'")
    .option("--access <list>", "with volume: who may do what, for example member=ro,staff=rw")
    .option("--groups <list>", "with volume: the groups that it is for, with commas")
    .option("--scope <scope>", "with volume: server, to share it with the other hubs on the server")
    .option("--collect-at <path>", "with a drop-box: where staff see each member's")
    .option("--closes <moment>", "with a drop-box: when it closes, for example 2026-12-11T23:59")
    .option("--volume-name <name>", "with volume: use existing volumes, for example 'hub-user-{person}'")
    .option("--dry-run", "only show what it would change")
    .action((what, names, options) =>
      run(import("./commands/settings/add.ts"), ({ add }) => add(context, { what, names, ...options })),
    );
  named("generate", "write deploy/: files to read, review and commit")
    .option("--check", "only compare; exit code 1 if something is out of date")
    .option("--overwrite", "replace files that were edited by hand, keeping each as .edited")
    .action((hub, options) =>
      run(import("./commands/generate.ts"), ({ generate }) => generate(context, { hub, ...options })),
    );
  named("plan", "show what up would do, and why; exit code 2 if there are changes")
    .option("--json", "as JSON")
    .action((hub, options) => run(import("./commands/plan.ts"), ({ plan }) => plan(context, { hub, ...options })));
  ofHub("build [image]", "build images only: hub, notebook or, by default, all")
    .option("--hub <name>", "the name of a hub on this server")
    .option("--json", JSON_EVENTS)
    .action((image, options) =>
      asRun("build", options, import("./commands/build.ts"), ({ build }, running) =>
        build(running, { image, ...options }),
      ),
    );
  named("up", "create or update the hub from hub.ts, and wait until it answers")
    .option("--restart-servers", "restart servers that run on the previous notebook image")
    .option("--yes", "with --restart-servers: do not ask, even if people are working")
    .option("--take-over", "manage a hub from this directory that was managed from another one")
    .option("--adopt", "use the volumes that an earlier hub of this name left")
    .option("--archive-old", "archive the volumes of an earlier hub of this name, and start fresh")
    .option("--rename", "rename a hub that has a new name in hub.ts: copies its volumes")
    .option("--new-passwords", "use a different key than the hub had: everybody gets a new password")
    .option("--json", JSON_EVENTS)
    .action((hub, options) =>
      asRun("up", options, import("./commands/up/up.ts"), ({ up }, running) => up(running, { hub, ...options })),
    );
  named("down", "stop and remove the containers of a hub; everything else stays")
    .option("--yes", "do not ask, even if people are working")
    .option("--json", JSON_EVENTS)
    .action((hub, options) =>
      asRun("down", options, import("./commands/down.ts"), ({ down }, running) => down(running, { hub, ...options })),
    );
  named("restart", "restart only the hub; notebooks keep running")
    .option("--json", JSON_EVENTS)
    .action((hub, options) =>
      asRun("restart", options, import("./commands/restart.ts"), ({ restart }, running) =>
        restart(running, { hub, ...options }),
      ),
    );
  named("status", "health, people, volumes, versions")
    .option("--json", "as JSON")
    .action((hub, options) =>
      run(import("./commands/status.ts"), ({ status }) => status(context, { hub, ...options })),
    );
  named("doctor", "find what keeps the hub from working, and how to fix it; exit code 1 if anything is found")
    .option("--url <address>", "also ask the web server in front: https://hub.example.org/math")
    .option("--spawn <person>", "also start a server for this person, test it, and stop it again")
    .option("--json", "as JSON")
    .action((hub, options) =>
      run(import("./commands/doctor.ts"), ({ doctor }) => doctor(context, { hub, ...options })),
    );
  named("logs", "print the hub's log")
    .option("--follow", "keep printing until Ctrl-C")
    .option("--tail <lines>", "how many lines to start with", "200")
    .option("--proxy", "print the proxy's log instead")
    .option("--db", "print the database's log instead, if it has its own container")
    .action((hub, options) => run(import("./commands/logs.ts"), ({ logs }) => logs(context, { hub, ...options })));
  command("ls", "list every hub on this server, and the next free port")
    .option("--json", "as JSON")
    .action((options) => run(import("./commands/ls.ts"), ({ ls }) => ls(context, options)));
  inHub("passwords [person...]", "print names and passwords, of everybody if no one is named")
    .option("--csv", "as a table for a spreadsheet")
    .option("--json", "as JSON")
    .option("--reset", "give these people a new password")
    .action((people, options) =>
      run(import("./commands/passwords.ts"), ({ passwords }) => passwords(context, { people, ...options })),
    );
  inHub("access [person]", "show who mounts what, how and why")
    .option("--in-effect", "show who can really use what: also through the servers of others that they can open")
    .option(
      "--against <file>",
      "show what changed in that since an earlier user list; exit code 2 if somebody gained access",
    )
    .option("--github", "with --against, as annotations for a pull request")
    .option("--json", "as JSON")
    .option("--html", "as an HTML page")
    .action((person, options) =>
      run(import("./commands/access.ts"), ({ access }) => access(context, { person, ...options })),
    );
  declareWebCommands({ named, command, run }, context);
  inHub(
    "people [action] [name] [words...]",
    "list, add, remove, edit: the user list, keeping its comments; import FILE: add people from a table; accept, return: decide what is waiting in the hub; reset-passwords: replace those that a former admin could have seen; push, pull: send or fetch the list of a hub on another machine",
  )
    .alias("users")
    .option("--json", "as JSON")
    .option("--yes", "with import, accept, return and reset-passwords: do not ask")
    .option("--name <column>", "with import: the column of the names that people sign in with")
    .option("--group <group>", "with import: put everybody into this group")
    .option("--groups <column>", "with import: the column of everybody's groups")
    .option("--divide <text>", "with import: the text between two groups; spaces in a group become hyphens")
    .option("--encoding <encoding>", "with import: windows-1252 for a table that is not UTF-8 or UTF-16")
    .option("--separator <character>", "with import: comma, semicolon, tab or pipe, if it is not detected")
    .option("--remove-missing", "with import and --group: remove the group from members who are not in the table")
    .option("--dry-run", "with import: only show what it would do")
    .option("--same", "with return: it is the same person, who finds the old folder")
    .option("--new", "with return: it is a new person; the old folder is archived first")
    .option("--overwrite", "with push and pull: replace a list that was edited in the meantime, keeping a copy")
    .action((action, name, words, { name: nameColumn, ...options }) =>
      run(import("./commands/people/people.ts"), ({ people }) =>
        people(context, { action, name, words, nameColumn, ...options }),
      ),
    );
  inHub(
    "tokens [action] [names...]",
    "list: active API tokens and shares, and their owners; revoke NAME…: those of people",
  )
    .option("--all", "with revoke: those of everybody")
    .option("--yes", "with revoke: do not ask")
    .option("--json", "as JSON")
    .action((action, names, options) =>
      run(import("./commands/tokens.ts"), ({ tokens }) => tokens(context, { action, names, ...options })),
    );
  inHub(
    "volumes [action] [words...]",
    "list: owner, size, last change; archive NAME…, rename person|group OLD NEW, remove NAME",
  )
    .option("--stale", "with list: only those that belong to nobody on the user list any more")
    .option("--json", "as JSON")
    .option("--confirm <name>", "with remove: the volume's name, if there is no terminal to type it in")
    .option("--of-hub <name>", "with remove: everything of a hub that no longer exists")
    .action((action, words, options) =>
      run(import("./commands/volumes/volumes.ts"), ({ volumes }) => volumes(context, { action, words, ...options })),
    );
  inHub(
    "groups [action] [group] [people...]",
    "list, add, remove: who is in which group; prefix PREFIX: put it before every group's name",
  )
    .option("--staff", "with add: as staff of the group")
    .option("--json", "as JSON")
    .action((action, group, people, options) =>
      run(import("./commands/groups/groups.ts"), ({ groups }) =>
        groups(context, { action, group, people, ...options }),
      ),
    );
  return program;
}
