import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname, platform } from "node:os";
import { systemCode } from "./system-code.ts";

/** A process that is running. What cannot be read is left out. */
export interface ProcessState {
  /** When it started, to compare with an earlier answer for the same PID: a PID that was reused has another start. */
  readonly started?: string;
  /** Its program and arguments. */
  readonly command?: string;
}

/** Where a PID means something: the same number is another process on another machine, or in another container. */
export interface Machine {
  readonly name: string;
  /** Differs between machines of the same name, where the system has an ID of its own. */
  readonly id: string;
  /** Changes with each boot (Linux only). */
  readonly boot?: string;
  /** The PID namespace (Linux only). */
  readonly pids?: string;
}

/** The process with this PID, or undefined if there is none. One that was killed but not yet reaped counts as none. */
export function processState(pid: number): ProcessState | undefined {
  if (!exists(pid)) return undefined;
  const { hasEnded, ...state } = platform() === "linux" ? fromProc(pid) : fromPs(pid);
  return hasEnded ? undefined : state;
}

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  const name = hostname();
  const boot = attempt(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
  const pids = attempt(() => readlinkSync("/proc/self/ns/pid"));
  // Machine IDs are not for other machines to see, and a lock may be on a shared disk.
  const installed = attempt(() => readFileSync("/etc/machine-id", "utf8").trim()) ?? "";
  const id = createHash("sha256").update(`hubwright\n${name}\n${installed}`).digest("hex").slice(0, 16);
  return { name, id, ...(boot === undefined ? {} : { boot }), ...(pids === undefined ? {} : { pids }) };
}

interface Found extends ProcessState {
  readonly hasEnded: boolean;
}

function exists(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It exists and belongs to someone else.
    return systemCode(error) === "EPERM";
  }
}

function fromProc(pid: number): Found {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  if (stat === undefined) return { hasEnded: false };
  // PID (name) state …: the name may contain spaces and parentheses. Field 22 is the start, in ticks since the boot.
  const end = stat.lastIndexOf(")");
  const [state = "", ...fields] = stat.slice(end + 2).split(" ");
  const started = fields[18];
  const words = [
    stat.slice(stat.indexOf("(") + 1, end),
    attempt(() => readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")),
    attempt(() => readlinkSync(`/proc/${pid}/exe`)),
  ];
  return {
    hasEnded: state === "Z" || state === "X",
    command: words.filter((word) => word !== undefined).join(" "),
    ...(started === undefined ? {} : { started }),
  };
}

/** The same without /proc. On Linux the start that `ps` shows can be off by a second from one call to the next. */
export function fromPs(pid: number): Found {
  const { stdout } = spawnSync("ps", ["-ww", "-o", "stat=", "-o", "lstart=", "-o", "args=", "-p", String(pid)], {
    encoding: "utf8",
    env: { PATH: "/bin:/usr/bin", LC_ALL: "C", TZ: "UTC" },
  });
  const [, state, started, command] = /^\s*(\S+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)/.exec(stdout ?? "") ?? [];
  if (state === undefined || started === undefined || command === undefined) return { hasEnded: false };
  return { hasEnded: state.startsWith("Z"), started, command };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
