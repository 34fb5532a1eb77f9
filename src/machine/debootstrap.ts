import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { platform, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { HubwrightError } from "../model/problem/hubwright-error.ts";
import { hint, program } from "../model/problem/problem.ts";
import type { Engine } from "../engine/port.ts";
import type { RunProgram } from "./run-program.ts";
import { slimDebian, SUITE } from "./slim-debian.ts";

/** An image to make, and what to make it with. */
export interface DebianImage {
  readonly reference: string;
  readonly mirror: string;
  readonly run: RunProgram;
  readonly on: (line: string) => void;
  /** Why it has to be made. */
  readonly notPulled: HubwrightError;
  readonly signal?: AbortSignal | undefined;
}

/** Followed by the PID of the process that made it, so that a later one can tell that it is no longer in use. */
const DIRECTORY = "hubwright-debian-";

/**
 * Makes an image of a minimal Debian and gives it to the engine: what a registry would have, without a registry.
 *
 * @throws HubwrightError that says what to install or to type, where this machine cannot.
 */
export async function debootstrapDebian(image: DebianImage, engine: Engine): Promise<void> {
  refuseWhereItCannotBe(image.notPulled);
  removeLeftovers();
  const directory = mkdtempSync(join(tmpdir(), `${DIRECTORY}${processId()}-`));
  try {
    await bootstrap(join(directory, "root"), image);
    slimDebian(join(directory, "root"));
    await engine.importImage(
      image.run.output([
        "tar",
        "--create",
        "--numeric-owner",
        "--one-file-system",
        `--directory=${join(directory, "root")}`,
        ".",
      ]),
      image.reference,
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function refuseWhereItCannotBe(notPulled: HubwrightError): void {
  if (platform() === "linux" && userInfo().uid === 0) return;
  const { code, message, hint: first = "" } = notPulled.problem;
  const next =
    platform() === "linux"
      ? hint`${first} Or let hubwright build it: run the same command once with sudo. Nothing else needs root.`
      : first;
  throw HubwrightError.of(code, message, next, { cause: notPulled });
}

/** In namespaces that end with us: whatever ends this process ends debootstrap too, and takes what it mounted along. */
const ENDS_WITH_US = ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child"];

async function bootstrap(root: string, { mirror, run, on, notPulled, signal }: DebianImage): Promise<void> {
  const printed: string[] = [];
  const tell = (line: string) => {
    printed.push(line);
    on(line);
  };
  const code = await run(
    [...ENDS_WITH_US, "debootstrap", "--variant=minbase", "--force-check-gpg", SUITE, root, mirror],
    tell,
    signal,
  );
  signal?.throwIfAborted();
  if (code === 0) return;
  const said = printed.join("\n");
  if (
    code === 127 ||
    /failed to execute debootstrap|setpriv: failed to execute|unshare: failed to execute/.test(said)
  ) {
    const { code: why, message, hint: first = "" } = notPulled.problem;
    const install = program("sudo", "apt", "install", "debootstrap");
    const next = hint`${first} Or let hubwright build it: ${install}   Then run the same command again, with sudo.`;
    throw HubwrightError.of(why, message, next, { cause: notPulled });
  }
  const next = /keyring|signature|gpg/i.test(said)
    ? hint`Install Debian's keys, then run the command again: ${program("sudo", "apt", "install", "debian-archive-keyring")}`
    : `Check that ${mirror} can be reached from here, then run the command again.`;
  const last = printed.slice(-10).map((line) => `\n    ${line}`);
  const message = `${notPulled.message}\nIt could not be built here either: debootstrap exited with ${code}.${last.join("")}`;
  throw HubwrightError.of("program-failed", message, next, { cause: notPulled });
}

/** Directories of runs that were killed before they could remove theirs. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const maker = new RegExp(`^${DIRECTORY}(\\d+)-`).exec(name)?.[1];
    if (maker !== undefined && !existsSync(`/proc/${maker}`))
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function processId(): string {
  return readlinkSync("/proc/self");
}
