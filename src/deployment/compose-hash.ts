import { createHash } from "node:crypto";

import type { ResolvedComposeService } from "./compose-service.ts";
import { composeServiceJson } from "./compose-service-json.ts";

/**
 * The hash by which compose v2.40 tells whether a container is still what compose.yaml asks for: the value of the
 * label `com.docker.compose.config-hash`, and what `docker compose config --hash '*'` prints.
 *
 * It is the SHA-256 of the service as Go's encoding/json writes compose's own struct. A container that we made and
 * that carries it is left running by `docker compose up -d`.
 */
export function composeConfigHash(service: ResolvedComposeService): string {
  return createHash("sha256").update(composeServiceJson(service)).digest("hex");
}
