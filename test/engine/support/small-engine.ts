import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "./command.ts";

/**
 * Runs a separate Docker engine whose data is on a small disk of its own, and removes both.
 *
 * It has no network: tests inspect it, but run nothing on it. Its own namespace keeps it away from this machine's network: an engine
 * without a bridge removes any bridge that it finds.
 *
 * @param size - Of the disk, in MiB.
 * @param work - Given DOCKER_HOST.
 */
export async function withSmallEngine<T>(size: number, work: (dockerHost: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "hubwright-small-"));
  const disk = join(directory, "disk");
  mkdirSync(disk);
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}m`, "tmpfs", disk]);
  const dockerHost = `unix://${directory}/docker.sock`;
  const places = ["--data-root", disk, "--exec-root", join(directory, "run"), "--pidfile", join(directory, "pid")];
  const alone = ["--bridge", "none", "--iptables=false", "--storage-driver", "vfs"];
  const words = ["--net", "dockerd", "--host", dockerHost, ...places, ...alone];
  const engine = spawn("unshare", words, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [engine.stdout, engine.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  try {
    for (let tries = 0; !(await answers(dockerHost)); tries += 1) {
      if (tries > 300 || engine.exitCode !== null) throw new Error(`dockerd does not answer:\n${said}`);
      await sleep(100);
    }
    return await work(dockerHost);
  } finally {
    if (engine.exitCode === null) {
      const ended = once(engine, "exit");
      engine.kill("SIGTERM");
      await ended;
    }
    execFileSync("umount", [disk]);
    rmSync(directory, { recursive: true, force: true });
  }
}

async function answers(dockerHost: string): Promise<boolean> {
  const { exitCode } = await runCommand("docker", ["version"], { env: { DOCKER_HOST: dockerHost } });
  return exitCode === 0;
}
