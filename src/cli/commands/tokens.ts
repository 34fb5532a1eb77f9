import { sentence, someNames } from "../../model/printable.ts";
import { revokeTokens } from "../../hub-side/revoke-tokens.ts";
import { besideList, type BesideList, type IssuedToken, type Share } from "../../hub-side/beside-list.ts";
import { foldName } from "../../model/hub/fold-name.ts";
import { hint, hubwright, problem } from "../../model/problem/problem.ts";
import type { Context, ExitCode, Where } from "../context.ts";
import { formatTable } from "../table.ts";
import { noAnswer } from "../no-answer.ts";
import { usage } from "./people/people.ts";

type Options = Where & {
  action?: string;
  names?: readonly string[];
  all?: boolean;
  yes?: boolean;
  json?: boolean;
};

/** `hubwright tokens [list|revoke]`: the tokens for JupyterHub's API and the shares of servers that work, and revoking them. */
export async function tokens(context: Context, options: Options): Promise<ExitCode> {
  const { hub } = await context.project(options);
  const { action = "list", names = [], all = false, json = false } = options;
  const isList = action === "list" && names.length === 0 && !all;
  const isRevoke = action === "revoke" && names.length > 0 !== all;
  if (!isList && !isRevoke) return usage(context, hint`${hubwright("tokens")} [list|revoke NAME…|revoke --all]`);
  const found = await besideList(hub.name, context);
  if (typeof found === "string") return noAnswer(context, hub.name, found, "its tokens");
  if (isRevoke) return revoke(context, hub.name, found, options);
  if (json) context.terminal.print(JSON.stringify({ tokens: found.tokens, shares: found.shares }, null, 2));
  else list(context, hub.name, found);
  return 0;
}

function list({ terminal }: Context, hub: string, found: BesideList): void {
  const { tokens: issued, shares, adminsMakeTokens, adminsShare } = found;
  if (issued.length > 0) terminal.print(tokenTable(issued));
  else terminal.note(`${hub} has no API tokens other than those of sessions, servers and its own services.`);
  if (shares.length > 0) {
    if (issued.length > 0) terminal.print("");
    terminal.print(shareTable(shares));
  }
  if (issued.length + shares.length === 0) return;
  const still = [...(adminsMakeTokens ? ["create tokens for others"] : []), ...(adminsShare ? ["share servers"] : [])];
  terminal.note("");
  if (issued.length > 0)
    terminal.note(
      [
        'JupyterHub does not store who created a token. A name under "created by" is from the note that JupyterHub writes when someone',
        "creates a token for another person without adding a note.",
      ].join("\n"),
    );
  if (still.length > 0)
    terminal.note(hint`Admins of ${hub} can still ${still.join(" and ")}; ${hubwright("up")} ends that.`);
  terminal.note(hint`To revoke a person's tokens and shares: ${hubwright("tokens", "revoke", "NAME")}`);
}

function tokenTable(issued: readonly IssuedToken[]): string {
  const rows = issued.map(({ owner, isService, madeBy, note, created, used, expires }) => [
    isService ? `${sentence(owner)} (service)` : sentence(owner),
    madeBy === null || madeBy === owner ? "" : sentence(madeBy),
    created ?? "unknown",
    used ?? "never",
    expires ?? "never",
    sentence(note),
  ]);
  return formatTable(["owner", "created by", "created (UTC)", "last used", "expires", "note"], rows);
}

function shareTable(shares: readonly Share[]): string {
  const rows = shares.map(({ person, group, owner, server, created, expires }) => [
    person === null ? (group === null ? "anyone with its code" : `the group ${sentence(group)}`) : sentence(person),
    sentence(server === "" ? owner : `${owner}/${server}`),
    created ?? "unknown",
    expires ?? "never",
  ]);
  return formatTable(["may open", "the server of", "shared (UTC)", "expires"], rows);
}

/** Revokes exactly what was found, after a question. */
async function revoke(
  context: Context,
  hub: string,
  found: BesideList,
  { names = [], all = false, yes = false }: Options,
): Promise<ExitCode> {
  const { terminal } = context;
  const unknown = names.filter((name) => !found.tokens.some(isOf(name)) && !found.shares.some(isOfShare(name)));
  if (unknown.length > 0) {
    terminal.report(
      problem(
        "no-tokens",
        `${someNames(unknown)} ${unknown.length === 1 ? "has" : "have"} no API token or share, so nothing was revoked.`,
        hint`${hubwright("tokens")} lists who has one.`,
      ),
    );
    return 1;
  }
  const issued = found.tokens.filter((token) => all || names.some((name) => isOf(name)(token)));
  const shares = found.shares.filter((share) => all || names.some((name) => isOfShare(name)(share)));
  if (issued.length + shares.length === 0) {
    terminal.note(`${hub} has no API tokens or shares to revoke.`);
    return 0;
  }
  const them = countOf(issued.length, shares.length);
  const owners = [...new Set([...issued.map(({ owner }) => owner), ...shares.map(holderOf)])];
  terminal.note(`This revokes ${them} of ${someNames(owners, 10)}. ${effectOf(issued, shares)}`);
  if (!yes && !(await terminal.confirm(`Revoke ${them}?`, false))) {
    const command = hubwright("tokens", "revoke", ...(all ? ["--all"] : names), "--yes");
    terminal.report(problem("refused", "Nothing was revoked.", hint`To revoke without being asked, run: ${command}`));
    return 1;
  }
  const ids = [...issued.map(({ id }) => String(id)), ...shares.map(({ id }) => id)];
  const answered = await revokeTokens(hub, context, ids);
  if (typeof answered === "string") return noAnswer(context, hub, answered, "its tokens");
  if ("refused" in answered) return notRevoked(context, hub, answered.refused);
  const { revoked } = answered.done;
  terminal.note(
    revoked === ids.length ? `Revoked ${them}.` : `Revoked ${revoked} of ${them}; the others no longer existed.`,
  );
  return 0;
}

function effectOf(issued: readonly IssuedToken[], shares: readonly Share[]): string {
  const use = issued.length === 1 ? "it" : "them";
  return [
    ...(issued.length === 0 ? [] : [`Anything that uses ${use} stops working; servers and sessions are not affected.`]),
    ...(shares.length === 0
      ? []
      : ["A shared server can no longer be opened through its share. To disconnect people who are in it, stop it."]),
  ].join(" ");
}

const isOf =
  (name: string) =>
  ({ owner }: { readonly owner: string }): boolean =>
    owner === name || foldName(owner) === foldName(name);

/** A share belongs to the person who gets access and to the owner of the server. */
const isOfShare =
  (name: string) =>
  ({ owner, person }: Share): boolean =>
    isOf(name)({ owner }) || (person !== null && isOf(name)({ owner: person }));

function holderOf({ person, owner }: Share): string {
  return person ?? owner;
}

function countOf(tokens: number, shares: number): string {
  return [
    ...(tokens === 0 ? [] : [tokens === 1 ? "1 token" : `${tokens} tokens`]),
    ...(shares === 0 ? [] : [shares === 1 ? "1 share" : `${shares} shares`]),
  ].join(" and ");
}

function notRevoked({ terminal }: Context, hub: string, refused: string): ExitCode {
  terminal.report(
    problem(
      "hub-refused",
      `Not everything was revoked: ${refused}`,
      hint`Update ${hub} with ${hubwright("up")}, then run the command again; ${hubwright("tokens")} lists what is left.`,
    ),
  );
  return 1;
}
