import { once } from "node:events";
import { createServer, type Server } from "node:net";

/** Below the ports that systems give to connections, and above those that people choose for hubs. */
const [FIRST, LAST] = [20_000, 30_000];
/** Each process takes its ports from its own blocks, because a hub starts listening long after its port was chosen. */
const BLOCK = 20;

/** The ports of this process's blocks that have not been given away. */
const ports: number[] = [];
const kept: Server[] = [];

/** A port of this machine that nothing listens on, and that is given to no other test, of this process or of another one. */
export async function freePort(): Promise<number> {
  for (;;) {
    if (ports.length === 0) ports.push(...(await takeBlock()));
    const port = ports.shift() ?? 0;
    const server = await listening(port, "0.0.0.0");
    if (server === undefined) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}

/**
 * Listens on the first port of a block until this process ends, which no other process can do at the same time: the kernel
 * itself gives it back, however the process ends.
 */
async function takeBlock(): Promise<readonly number[]> {
  const count = (LAST - FIRST) / BLOCK;
  for (let tried = 0; tried < count; tried += 1) {
    const first = FIRST + ((process.pid + tried) % count) * BLOCK;
    const server = await listening(first, "127.0.0.1");
    if (server === undefined) continue;
    server.unref();
    kept.push(server);
    return Array.from({ length: BLOCK - 1 }, (_, index) => first + 1 + index);
  }
  throw new Error(`No ports are free between ${FIRST} and ${LAST}.`);
}

/** Undefined if something is already listening there. */
async function listening(port: number, host: string): Promise<Server | undefined> {
  const server = createServer();
  server.listen({ port, host, exclusive: true });
  try {
    await once(server, "listening");
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") return undefined;
    throw error;
  }
}
