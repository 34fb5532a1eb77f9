import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { BuildMachine } from "./build-machine.ts";
import { isReachableFromBuilds } from "./reachable-from-builds.ts";
import { readIfThere } from "../read-if-there.ts";

/** The Debian mirror that this machine uses; undefined where it is Debian's own, or the machine is not Debian. */
export function readAptMirror({ root }: BuildMachine): string | undefined {
  if (!/^ID="?debian"?$/m.test(readIfThere(join(root, "etc", "os-release")) ?? "")) return undefined;
  const apt = join(root, "etc", "apt");
  const named = filesIn(join(apt, "sources.list.d"));
  const sources = [
    ...inOneLine(readIfThere(join(apt, "sources.list")) ?? ""),
    ...named.flatMap((path) =>
      path.endsWith(".list")
        ? inOneLine(readIfThere(path) ?? "")
        : path.endsWith(".sources")
          ? inStanzas(readIfThere(path) ?? "")
          : [],
    ),
  ];
  const mirror = sources.find(({ uri, suites }) => isDebianItself(uri, suites))?.uri.replace(/\/+$/, "");
  return mirror === undefined || new URL(mirror).hostname === "deb.debian.org" ? undefined : mirror;
}

/** Not the security updates, which are elsewhere, nor another vendor's packages. A password would stay in the image. */
function isDebianItself(uri: string, suites: string): boolean {
  if (!isReachableFromBuilds(uri)) return false;
  const { pathname, username, password } = new URL(uri);
  return username === "" && password === "" && /\/debian\/?$/.test(pathname) && !/security/.test(`${uri} ${suites}`);
}

interface Source {
  readonly uri: string;
  readonly suites: string;
}

/** `deb [options] uri suite components…` */
function inOneLine(text: string): readonly Source[] {
  return text.split("\n").flatMap((line) => {
    const [, uri = "", suites = ""] = /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)/.exec(line) ?? [];
    return uri === "" ? [] : [{ uri, suites }];
  });
}

/** Paragraphs of `Field: value`, whose values continue in indented lines. */
function inStanzas(text: string): readonly Source[] {
  const withoutComments = text
    .split(/\r?\n/)
    .filter((line) => !line.startsWith("#"))
    .join("\n");
  return withoutComments.split(/\n\s*\n/).flatMap((stanza) => {
    const field = (name: string) => new RegExp(`^${name}:(.*(?:\\n[ \\t].*)*)`, "im").exec(stanza)?.[1]?.trim() ?? "";
    if (/^no$/i.test(field("Enabled")) || !/\bdeb\b(?!-)/.test(field("Types"))) return [];
    return field("URIs")
      .split(/\s+/)
      .map((uri) => ({ uri, suites: field("Suites") }));
  });
}

function filesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .toSorted()
      .map((name) => join(directory, name));
  } catch {
    // An old system, where all of it is in sources.list.
    return [];
  }
}
