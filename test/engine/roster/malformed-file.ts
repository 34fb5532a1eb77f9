import { execFileSync } from "node:child_process";
import { chmodSync, lstatSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { GOOD_LIST, MALFORMED_TEXTS } from "./malformed-text.ts";
import type { SeededRandom } from "./random.ts";
import type { RosterOnDisk } from "./roster-on-disk.ts";

/** Puts something in the place of a userlist. @returns what it is, in words. */
export function putSomethingMalformed(file: RosterOnDisk, random: SeededRandom): string {
  const kinds = [...Object.keys(MALFORMED_TEXTS), ...Object.keys(MALFORMED_FILES)];
  const kind = kinds[random.below(kinds.length)] ?? "";
  const bytes = MALFORMED_TEXTS[kind]?.(random);
  if (bytes !== undefined) {
    const way = random.pick(["in place", "by rename"] as const);
    // Something other than a regular file can be neither saved to nor replaced.
    if (lstatSync(file.path, { throwIfNoEntry: false })?.isFile() !== true) remove(file);
    file.save(bytes, way);
    return `${kind}, ${bytes.length} bytes, ${way}`;
  }
  remove(file);
  MALFORMED_FILES[kind]?.(file, random);
  return kind;
}

/** Restores the good list, whatever is there now. */
export function repair(file: RosterOnDisk): void {
  remove(file);
  file.save(Buffer.from(GOOD_LIST), "by rename");
}

function remove(file: RosterOnDisk): void {
  file.save(null, "in place");
}

const link = (target: string) => (file: RosterOnDisk) => symlinkSync(target, file.path);

const MALFORMED_FILES: { readonly [kind: string]: (file: RosterOnDisk, random: SeededRandom) => void } = {
  "no file": () => {},
  "a link to nothing": link("nothing-there"),
  "a link to itself": link("userlist"),
  "a link to the people of the machine": link("/etc/passwd"),
  "a link to the hub's key": link("/run/secrets/oauth.env"),
  "a link to the hub's own memory": link("/srv/jupyterhub/jupyterhub.sqlite"),
  "a link out of the directory and in again": (file) => {
    writeFileSync(`${file.path}.real`, GOOD_LIST);
    symlinkSync(`../${file.directory.split("/").at(-1)}/userlist.real`, file.path);
  },
  "a link to a good list beside it": (file) => {
    writeFileSync(`${file.path}.real`, GOOD_LIST);
    symlinkSync("userlist.real", file.path);
  },
  "a directory": (file) => mkdirSync(file.path),
  "a pipe that nobody writes into": (file) => execFileSync("mkfifo", [file.path]),
  "a device that never ends": (file) => execFileSync("mknod", [file.path, "c", "1", "5"]),
  "a good list that nobody may read": (file) => {
    file.save(Buffer.from(GOOD_LIST), "in place");
    chmodSync(file.path, 0);
  },
  "a file that is replaced again and again": (file, random) => {
    for (let times = 0; times < 20; times += 1) {
      const bytes = Buffer.from(GOOD_LIST);
      writeFileSync(`${file.path}.new`, times % 2 === 0 ? bytes : bytes.subarray(0, random.below(bytes.length)));
      renameSync(`${file.path}.new`, file.path);
    }
    repair(file);
  },
};
