import { existsSync } from "node:fs";
import { join } from "node:path";
import { HubwrightError } from "../model/problem/hubwright-error.ts";
import { makeDirectory, writeFileOnce } from "./write-file.ts";

/** Where a certificate and its key are, or will be. */
export interface CertificateFiles {
  readonly key: string;
  readonly certificate: string;
}

/** The places of a server's certificate in a directory. @throws HubwrightError where one of them is taken. */
export function freeCertificateFiles(directory: string, server: string): CertificateFiles {
  // A path in a web server's configuration cannot contain the colon of an IPv6 address.
  const name = server.replaceAll(":", "-");
  const files = { key: join(directory, `${name}.key`), certificate: join(directory, `${name}.crt`) };
  for (const path of [files.key, files.certificate]) if (existsSync(path)) throw taken(path);
  return files;
}

/** Writes both, the key for its owner alone. What is there already stays, even if it appears at this very moment. */
export function writeCertificate(
  directory: string,
  files: CertificateFiles,
  content: { readonly key: string; readonly certificate: string },
): void {
  makeDirectory(directory, { mode: 0o700 });
  if (!writeFileOnce(files.key, content.key, { mode: 0o600 })) throw taken(files.key);
  if (!writeFileOnce(files.certificate, content.certificate)) throw taken(files.certificate);
}

function taken(path: string): HubwrightError {
  return HubwrightError.of(
    "file-exists",
    `${path} already exists and is never overwritten.`,
    "Use it, move it away to create a new one, or choose another directory with --dir.",
  );
}
