import { EngineFailure } from "../../model/problem/hubwright-error.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What an engine behind TLS is spoken to with. Each may be missing: then it is the system's, or none. */
export interface Tls {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

/** Reads ca.pem, cert.pem and key.pem of a directory. */
export function tlsFrom(directory: string | null, named: string): Tls {
  if (directory === null) return {};
  const ca = readIfThere(join(directory, "ca.pem"), named);
  const cert = readIfThere(join(directory, "cert.pem"), named);
  const key = readIfThere(join(directory, "key.pem"), named);
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

function readIfThere(path: string, named: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    const message = `${path}, which ${named} needs for TLS, cannot be read: ${(error as Error).message}.`;
    throw EngineFailure.of("engine-no-rights", message, "Make it readable for your account, or sign in as its owner.", {
      cause: error,
    });
  }
}
