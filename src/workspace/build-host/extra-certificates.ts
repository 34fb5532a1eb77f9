import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { BuildMachine } from "./build-machine.ts";
import type { Environment } from "../../model/environment.ts";
import { readIfThere } from "../read-if-there.ts";

/** Where Debian and Red Hat keep certificates that an administrator has added. */
const DIRECTORIES = ["usr/local/share/ca-certificates", "etc/pki/ca-trust/source/anchors"];

/** Where tools look for an additional certificate. */
const VARIABLES = ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"];

/** More than a network adds: a bundle of every authority there is. */
const MOST = 20;

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * The certificates that this machine trusts beyond what every system does, one a file: `name.crt` to its text.
 *
 * Only certificates are taken from a file, so that a private key beside them stays where it is.
 */
export function readExtraCertificates(
  environment: Environment,
  { root }: BuildMachine,
): { readonly [name: string]: string } {
  const named = VARIABLES.flatMap((variable) => environment[variable] || []).map((path) => join(root, path));
  const paths = [...DIRECTORIES.flatMap((directory) => certificatesBelow(join(root, directory))), ...named];
  const found = new Map<string, string>();
  const seen = new Set<string>();
  for (const path of paths) {
    const certificates = (readIfThere(path)?.match(CERTIFICATE) ?? []).filter(
      (text) => !seen.has(text.replace(/\s/g, "")),
    );
    if (certificates.length > MOST) continue;
    for (const [index, text] of certificates.entries()) {
      seen.add(text.replace(/\s/g, ""));
      found.set(nameOf(path, index, certificates.length, text, found), `${text}\n`);
    }
  }
  return Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function certificatesBelow(directory: string): readonly string[] {
  try {
    const entries = readdirSync(directory, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => !entry.isDirectory() && /\.(crt|pem|cer)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
  } catch {
    // A system of another kind, which has no such directory.
    return [];
  }
}

/** update-ca-certificates takes one certificate a file, whose name ends in .crt; two directories may use one name. */
function nameOf(path: string, index: number, count: number, text: string, taken: ReadonlyMap<string, string>): string {
  const stem =
    basename(path)
      .replace(/\.[^.]*$/, "")
      .replace(/[^\w.-]/g, "_")
      .replace(/^[.-]+/, "") || "certificate";
  const name = count === 1 ? stem : `${stem}-${index + 1}`;
  return taken.has(`${name}.crt`)
    ? `${name}-${createHash("sha256").update(text).digest("hex").slice(0, 8)}.crt`
    : `${name}.crt`;
}
