import type { AccessChange, Verb } from "../access/change.ts";
import { DATABASE_WORDS } from "../model/hub/database.ts";
import { sayHint } from "../model/problem/format-problem.ts";
import { type Hint, hint, hubwright } from "../model/problem/problem.ts";
import type { Doubtful, Impact } from "./impact.ts";

/** At most this many names are written out. */
const NAMED = 3;

/**
 * Formats what a plan means for people, one line each, without a full stop; no lines if it means nothing for them.
 *
 * @param called - How hubwright is called, so that printed commands can be pasted.
 */
export function formatImpact(impact: Impact, called: string): readonly string[] {
  const lines: readonly Hint[] = [
    ...generationLines(impact),
    ...databaseLines(impact),
    ...impact.folders.map((change) => folderLine(change, impact.people)),
    ...adminLines(impact),
    ...(impact.closedToStaff.length === 0 ? [] : [sayClosedToStaff(impact.closedToStaff)]),
    ...serverLines(impact),
    ...volumeLines(impact),
    ...awayLines(impact),
  ];
  return lines.map((line) => sayHint(line, called));
}

function folderLine({ verb, at, from, group, people }: AccessChange, all: number): string {
  const who = people.length === all && all > NAMED ? `everybody (${all} people)` : someOf(people, group);
  const isOne = people.length === 1 || who.startsWith("everybody");
  return `${who} ${WORDS[verb](isOne ? "s" : "", isOne ? "has" : "have")} ${at}${from === null ? "" : `, which was ${from}`}`;
}

const WORDS: { readonly [verb in Verb]: (s: string, has: string) => string } = {
  gain: (s) => `gain${s}`,
  lose: (s) => `lose${s}`,
  "only-read": () => "can only read",
  "may-write": () => "can write to",
  moves: (s) => `find${s} the same folder at`,
  "other-volume": (s) => `get${s} a different volume, without their old files, at`,
};

function someOf(people: readonly string[], group: string | null): string {
  const where = group === null ? "" : ` of ${group}`;
  return people.length <= NAMED ? `${listed(people)}${where}` : `${people.length} people${where}`;
}

function adminLines({ losesAdmin, doubtful }: Impact): readonly Hint[] {
  return [
    ...(losesAdmin.length === 0
      ? []
      : [hint`${sayLosesAdmin(losesAdmin)}; ${hubwright("people", "add", "NAME", "admin")} keeps a person an admin`]),
    ...(isNone(doubtful) ? [] : [hint`${sayDoubtful(doubtful)}; ${hubwright("tokens")} lists them`]),
  ];
}

/** Says who stops being an admin, as a clause without a full stop. */
export function sayLosesAdmin(people: readonly string[]): string {
  const [is, admins] = people.length === 1 ? ["is", "an admin"] : ["are", "admins"];
  return `only the user list makes admins, so ${listed(people)} ${is} no longer ${admins}`;
}

/** True if there are no tokens and shares whose creator is unknown. */
export function isNone({ tokens, shares }: Doubtful): boolean {
  return tokens + shares === 0;
}

/** Says that there are tokens and shares whose creator is unknown, as a clause without a full stop. */
export function sayDoubtful({ tokens, shares }: Doubtful): string {
  const counts = [
    ...(tokens === 0 ? [] : [tokens === 1 ? "1 API token" : `${tokens} API tokens`]),
    ...(shares === 0 ? [] : [shares === 1 ? "1 share of a server" : `${shares} shares of servers`]),
  ];
  const is = tokens + shares === 1 ? "is" : "are";
  return `there ${is} ${counts.join(" and ")}, and until now admins could create them in other people's names`;
}

/** Says whose servers staff can no longer open, as a clause without a full stop. */
export function sayClosedToStaff(people: readonly string[]): string {
  const [servers, who, stops] =
    people.length === 1
      ? ["server", "has folders of another group or is staff of one", "it will stop if they have it open"]
      : ["servers", "have folders of another group or are staff of one", "any that they have open will stop"];
  return `staff can no longer open the ${servers} of ${listed(people)}, who ${who}; ${stops}`;
}

function serverLines({ servers, isCompared, away }: Impact): readonly Hint[] {
  const { running, stop, onOldImage } = servers;
  const lines: Hint[] = [];
  if (stop.length > 0)
    lines.push(
      `${serversOf(stop)} stop${s(stop)}${away === null ? "" : " once the hub is back"}, because ${stop.length === 1 ? "its owner loses a folder" : "their owners lose folders"}`,
    );
  const others = running.filter((person) => !stop.includes(person));
  if (others.length > 0 && (away !== null || onOldImage.length > 0))
    lines.push(
      `${serversOf(others)} keep${s(others)} running; changes apply the next time ${others.length === 1 ? "it starts" : "they start"}`,
    );
  if (onOldImage.length > 0)
    lines.push(
      hint`${serversOf(onOldImage)} keep${s(onOldImage)} the previous notebook image until the next start; to restart now: ${hubwright("up", "--restart-servers")}`,
    );
  if (!isCompared && away !== null && away.cause !== "proxy" && away.cause !== "rename")
    lines.push("cannot tell who gains or loses which folder: the running hub did not answer");
  return lines;
}

function volumeLines({ unusedVolumes }: Impact): readonly Hint[] {
  if (unusedVolumes.length === 0) return [];
  const [is, many] = unusedVolumes.length === 1 ? ["is", "1 volume"] : ["are", `${unusedVolumes.length} volumes`];
  return [
    hint`${many} ${is} no longer used and will be kept: ${listed(unusedVolumes)}; to see them: ${hubwright("volumes")}`,
  ];
}

function awayLines({ away }: Impact): readonly string[] {
  if (away === null) return [];
  const { cause, expected } = away;
  const time =
    expected === null || expected === undefined
      ? "for some seconds (not measured here yet)"
      : `for about ${(expected.milliseconds / 1000).toFixed(1)} s, as measured here the last ${expected.measured === 1 ? "time" : `${expected.measured} times`}`;
  const cut =
    cause === "proxy"
      ? ["the proxy is replaced: open pages lose their connection for that time; kernels keep running"]
      : [];
  return [`nobody can sign in ${time}`, ...cut];
}

function generationLines({ jupyterhub }: Impact): readonly string[] {
  if (jupyterhub === null) return [];
  const { from, to, isPossible } = jupyterhub;
  return [
    isPossible
      ? `JupyterHub ${from} becomes ${to}: its database is backed up and upgraded; to go back, restore the backup`
      : `JupyterHub ${from} cannot be replaced by ${to}, which cannot read its database: up refuses`,
  ];
}

function databaseLines({ database }: Impact): readonly string[] {
  if (database === null) return [];
  const [from, to] = [DATABASE_WORDS[database.from], DATABASE_WORDS[database.to]];
  const kept = database.from === "sqlite" ? "the current file is kept as a backup" : "the old database stays as it is";
  return [`JupyterHub's data moves from ${from} to ${to}, with people, tokens and running servers; ${kept}`];
}

function serversOf(people: readonly string[]): string {
  return people.length === 1 ? `the server of ${listed(people)}` : `${people.length} servers (${listed(people)})`;
}

function s(people: readonly string[]): string {
  return people.length === 1 ? "s" : "";
}

/** The first few names, quoted as in JSON if one could be mistaken for something else. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).map((name) => (/^[\w.@+-]+$/.test(name) ? name : JSON.stringify(name)));
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${rest} more`;
  return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
