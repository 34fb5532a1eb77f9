import { EngineFailure, type HubwrightError } from "../../model/problem/hubwright-error.ts";
import { type Hint, hint, program } from "../../model/problem/problem.ts";
import type { BuildLog } from "./build-log.ts";
import { notPulled } from "./pull-image.ts";

/**
 * Says at which step a build failed, with the end of its output.
 *
 * @param said - The builder's own sentence.
 */
export function buildFailure(tag: string, said: string, log: BuildLog): HubwrightError {
  const { step, lines } = log.last;
  const base = missingBase(said, step);
  if (base !== undefined) return notPulled(base, said);
  if (/no space left on device/i.test(`${said}\n${lines.join("\n")}`)) {
    return EngineFailure.of(
      "disk-full",
      `The disk is full: the image ${tag} could not be built.`,
      hint`Free up space on the disk of /var/lib/docker: ${program("docker", "builder", "prune")} removes old build steps, ${program("docker", "system", "df")} shows the rest.`,
    );
  }
  const at = step === "" ? "" : ` It failed at:\n  ${step}`;
  const output = lines.length === 0 ? [said] : lines.at(-1) === said ? lines : [...lines, said];
  const message = `The image ${tag} could not be built.${at}\n${output.map((line) => `    ${line}`).join("\n")}`;
  return EngineFailure.of("build-failed", message, hintFor(output.join("\n")));
}

/** The image that a FROM could not get: its builder's words name it in several ways. */
function missingBase(said: string, step: string): string | undefined {
  const isAboutPulling =
    /pull access denied|manifest|not found|failed to resolve|failed to authorize|dial tcp|no such host|toomanyrequests|unauthorized|denied|timeout|x509|EOF/i;
  const from =
    /^(?:\[[^\]]*\] )?FROM\s+(?:--\S+\s+)*(\S+)/i.exec(step)?.[1] ?? /load metadata for (\S+)/.exec(step)?.[1];
  return from !== undefined && isAboutPulling.test(said) ? from.replace(/^docker\.io\/(?:library\/)?/, "") : undefined;
}

const HINTS: readonly (readonly [RegExp, Hint])[] = [
  [
    /certificate verify failed|self.signed certificate|unable to get local issuer|SELF_SIGNED_CERT|certificate is NOT trusted/i,
    "Something on your network inspects TLS: put its CA certificate as a .crt file into /usr/local/share/ca-certificates/, then build again.",
  ],
  [
    /Temporary failure (in name )?resol|Could not resolve|Name or service not known|EAI_AGAIN|getaddrinfo/i,
    hint`Builds of this engine cannot look up names: set "dns" in /etc/docker/daemon.json to your name server, then: ${program("sudo", "systemctl", "restart", "docker")}`,
  ],
  // Without its lists, apt would say of every package that there is none.
  [
    /Some index files failed to download|Failed to fetch/i,
    "The build could not download from the server named above: make sure that containers on this engine can reach it, then build again.",
  ],
  [
    /Unable to locate package|has no installation candidate/i,
    "Debian has no such package: correct notebook.apt in hub.ts.",
  ],
  [
    /No matching distribution found|Could not find a version that satisfies/i,
    "The package index has no such package or version: correct notebook.pip in hub.ts.",
  ],
  [
    /requires BuildKit/i,
    "This step needs BuildKit, which Docker has from version 23 on: upgrade the engine, or write the step without it.",
  ],
  [/dockerfile parse error|unknown instruction/i, "Correct the Dockerfile at that line."],
];

function hintFor(output: string): Hint {
  return (
    HINTS.find(([words]) => words.test(output))?.[1] ?? "Fix that step, then build again; the steps before it are kept."
  );
}
