import { EngineFailure } from "../../../src/model/problem/hubwright-error.ts";
import type { Labels } from "../../../src/deployment/deployment.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import type { VolumeWork } from "../../../src/engine/port.ts";

const HALF = "half of it";

/** An engine whose volumes hold a text each, and are copied as `hubwright_hub.volume_copy` does it. */
export function engineThatCopies(images: readonly string[]) {
  const contents = new Map<string, string>();
  let isCut = false;
  const engine = new MemoryEngine({
    images,
    before: (call) => {
      const [method, name = ""] = call.split(" ");
      if (method === "removeVolume") contents.delete(name);
    },
    run: worked,
  });

  function worked({ command, volumes }: VolumeWork): { exitCode: number; output: string } {
    if (command.includes("hubwright_hub.volume_ages"))
      return { exitCode: 0, output: JSON.stringify(volumes.map(() => 1e9)) };
    const [from = "", to = ""] = volumes.map(({ name }) => name);
    const original = contents.get(from) ?? "";
    const copy = contents.get(to) ?? HALF;
    // A complete copy with other contents is not overwritten; an interrupted one is.
    if (copy !== HALF && copy !== original) return { exitCode: 3, output: "" };
    contents.set(to, isCut ? HALF : original);
    if (!isCut) return { exitCode: 0, output: "1 files and folders, 5 bytes" };
    isCut = false;
    throw EngineFailure.of("engine-failed", "Cut off.", "Again.");
  }

  return {
    engine,
    /** What the volumes hold, by name. */
    contents,
    fill: async (name: string, labels: Labels, text: string) => {
      await engine.createVolume({ name, labels });
      contents.set(name, text);
    },
    /** The next copy ends halfway. */
    cutOff: () => void (isCut = true),
  };
}
