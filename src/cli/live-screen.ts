import { createLogUpdate } from "log-update";
import sliceAnsi from "slice-ansi";
import type { ApplyEvent } from "../apply/event.ts";
import type { Screen } from "./context.ts";
import { StepTree } from "./step-tree.ts";
import type { LiveStream, Terminal } from "./terminal.ts";

/** How often the picture is drawn. In milliseconds. */
const PAUSE = 100;

/** Opens a screen that draws the steps of a run over and over in the same place, as long as one of them is under way. */
export function openScreen(stream: LiveStream, style: Terminal["style"]): Screen {
  const tree = new StepTree();
  const picture = createLogUpdate(stream as NodeJS.WriteStream);
  let footer: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  /** Shorter than the screen by a line, so that none of it scrolls away, and none is wrapped. */
  const lines = (height: number): string =>
    [...tree.frame({ now: performance.now(), height, style }), ...(footer === undefined ? [] : [footer])]
      .map((line) => sliceAnsi(line, 0, Math.max(1, (stream.columns || 80) - 1)))
      .join("\n");
  const draw = () => picture(lines(Math.max(3, (stream.rows || 24) - 3)));
  const halt = () => {
    clearInterval(timer);
    timer = undefined;
  };

  return {
    take(event: ApplyEvent) {
      tree.take(event, performance.now());
      if (tree.isEmpty) return;
      timer ??= setInterval(draw, PAUSE);
    },
    say(text: string) {
      footer = text;
    },
    makeRoom() {
      if (timer === undefined) return;
      if (tree.isBusy) picture.clear();
      else this.end();
    },
    end() {
      if (timer === undefined) return;
      halt();
      tree.end(performance.now());
      footer = undefined;
      picture.clear();
      picture.done();
      // All of it, however tall: from now on it is part of the scrollback.
      stream.write(`${lines(Number.POSITIVE_INFINITY)}\n`);
      tree.clear();
    },
  };
}
