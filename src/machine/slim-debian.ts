import { chmodSync, type Dirent, existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Debian 13. */
export const SUITE = "trixie";

/** Takes out what no container reads, and what is this machine's and not the image's. */
export function slimDebian(root: string): void {
  for (const path of [
    "usr/share/man",
    "usr/share/info",
    "usr/share/locale",
    "var/lib/apt/lists",
    "var/cache/apt",
    "var/log/apt",
  ])
    empty(join(root, path));
  keepCopyrights(join(root, "usr/share/doc"));
  for (const path of ["var/log/bootstrap.log", "var/log/dpkg.log", "var/log/alternatives.log", "etc/apt/sources.list"])
    rmSync(join(root, path), { force: true });
  for (const path of ["etc/resolv.conf", "etc/hostname", "etc/machine-id"]) writeFileSync(join(root, path), "");
  for (const [path, text] of Object.entries(OWN_FILES)) {
    writeFileSync(join(root, path), text);
    chmodSync(join(root, path), text.startsWith("#!") ? 0o755 : 0o644);
  }
}

function empty(directory: string): void {
  for (const { name } of entriesIn(directory)) rmSync(join(directory, name), { recursive: true, force: true });
}

/** The licenses must stay with the programs. What is a link may lead out of the image, so only directories are entered. */
function keepCopyrights(directory: string): void {
  for (const { name } of entriesIn(directory).filter((entry) => entry.isDirectory())) {
    for (const file of entriesIn(join(directory, name))) {
      if (file.name !== "copyright") rmSync(join(directory, name, file.name), { recursive: true, force: true });
    }
  }
}

function entriesIn(directory: string): readonly Dirent[] {
  return existsSync(directory) ? readdirSync(directory, { withFileTypes: true }) : [];
}

/** As in the image of that name on Docker Hub: packages come from Debian and stay slim. */
const OWN_FILES: { readonly [path: string]: string } = {
  "etc/apt/sources.list.d/debian.sources": `Types: deb
URIs: http://deb.debian.org/debian
Suites: ${SUITE} ${SUITE}-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://deb.debian.org/debian-security
Suites: ${SUITE}-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`,
  "etc/apt/apt.conf.d/docker-clean": `DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
`,
  "etc/apt/apt.conf.d/docker-no-languages": 'Acquire::Languages "none";\n',
  "etc/dpkg/dpkg.cfg.d/docker": `path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/info/*
path-exclude /usr/share/locale/*
path-exclude /usr/share/man/*
`,
  // Services that a package brings must not be started while an image is built.
  "usr/sbin/policy-rc.d": "#!/bin/sh\nexit 101\n",
};
