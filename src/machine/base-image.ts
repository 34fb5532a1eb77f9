import { arch } from "node:os";
import { HubwrightError, hasCode } from "../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../model/problem/problem.ts";
import { BASE_IMAGE } from "../deployment/from-hub.ts";
import { debootstrapDebian } from "./debootstrap.ts";
import { imageTagged, withTag } from "../plan/observed.ts";
import type { Engine } from "../engine/port.ts";
import { type RunProgram, runProgram } from "./run-program.ts";

/** What an image can be made with where no registry can be reached. */
export interface ImageSources {
  /** The Debian mirror to take packages from, for example the one that this machine uses itself. */
  readonly mirror?: string | undefined;
  /** How programs are run; set by tests. */
  readonly run?: RunProgram;
  readonly signal?: AbortSignal | undefined;
  /** The processor of this machine, as Node calls it; set by tests. */
  readonly processor?: string;
}

const DEBIAN = "http://deb.debian.org/debian";

/**
 * Makes sure of an image: leaves it alone where it is, pulls it otherwise.
 *
 * The one image that everything of ours is built from can be made without a registry too, by debootstrap.
 *
 * @param reference - A tag, or a name with a digest.
 */
export async function ensureImage(
  reference: string,
  engine: Engine,
  on: (line: string) => void,
  { mirror = DEBIAN, run = runProgram, signal, processor = arch() }: ImageSources = {},
): Promise<void> {
  if (imageTagged(await engine.observe([withTag(reference)]), withTag(reference)) !== undefined) return;
  try {
    await engine.pullImage(reference, on, signal);
  } catch (error) {
    if (reference !== BASE_IMAGE || !hasCode(error, "image-not-pulled")) throw error;
    await refuseOtherProcessor(engine, processor, error);
    on(error.message);
    on(`Building ${reference} here instead, from ${mirror}.`);
    await debootstrapDebian({ reference, mirror, run, on, notPulled: error, signal }, engine);
  }
}

/** What the kernel of a machine calls the processors that Node has another name for. */
const KERNEL_NAMES: { readonly [processor: string]: string } = { x64: "x86_64", arm64: "aarch64" };

/** An engine on another machine may have another processor, for which nothing can be made here. */
async function refuseOtherProcessor(engine: Engine, processor: string, notPulled: HubwrightError): Promise<void> {
  const { architecture } = await engine.facts();
  const own = KERNEL_NAMES[processor] ?? processor;
  if (architecture === undefined || architecture === own) return;
  throw HubwrightError.of(
    notPulled.code,
    `${notPulled.message}\nIt cannot be built here either: this machine is ${own}, and the engine's is ${architecture}.`,
    hint`${notPulled.problem.hint ?? ""} Or run ${hubwright("build")} once on a machine like the engine's, with DOCKER_HOST as it is here.`,
    { cause: notPulled },
  );
}
