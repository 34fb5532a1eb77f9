import { expect } from "chai";
import { withLabelInstruction } from "../../../../src/engine/docker/label-instruction.ts";
import { contextFromFiles } from "../../../../src/engine/context.ts";
import type { ImageBuild } from "../../../../src/engine/port.ts";

const STAGES = "FROM debian AS proxy\nRUN a\n\nFROM --platform=linux/amd64 proxy as Hub\nCOPY x /\n";

function built(change: Partial<ImageBuild> = {}): ImageBuild {
  return {
    tag: "math:latest",
    dockerfile: "Dockerfile",
    target: null,
    labels: { "hubwright.kind": "image", "hubwright.hub": "math" },
    context: { Dockerfile: STAGES, x: "" },
    ...change,
  };
}

/** The Dockerfile that is sent, and the labels that are asked for beside it. */
function sent(build: ImageBuild) {
  const { context, dockerfile, labels } = withLabelInstruction(build);
  return { text: (context as Readonly<Record<string, string>>)[dockerfile], labels };
}

describe("the labels of an image that the classic builder makes", () => {
  const LINE = "\nLABEL hubwright.hub=math hubwright.kind=image\n";

  it("are one instruction, at the end of the stage that is built", () => {
    expect(sent(built())).to.deep.equal({ text: STAGES + LINE, labels: {} });
    expect(sent(built({ target: "hub" }))).to.deep.equal({ text: STAGES + LINE, labels: {} });
    expect(sent(built({ target: "proxy" })).text).to.equal(STAGES.replace("\nFROM --", `\n${LINE}FROM --`));
  });

  it("change no other file, and no other order of them changes a byte", () => {
    const build = built({ labels: { "hubwright.hub": "math", "hubwright.kind": "image" } });
    const { context } = withLabelInstruction(build);
    expect(context).to.deep.equal({ Dockerfile: STAGES + LINE, x: "" });
  });

  it("are asked for one by one where an instruction would have to quote them, or cannot be added", () => {
    const archive = contextFromFiles({ Dockerfile: STAGES });
    for (const build of [
      built({ labels: { "hubwright.hub": "math", "hubwright.person": 'ü "$(id)"' } }),
      built({ labels: { "hubwright.hub": "math" } }),
      built({ target: "db" }),
      built({ dockerfile: "Dockerfile.other" }),
      built({ context: archive }),
    ])
      expect(withLabelInstruction(build)).to.equal(build);
    archive.destroy();
  });
});
