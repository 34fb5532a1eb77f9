import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mustRun } from "./command.ts";

/** Like the real package: one dependency that apt has to find, one recommendation that is not wanted, and a file of settings. */
const CONTROL = `Package: rstudio-server
Version: 2025.05.1+513
Architecture: all
Maintainer: Nobody <nobody@example.org>
Depends: psmisc
Recommends: r-base
Description: stands in for RStudio Server
`;

/** Makes a Debian package with the stand-in of RStudio. @returns its bytes. */
async function makePackage(): Promise<Buffer> {
  const scratch = mkdtempSync(join(tmpdir(), "hubwright-deb-"));
  try {
    const [bin, etc] = [join(scratch, "deb/usr/lib/rstudio-server/bin"), join(scratch, "deb/etc/rstudio")];
    for (const directory of [bin, etc, join(scratch, "deb/DEBIAN")]) mkdirSync(directory, { recursive: true });
    writeFileSync(join(scratch, "deb/DEBIAN/control"), CONTROL);
    writeFileSync(join(etc, "rserver.conf"), "# Server Configuration File\n");
    copyFileSync(fileURLToPath(new URL("rserver.py", import.meta.url)), join(bin, "rserver"));
    await mustRun("chmod", ["-R", "u=rwX,go=rX", join(scratch, "deb")]);
    await mustRun("chmod", ["755", join(bin, "rserver")]);
    await mustRun("dpkg-deb", ["--build", "--root-owner-group", join(scratch, "deb"), join(scratch, "deb.deb")]);
    return readFileSync(join(scratch, "deb.deb"));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A server on this machine with one file: a package that stands in for RStudio Server. */
export interface PackageServer {
  /** Scheme, host and port. */
  readonly origin: string;
  /** What it was asked for. */
  readonly asked: readonly string[];
  readonly close: () => void;
}

/** @param path - Where the package is; elsewhere there is nothing. */
export async function serveRStudioPackage(path: string): Promise<PackageServer> {
  const [bytes, asked]: [Buffer, string[]] = [await makePackage(), []];
  const server = createServer(({ url = "" }, answer) => {
    asked.push(url);
    if (url === path) answer.end(bytes);
    else answer.writeHead(404).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => server.close(),
  };
}
