import { foldName } from "../../model/fold-name.ts";
import type { BesideList, IssuedToken } from "../../apply/beside-list.ts";
import type { Executed } from "../../engine/port.ts";
import { besideList } from "../beside-list.ts";
import type { Context, ExitCode, Where } from "../context.ts";
import { reasonIn, sentence, someNames } from "../hub-report.ts";
import { formatTable } from "../table.ts";
import { askHub, jsonIn } from "./in-hub.ts";
import { usage } from "./people.ts";

type Options = Where & {
  action?: string;
  names?: readonly string[];
  all?: boolean;
  yes?: boolean;
  json?: boolean;
};

/** `hubwright tokens [list|revoke]`: the tokens for JupyterHub's API that work, and revoking them. */
export async function tokens(context: Context, options: Options): Promise<ExitCode> {
  const { hub } = await context.project(options);
  const { action = "list", names = [], all = false, json = false } = options;
  const isList = action === "list" && names.length === 0 && !all;
  const isRevoke = action === "revoke" && names.length > 0 !== all;
  if (!isList && !isRevoke) return usage(context, "tokens [list|revoke NAME…|revoke --all]");
  const found = await besideList(context, hub.name);
  if (found === undefined) return noAnswer(context, hub.name);
  if (isRevoke) return revoke(context, hub.name, found, options);
  if (json) context.terminal.print(JSON.stringify(found.tokens, null, 2));
  else list(context, hub.name, found);
  return 0;
}

function list({ terminal, called }: Context, hub: string, { tokens: found, adminsMakeTokens }: BesideList): void {
  if (found.length === 0) {
    terminal.note(`${hub} has no API tokens but those of sessions, servers and its own services.`);
    return;
  }
  const rows = found.map(({ owner, isService, madeBy, note, created, used, expires }) => [
    isService ? `${sentence(owner)} (service)` : sentence(owner),
    madeBy === null || madeBy === owner ? "" : sentence(madeBy),
    created,
    used ?? "never",
    expires ?? "never",
    sentence(note),
  ]);
  terminal.print(formatTable(["owner", "created by", "created (UTC)", "last used", "expires", "note"], rows));
  terminal.note(
    [
      "",
      'JupyterHub stores no creator. A name under "created by" is from the note that JupyterHub writes where somebody creates a',
      "token for another person and gives no note of their own.",
      ...(adminsMakeTokens ? [`Admins of ${hub} can still create tokens for others; ${called} up ends that.`] : []),
      `To revoke the tokens of a person: ${called} tokens revoke NAME`,
    ].join("\n"),
  );
}

/** Revokes exactly the tokens that were found, after a question. */
async function revoke(
  context: Context,
  hub: string,
  { tokens: found }: BesideList,
  { names = [], all = false, yes = false }: Options,
): Promise<ExitCode> {
  const { terminal, called } = context;
  const has = (name: string) => found.some((token) => isOf(token, name));
  const unknown = names.filter((name) => !has(name));
  if (unknown.length > 0) {
    terminal.problem(
      `${someNames(unknown)} ${unknown.length === 1 ? "has" : "have"} no API token, so none was revoked.\n  hint: ${called} tokens lists who has one.`,
    );
    return 1;
  }
  const chosen = all ? found : found.filter((token) => names.some((name) => isOf(token, name)));
  if (chosen.length === 0) {
    terminal.note(`${hub} has no API tokens to revoke.`);
    return 0;
  }
  const them = countOf(chosen.length);
  const owners = [...new Set(chosen.map(({ owner }) => owner))];
  terminal.note(
    `This revokes ${them} of ${someNames(owners, 10)}. Whatever uses ${chosen.length === 1 ? "it" : "them"} stops working; servers and sessions go on.`,
  );
  if (!yes && !(await terminal.confirm(`Revoke ${them}?`, false))) {
    const command = `${called} tokens revoke ${all ? "--all" : names.join(" ")} --yes`;
    terminal.problem(`No token was revoked.\n  hint: To revoke without a question, run: ${command}`);
    return 1;
  }
  const ids = chosen.map(({ id }) => String(id));
  const answered = await askHub(context, hub, "revoke_tokens", ids);
  const revoked = jsonIn(answered, isRevoked)?.revoked;
  if (revoked === undefined) return notRevoked(context, hub, answered);
  terminal.note(`Revoked ${countOf(revoked)}.`);
  return 0;
}

function isOf({ owner }: IssuedToken, name: string): boolean {
  return owner === name || foldName(owner) === foldName(name);
}

function countOf(tokens: number): string {
  return tokens === 1 ? "1 token" : `${tokens} tokens`;
}

function notRevoked(context: Context, hub: string, answered: Executed | undefined): ExitCode {
  if (answered === undefined) return noAnswer(context, hub);
  const { terminal, called } = context;
  terminal.problem(
    `Not every token was revoked: ${reasonIn(answered)}\n  hint: Bring ${hub} up to date with ${called} up, then run the command again; ${called} tokens lists what is left.`,
  );
  return 1;
}

function noAnswer({ terminal, called }: Context, hub: string): ExitCode {
  terminal.problem(
    `${hub} does not answer, and only the running hub knows its tokens.\n  hint: Start it, or bring it up to date: ${called} up`,
  );
  return 1;
}

function isRevoked(value: unknown): value is { readonly revoked: number } {
  return typeof value === "object" && value !== null && "revoked" in value && typeof value.revoked === "number";
}
