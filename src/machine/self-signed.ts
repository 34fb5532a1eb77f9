import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HubwrightError } from "../model/problem/hubwright-error.ts";
import { hint, program } from "../model/problem/problem.ts";
import type { RunProgram } from "./run-program.ts";

/** A key and the certificate that it signed itself, as PEM. */
export interface SelfSigned {
  readonly key: string;
  readonly certificate: string;
}

/** Longer than that, and Apple's devices trust no certificate that a person added. */
const DAYS = 825;

/**
 * Makes a key and a certificate for a server's names and addresses, by openssl.
 *
 * @param names - Checked names and addresses, as they stand in the browser; the first is the server's own.
 * @throws HubwrightError if openssl is not installed, or with its output if it fails.
 */
export async function selfSigned(names: readonly [string, ...string[]], run: RunProgram): Promise<SelfSigned> {
  const directory = mkdtempSync(join(tmpdir(), "hubwright-"));
  const file = (name: string) => join(directory, name);
  try {
    writeFileSync(file("config"), configFor(names));
    const said: string[] = [];
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-sha256"];
    const places = ["-config", file("config"), "-keyout", file("key"), "-out", file("crt")];
    const words = ["openssl", "req", "-x509", ...curve, "-days", String(DAYS), ...places];
    const exitCode = await run(words, (line) => said.push(line));
    if (exitCode === 127)
      throw HubwrightError.of(
        "program-missing",
        "openssl is not installed on this machine.",
        hint`Install it: ${program("sudo", "apt-get", "install", "openssl")}`,
      );
    if (exitCode !== 0)
      throw HubwrightError.of(
        "program-failed",
        `openssl did not create a certificate: ${said.join(" ")}`,
        "Fix the problem shown above, then run the command again.",
      );
    return { key: readFileSync(file("key"), "utf8"), certificate: readFileSync(file("crt"), "utf8") };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** It is valid for this server only: someone who gets the key cannot create other certificates with it. */
function configFor(names: readonly [string, ...string[]]): string {
  const alternatives = names.map((name, index) => `${isIP(name) === 0 ? "DNS" : "IP"}.${index + 1} = ${name}`);
  // X.509 has room for 64 characters there; what counts is the list of alternatives.
  const common = names[0].length > 64 ? "hubwright" : names[0];
  return `[req]
prompt = no
distinguished_name = subject
x509_extensions = server
[subject]
CN = ${common}
[server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = @names
[names]
${alternatives.join("\n")}
`;
}
