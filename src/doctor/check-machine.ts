import { hint, program } from "../model/problem/problem.ts";
import type { Facts } from "./facts.ts";
import { failure, type Finding, warning } from "./finding.ts";

const MEBIBYTE = 2 ** 20;
/** With less than this free, JupyterHub's database cannot be written safely. */
const FULL = 200 * MEBIBYTE;
/** With less than this share free, one image or one person's data set can fill the disk. */
const NEARLY_FULL = 0.05;
/** Cookies and certificates fail if two clocks differ by more than this. In milliseconds. */
const DRIFT = 60_000;

/** The machine under the hub: its disk, its clock, the certificates that builds take from it. */
export function checkMachine({ disk, engine, now, web, certificates }: Facts): readonly Finding[] {
  const found: Finding[] = [];
  if (disk !== undefined) {
    const place = `${disk.path} has ${Math.round(disk.free / MEBIBYTE)} MiB free of ${Math.round(disk.size / MEBIBYTE)} MiB`;
    const next = hint`Show what uses the space: ${program("docker", "system", "df", "-v")}   Remove old build stages: ${program("docker", "builder", "prune")}`;
    if (disk.free < FULL) found.push(failure("disk-full", `The disk is full: ${place}.`, next));
    else if (disk.free < disk.size * NEARLY_FULL)
      found.push(warning("disk-nearly-full", `The disk is nearly full: ${place}.`, next));
  }
  const clocks = [
    { of: `the engine at ${engine.address}`, time: engine.time },
    { of: `the web server at ${web?.url ?? ""}`, time: web?.date },
  ];
  for (const { of, time } of clocks) {
    if (time === undefined || Math.abs(time - now) < DRIFT) continue;
    const seconds = Math.round(Math.abs(time - now) / 1000);
    found.push(
      failure(
        "clock-off",
        `The clock of ${of} is ${seconds} seconds ${time < now ? "behind" : "ahead of"} this machine's.`,
        hint`Synchronize both clocks over the network: ${program("sudo", "timedatectl", "set-ntp", "true")}`,
      ),
    );
  }
  for (const { path, until } of certificates) {
    if (until === undefined)
      found.push(
        failure(
          "certificate-unreadable",
          `${path}, used for image builds, contains no readable certificate.`,
          hint`Put your network's certificate there in PEM format. To check it: ${program("openssl", "x509", "-in", path, "-noout", "-enddate")}`,
        ),
      );
    else if (until < now)
      found.push(
        failure(
          "certificate-expired",
          `The CA certificate ${path}, used for image builds, expired on ${new Date(until).toISOString().slice(0, 10)}.`,
          "Ask your network's administrators for the new certificate, and replace the file with it.",
        ),
      );
  }
  return found;
}
