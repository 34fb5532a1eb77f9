import type { Kernel } from "../support/kernel.ts";
import type { Notebook } from "../support/notebook.ts";
import type { Right } from "./model.ts";

/** A server that a test started, and what it must have been given. */
export interface OpenServer {
  readonly owner: string;
  readonly containerId: string;
  readonly notebook: Notebook;
  /** One kernel with its websocket, for as long as the server runs. */
  readonly kernel: Kernel;
  readonly rights: readonly Right[];
  /** Everyone who has opened its page, except its owner. */
  readonly visitors: Set<string>;
}

/**
 * Checks from inside: one line for each mount at or below the home, `path volume access wrote`.
 *
 * The kernel says what it sees, and whether a file can be made there and taken away again.
 */
export async function seenFromInside({ kernel }: OpenServer): Promise<readonly string[]> {
  return (await kernel.run(LOOK)).trim().split("\n").toSorted();
}

/** What {@link seenFromInside} must say of a server that started with these rights. */
export function expectedInside(rights: readonly Right[]): readonly string[] {
  return rights
    .flatMap(({ access, mounts }) =>
      [...mounts].map(([at, volume]) => `${at} ${volume} ${access} ${access === "rw" ? "writes" : "refused"}`),
    )
    .toSorted();
}

const LOOK = `
import os
for line in open("/proc/self/mountinfo"):
    words = line.split()
    place, source, options = words[4], words[3], words[5].split(",")
    if not (place + "/").startswith("/home/jovyan/"):
        continue
    volume = source.split("/volumes/")[-1].split("/")[0]
    try:
        with open(place + "/.tried", "w") as file:
            file.write("tried")
        os.remove(place + "/.tried")
        wrote = "writes"
    except OSError:
        wrote = "refused"
    print(place, volume, "ro" if "ro" in options else "rw", wrote)
`;

/** Opens a websocket into a kernel that prints without end. @returns the moment at which it is cut. */
export async function untilCut(notebook: Notebook): Promise<{ readonly cut: Promise<number> }> {
  const kernel = await notebook.startKernel();
  let cut: Promise<number> | undefined;
  await new Promise<void>((begun, failed) => {
    cut = kernel
      .run(ENDLESS, () => begun())
      .then(
        () => Promise.reject(new Error("The endless computation ended by itself.")),
        () => performance.now(),
      );
    cut.catch(failed);
  });
  return { cut: cut ?? Promise.reject(new Error("Nothing was computed.")) };
}

const ENDLESS = "import time\nwhile True:\n    print(1, flush=True)\n    time.sleep(0.1)\n";
