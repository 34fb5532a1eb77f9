import { expect } from "chai";
import { StepTree } from "../../../src/cli/step-tree.ts";
import { problem } from "../../../src/model/problem/problem.ts";
import { step } from "../../../src/plan/step.ts";

const volume = (name: string, ...after: string[]) =>
  step({ do: "create-volume", volume: { name, labels: {} }, like: null }, "not found", after);
const remove = (name: string, ...after: string[]) => step({ do: "remove-container", name }, "x", after);

describe("the tree of steps", () => {
  const A = volume("a");
  const B = volume("b", A.id);
  const C = volume("c", A.id, B.id);
  const D = remove("d");
  const failed = problem("engine-failed", "Docker could not.\nMore of it.", "Look.");

  function drawn(tree: StepTree, now: number, height = 50): readonly string[] {
    return tree.frame({ now, height, style: (_, text) => text });
  }

  it("puts each step below the last one that it waits for", () => {
    const tree = new StepTree();
    tree.take({ type: "planned", steps: [A, D, B, C] }, 0);
    expect(drawn(tree, 0)).to.deep.equal([
      "· + volume a (not found)",
      "  · + volume b (not found)",
      "    · + volume c (not found)",
      "· - container d (x)",
    ]);
  });

  it("shows what runs with its time and its last line, what is done with its time, what failed with the reason", () => {
    const tree = new StepTree();
    tree.take({ type: "planned", steps: [A, B, D] }, 0);
    tree.take({ type: "step-started", step: A }, 0);
    tree.take({ type: "step-finished", step: A, took: 1234 }, 1234);
    tree.take({ type: "step-started", step: B }, 1300);
    tree.take({ type: "output", step: B, line: "half\tway\u001b[2K" }, 2000);
    tree.take({ type: "step-started", step: D }, 1300);
    tree.take({ type: "step-failed", step: D, took: 100, problem: failed }, 1400);
    expect(tree.isBusy).to.equal(true);
    expect(drawn(tree, 13_300)).to.deep.equal([
      "✔ + volume a (not found) 1.2 s",
      "  ⠋ + volume b (not found) 12 s  half way [2K",
      "✖ - container d (x) 0.1 s  Docker could not.",
    ]);
    tree.end(14_300);
    expect(drawn(tree, 99_000)[1]).to.equal("  ■ + volume b (not found) 13 s  stopped");
  });

  it("names the step of the Dockerfile that a build failed at", () => {
    const tree = new StepTree();
    tree.take({ type: "step-started", step: A }, 0);
    const message = "The image a could not be built. It failed at:\n  RUN pip install nothing\n    no such package";
    tree.take({ type: "step-failed", step: A, took: 100, problem: { ...failed, message } }, 100);
    expect(drawn(tree, 100)).to.deep.equal(["✖ + volume a (not found) 0.1 s  at RUN pip install nothing"]);
  });

  it("distinguishes a step that was stopped from one that failed", () => {
    const tree = new StepTree();
    tree.take({ type: "step-started", step: A }, 0);
    tree.take({ type: "step-failed", step: A, took: 100, problem: { ...failed, code: "stopped" } }, 100);
    expect(drawn(tree, 100)).to.deep.equal(["■ + volume a (not found) 0.1 s  stopped"]);
  });

  it("waits until what comes next says that the hub answers", () => {
    const tree = new StepTree();
    tree.take({ type: "waiting", for: "http://localhost:1/a" }, 0);
    expect(drawn(tree, 2500)).to.deep.equal(["⠴ ~ http://localhost:1/a answers 2.5 s"]);
    tree.take({ type: "ready", url: "http://localhost:1/a", took: 3000 }, 3000);
    expect(tree.isBusy).to.equal(false);
    expect(drawn(tree, 9000)).to.deep.equal(["✔ ~ http://localhost:1/a answers 3.0 s"]);
  });

  it("is never higher than the screen, and counts what it leaves out", () => {
    const steps = Array.from({ length: 60 }, (_, index) => volume(`v${index}`));
    const tree = new StepTree();
    tree.take({ type: "planned", steps }, 0);
    for (const done of steps.slice(0, 20)) tree.take({ type: "step-started", step: done }, 0);
    for (const done of steps.slice(0, 18)) tree.take({ type: "step-finished", step: done, took: 1 }, 1);
    for (let height = 1; height < 70; height += 1) {
      const lines = drawn(tree, 1000, height);
      // Of the 60 lines 18 steps that are done become one where there is no room for all, then others that wait.
      expect(lines.length, `height ${height}`).to.equal(height >= 60 ? 60 : Math.min(height, 43));
      if (height < 5) continue;
      const text = lines.join("\n");
      expect(text).to.include("+ volume v18 (not found) 1.0 s").and.include("+ volume v19 (not found) 1.0 s");
      const left = Number(/· (\d+) more wait/.exec(text)?.[1] ?? 0);
      const done = Number(/✔ (\d+) steps are done/.exec(text)?.[1] ?? 0);
      const named = [...text.matchAll(/\+ volume/g)].length;
      expect(left + done + named, `height ${height}`).to.equal(60);
    }
  });
});
