import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";
import { freePort } from "../../engine/support/free-port.ts";

const MODULE = fileURLToPath(new URL("../../engine/support/free-port.ts", import.meta.url));

describe("a free port for a test", () => {
  it("is given out only once, by this process and by others", async () => {
    const mine: number[] = [];
    for (let count = 0; count < 45; count += 1) mine.push(await freePort());
    const script = `const { freePort } = await import(${JSON.stringify(MODULE)});
      for (let count = 0; count < 45; count += 1) console.log(await freePort());
      // They end together, so that none takes the ports of one that has ended.
      process.stdin.resume();`;
    const others = Array.from({ length: 2 }, () =>
      promisify(execFile)(process.execPath, ["--import=tsx", "--input-type=module", "--eval", script]),
    );
    const printed = others.map(
      ({ child }) =>
        new Promise<readonly number[]>((resolve) => {
          let text = "";
          child.stdout?.on("data", (chunk: string) => {
            text += chunk;
            const lines = text.trim().split("\n");
            if (lines.length === 45) resolve(lines.map(Number));
          });
        }),
    );
    const theirs = await Promise.all(printed);
    for (const { child } of others) child.stdin?.end();
    await Promise.all(others);
    expect(new Set([...mine, ...theirs.flat()]).size).to.equal(3 * 45);
  });

  it("is never one that something listens on", async () => {
    const port = await freePort();
    const server = createServer().listen(port + 1, "127.0.0.1");
    await once(server, "listening");
    expect(await freePort()).to.not.equal(port + 1);
    server.close();
  });
});
