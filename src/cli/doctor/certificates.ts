import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Context } from "../context.ts";
import { readExtraCertificates } from "../../workspace/extra-certificates.ts";
import type { CertificateFacts } from "./facts.ts";

/** The certificates that a build takes from this machine, and a file that is named for it and holds none. */
export function readCertificates(environment: Context["environment"], root = "/"): readonly CertificateFacts[] {
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
