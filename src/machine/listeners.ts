import { readdir, readFile, readlink } from "node:fs/promises";

/** A socket of this machine that takes connections. */
export interface Listener {
  readonly address: string;
  /** Undefined where it is another person's and we are not root. */
  readonly process: { readonly id: number; readonly name: string } | undefined;
}

/** Who listens on a TCP port of this machine, according to Linux's /proc; nobody on systems without it. */
export async function listenersOn(port: number): Promise<readonly Listener[]> {
  const tables = await Promise.all(
    ["/proc/net/tcp", "/proc/net/tcp6"].map((path) => readFile(path, "utf8").catch(() => "")),
  );
  const sockets = tables.flatMap((table) => listening(table, port));
  if (sockets.length === 0) return [];
  const owners = await ownersOf(new Set(sockets.map(({ inode }) => inode)));
  return sockets.map(({ address, inode }) => ({ address, process: owners.get(inode) }));
}

/** Linux's number for a socket that waits for connections. */
const LISTEN = "0A";

/** @param table - /proc/net/tcp or tcp6: `0: 0100007F:1F40 00000000:0000 0A … uid timeout inode`. */
export function listening(
  table: string,
  port: number,
): readonly { readonly address: string; readonly inode: string }[] {
  return table.split("\n").flatMap((line) => {
    const [, local = "", , state, , , , , , inode = ""] = line.trim().split(/\s+/);
    const [address = "", hexPort = ""] = local.split(":");
    return state === LISTEN && Number.parseInt(hexPort, 16) === port ? [{ address: readAddress(address), inode }] : [];
  });
}

/** Each group of eight digits is a number in this machine's order of bytes. */
function readAddress(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    (word.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)).toReversed(),
  );
  if (bytes.length === 4) return bytes.join(".");
  if (bytes.every((byte) => byte === 0)) return "::";
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  if (isMapped) return bytes.slice(12).join(".");
  if (bytes.at(-1) === 1 && bytes.slice(0, -1).every((byte) => byte === 0)) return "::1";
  return bytes
    .map((byte, index) => `${index > 0 && index % 2 === 0 ? ":" : ""}${byte.toString(16).padStart(2, "0")}`)
    .join("");
}

async function ownersOf(
  inodes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, { readonly id: number; readonly name: string }>> {
  const owners = new Map<string, { id: number; name: string }>();
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  for (const id of processes) {
    for (const inode of await socketsOf(id)) {
      if (inodes.has(inode) && !owners.has(inode)) owners.set(inode, { id: Number(id), name: await nameOf(id) });
    }
    if (owners.size === inodes.size) break;
  }
  return owners;
}

/** None for a process of another person's, or one that has just ended. */
async function socketsOf(id: string): Promise<readonly string[]> {
  const open = await readdir(`/proc/${id}/fd`).catch(() => []);
  const targets = await Promise.all(open.map((file) => readlink(`/proc/${id}/fd/${file}`).catch(() => "")));
  return targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
}

async function nameOf(id: string): Promise<string> {
  return (await readFile(`/proc/${id}/comm`, "utf8").catch(() => "")).trim() || "a process";
}
