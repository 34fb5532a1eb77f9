import { createHash } from "node:crypto";
import type { Kernel } from "./kernel.ts";
import type { Notebook } from "./notebook.ts";

/** In the person's home, where the file browser can make it. */
const STOP = "stop-counting.txt";
const PAUSE = 0.1;

/** What happened to a computation. */
export interface Counted {
  readonly numbers: number;
  /** True when no number is missing or came twice, and each has its checksum: nothing was interrupted or restarted. */
  readonly isWhole: boolean;
  /** The longest time without a number, in milliseconds. */
  readonly longestGap: number;
  /** How many numbers the kernel computed between two moments, in milliseconds since 1970. */
  readonly between: (from: number, to: number) => number;
}

/** A computation in someone's kernel that prints a number and a checksum of all previous ones ten times a second, to see whether it is disturbed. */
export class Heartbeat {
  readonly #notebook: Notebook;
  readonly #kernel: Kernel;
  readonly #end: Promise<string>;
  #last: number;
  #longestGap = 0;

  private constructor(notebook: Notebook, kernel: Kernel) {
    this.#notebook = notebook;
    this.#kernel = kernel;
    this.#last = performance.now();
    this.#end = kernel.run(PROGRAM, () => this.#beat());
    // Awaited by stop(); until then a cut connection is no unhandled failure.
    this.#end.catch(() => {});
  }

  /** Starts counting in an otherwise unused kernel. */
  static async start(notebook: Notebook): Promise<Heartbeat> {
    const kernel = await notebook.idleKernel();
    await kernel.run("pass");
    return new Heartbeat(notebook, kernel);
  }

  /** Ends the computation. Fails if its connection was cut in the meantime. */
  async stop(): Promise<Counted> {
    await this.#notebook.save(STOP, "");
    const lines = (await this.#end).trim().split("\n");
    await this.#notebook.remove(STOP);
    this.#notebook.leave(this.#kernel);
    const times = lines.map((line) => Number(line.split(" ")[2]) * 1000);
    return {
      numbers: lines.length,
      isWhole: isWhole(lines),
      longestGap: this.#longestGap,
      between: (from, to) => times.filter((time) => time > from && time < to).length,
    };
  }

  #beat(): void {
    const now = performance.now();
    this.#longestGap = Math.max(this.#longestGap, now - this.#last);
    this.#last = now;
  }
}

function isWhole(lines: readonly string[]): boolean {
  let sum = "";
  return lines.every((line, index) => {
    sum = createHash("sha256").update(`${sum}${index}`).digest("hex");
    return line.startsWith(`${index} ${sum} `);
  });
}

const PROGRAM = `
import hashlib, os, time
count, sum = 0, ""
while not os.path.exists("${STOP}"):
    sum = hashlib.sha256(f"{sum}{count}".encode()).hexdigest()
    print(count, sum, time.time(), flush=True)
    count += 1
    time.sleep(${PAUSE})
`;
