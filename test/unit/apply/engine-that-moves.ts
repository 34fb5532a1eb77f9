import { EngineFailure } from "../../../src/model/problem/hubwright-error.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import type { VolumeWork } from "../../../src/engine/port.ts";

/** An engine whose hub notes where its data is, as the real one does; it stops before a call of some number. */
export function engineThatMoves() {
  const held = { place: "", calls: 0, cutAt: Infinity };
  const moves: VolumeWork[] = [];
  const note = () => (held.place === "" ? "" : `\n{"in": "${held.place}", "moving": null}\n`);
  const engine = new MemoryEngine({
    images: ["debian:trixie-slim"],
    exec: () => ({ exitCode: 0, output: note() }),
    run: (work) => {
      if (work.name !== "math.leave") return { exitCode: 0, output: note() };
      moves.push(work);
      held.place = "sqlite";
      return { exitCode: 0, output: "" };
    },
    before: (call) => {
      held.calls += 1;
      if (held.calls === held.cutAt) throw EngineFailure.of("engine-failed", `Cut off before ${call}.`, "Again.");
    },
  });
  return { engine, held, moves };
}
