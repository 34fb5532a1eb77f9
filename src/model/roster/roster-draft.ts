import { HubwrightError } from "../problem/hubwright-error.ts";
import { shown } from "../problem/diagnostic.ts";
import { foldName } from "../hub/fold-name.ts";
import { isGroupName } from "../hub/group-name.ts";
import { appendWords, linesOf, nameProblem, refuse, replaceWords, requireGroup, wordProblem } from "./roster-edit.ts";
import { earliest, groupProblem, readLine, type RosterLine, type Standing } from "./roster-line.ts";
import { requireReadable, RosterLines } from "./roster-lines.ts";
import { rosterProblem } from "./roster-problem.ts";
import { wordsOf } from "./words.ts";

/** What all of a person's lines give them together. */
type Rights = Pick<RosterLine, "admin" | "until" | "pw"> & { readonly groups: ReadonlyMap<string, Standing> };

/** Whether a new name may be one that already exists; the person or group then gets what both had. */
export interface RenameOptions {
  /**
   * Merges the two people, or the two groups.
   * @defaultValue `false`: a name that already exists is refused
   */
  readonly merge?: boolean;
}

/**
 * A roster while several edits are made to it; see `GroupMap.edited`.
 *
 * Each edit does the same as the corresponding method of `GroupMap`, and throws the same errors.
 */
export class RosterDraft {
  readonly #lines: RosterLines;

  /** @param text - A roster's text, which may have lines with errors: they are kept. */
  constructor(text: string) {
    this.#lines = new RosterLines(text);
  }

  /** The roster's text, with all edits. */
  toUserlist(): string {
    return this.#lines.toText();
  }

  /** Adds a person, or gives an existing person more groups, another `until=` or a higher `pw=`. */
  addPerson(name: string, words: readonly string[] = []): void {
    refuse(words.flatMap((word) => wordProblem(word) ?? []));
    const rights = this.#rightsOf(name);
    if (rights === undefined) this.#addLine([name, ...words]);
    else for (const word of words) this.#give(name, word);
  }

  /** Removes every line of a person. */
  removePerson(name: string): void {
    this.#lines.remove(name);
  }

  /** Adds a person to a group, replacing their standing there; adds the person if they are not in the roster. */
  setMember(name: string, group: string, standing: Standing = "member"): void {
    requireGroup(group);
    if (this.#rightsOf(name)?.groups.get(group) === standing) return;
    this.removeMember(name, group);
    this.addPerson(name, [standing === "staff" ? `${group}:staff` : group]);
  }

  /** Removes a person from a group. */
  removeMember(name: string, group: string): void {
    if (!isGroupName(group)) return;
    this.#changeWords(name, (word) => (word === group || word.startsWith(`${group}:`) ? null : word));
  }

  /** Makes a person an admin, or no longer one. */
  setAdmin(name: string, admin: boolean): void {
    if (!admin) this.#changeWords(name, (word) => (word === "admin" ? null : word));
    else {
      this.#require(name);
      this.addPerson(name, ["admin"]);
    }
  }

  /** Gives a person the next password. */
  nextPassword(name: string): void {
    const { pw } = this.#require(name);
    this.addPerson(name, [`pw=${pw + 1}`]);
  }

  /** Renames a person and keeps everything else on their lines. */
  renamePerson(from: string, to: string, { merge = false }: RenameOptions = {}): void {
    refuse(nameProblem(to) ?? []);
    if (this.#lines.placesOf(from).length === 0) return;
    const isSame = foldName(from) === foldName(to);
    if (!isSame && !merge && this.#lines.placesOf(to).length > 0) refuse(taken("person", from, to));
    this.#lines.rename(from, to);
  }

  /** Renames a group; everybody keeps their standing in it. */
  renameGroup(from: string, to: string, { merge = false }: RenameOptions = {}): void {
    requireGroup(from);
    requireGroup(to);
    if (from === to) return;
    const groups = this.#groups();
    if (!merge && groups.has(from) && groups.has(to)) refuse(taken("group", from, to));
    this.#changeGroups((group) => (group === from ? to : group));
  }

  /** Adds a prefix to the name of every group. */
  prefixGroups(prefix: string): void {
    if (prefix === "") return;
    requireGroup(`${prefix}x`);
    refuse(
      [...this.#groups()].flatMap((group) => {
        const problem = groupProblem(`${prefix}${group}`);
        return isGroupName(problem.word ?? "") ? [] : problem;
      }),
    );
    this.#changeGroups((group) => prefix + group);
  }

  /** Adds what another roster grants. Its comments are left out; its lines with errors are kept, so that they are still reported. */
  merge(text: string): void {
    for (const line of linesOf(text)) {
      const read = readLine(line);
      if (read === null) continue;
      const known = "code" in read ? undefined : this.#rightsOf(read.name);
      if ("code" in read || known === undefined || read.problems.length > 0) {
        this.#lines.add(line);
        continue;
      }
      const isEarlier = read.until !== null && earliest(known.until, read.until) !== known.until;
      this.addPerson(read.name, [
        ...(read.admin ? ["admin"] : []),
        ...read.groups.map(({ group, standing }) => (standing === "staff" ? `${group}:staff` : group)),
        ...(isEarlier ? [`until=${read.until}`] : []),
        ...(read.pw > known.pw ? [`pw=${read.pw}`] : []),
      ]);
    }
  }

  /** Gives an existing person what a word says, unless they already have it. */
  #give(name: string, word: string): void {
    const rights = this.#require(name);
    const [group = "", standing = "member"] = word.split(":");
    if (word.startsWith("until=")) {
      if (word !== `until=${rights.until}`) this.#setOption(name, "until=", word);
    } else if (word.startsWith("pw=")) {
      const pw = Number(word.slice("pw=".length));
      // An old password would be valid again.
      if (pw < rights.pw)
        refuse({
          word,
          ...rosterProblem("roster-pw-invalid/earlier", {
            name: shown(name),
            pw: String(rights.pw),
            next: String(rights.pw + 1),
          }),
        });
      if (pw > rights.pw) this.#setOption(name, "pw=", word);
    } else if (word === "admin") {
      if (!rights.admin) this.#append(name, word);
    } else if (!rights.groups.has(group)) this.#append(name, word);
    else if (standing === "staff" && rights.groups.get(group) === "member") {
      this.#replaceOrAppend(name, (text) => text === group || text === `${group}:member`, word);
    }
  }

  #setOption(name: string, key: string, word: string): void {
    this.#replaceOrAppend(name, (text) => text.startsWith(key), word);
  }

  /** Replaces the words that match, or adds the word at the end of the first line that can be read. */
  #replaceOrAppend(name: string, isReplaced: (word: string) => boolean, word: string): void {
    let isWritten = false;
    const replace = (text: string) => {
      if (!isReplaced(text)) return text;
      if (isWritten) return null;
      isWritten = true;
      return word;
    };
    for (const place of this.#readablePlacesOf(name)) this.#lines.change(place, (line) => replaceWords(line, replace));
    if (!isWritten) this.#append(name, word);
  }

  #append(name: string, word: string): void {
    const [place] = this.#readablePlacesOf(name);
    if (place !== undefined) this.#lines.change(place, (line) => appendWords(line, [word]));
  }

  #changeWords(name: string, change: (word: string) => string | null): void {
    for (const place of this.#lines.placesOf(name)) this.#lines.change(place, (line) => replaceWords(line, change));
  }

  #changeGroups(change: (group: string) => string): void {
    const changed = (word: string) => {
      const group = groupIn(word);
      return group === undefined ? word : change(group) + word.slice(group.length);
    };
    this.#lines.changeAll((line) => replaceWords(line, changed));
  }

  /** The groups that words name, including those on lines with errors. */
  #groups(): ReadonlySet<string> {
    const words = this.#lines.texts().flatMap((line) => wordsOf(line).slice(1));
    return new Set(words.flatMap(({ text }) => groupIn(text) ?? []));
  }

  /** Adds a new person at the end. */
  #addLine(words: readonly string[]): void {
    refuse(nameProblem(words[0] ?? "") ?? []);
    const line = words.join(" ");
    requireReadable(line);
    this.#lines.add(line);
  }

  /** What a person has; undefined if no line of theirs can be read. */
  #rightsOf(name: string): Rights | undefined {
    let rights: (Rights & { readonly groups: Map<string, Standing> }) | undefined;
    for (const place of this.#lines.placesOf(name)) {
      const read = this.#lines.readAt(place);
      if (read === undefined) continue;
      rights = {
        admin: read.admin || rights?.admin === true,
        groups: rights?.groups ?? new Map(),
        until: earliest(rights?.until ?? null, read.until),
        pw: Math.max(rights?.pw ?? 1, read.pw),
      };
      for (const { group, standing } of read.groups)
        if (rights.groups.get(group) !== "staff") rights.groups.set(group, standing);
    }
    return rights;
  }

  #require(name: string): Rights {
    const rights = this.#rightsOf(name);
    if (rights !== undefined) return rights;
    throw new HubwrightError([
      {
        code: "edit-person-unknown",
        severity: "error",
        at: [],
        word: name,
        message: `${shown(name)} is not in the roster.`,
        hint: "Correct the name, or add the person first with withPerson.",
      },
    ]);
  }

  #readablePlacesOf(name: string): readonly number[] {
    return this.#lines.placesOf(name).filter((place) => this.#lines.readAt(place) !== undefined);
  }
}

function groupIn(word: string): string | undefined {
  const group = word.split(":", 1)[0] ?? "";
  return isGroupName(group) && !word.includes("=") ? group : undefined;
}

function taken(what: "person" | "group", from: string, to: string) {
  return {
    code: "edit-name-taken",
    word: to,
    message: `The ${what} ${shown(to)} already exists, and would also get what ${shown(from)} has.`,
    hint: "Choose another name, or merge the two with { merge: true }.",
  } as const;
}
