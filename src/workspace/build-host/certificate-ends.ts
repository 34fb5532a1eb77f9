import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Environment } from "../../model/environment.ts";
import { readExtraCertificates } from "./extra-certificates.ts";

/** A certificate that builds would take along. */
export interface CertificateEnd {
  readonly path: string;
  /** The end of its validity, in milliseconds since 1970; undefined if it is not a certificate. */
  readonly until: number | undefined;
}

/** The certificates that a build takes from this machine, and a file that is named for this but contains none. */
export function readCertificates(environment: Environment, root = "/"): readonly CertificateEnd[] {
  const found = Object.entries(readExtraCertificates(environment, { root, home: root }));
  const named = environment["NODE_EXTRA_CA_CERTS"] ?? "";
  return [
    ...found.map(([path, text]) => ({ path, until: endOf(text) })),
    ...(named === "" || hasCertificate(named) ? [] : [{ path: named, until: undefined }]),
  ];
}

function endOf(text: string): number | undefined {
  try {
    return Date.parse(new X509Certificate(text).validTo);
  } catch {
    return undefined;
  }
}

function hasCertificate(path: string): boolean {
  try {
    return readFileSync(path, "utf8").includes("-----BEGIN CERTIFICATE-----");
  } catch {
    return false;
  }
}
