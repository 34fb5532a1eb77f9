import { get as getHttp, type IncomingMessage } from "node:http";
import { get as getHttps } from "node:https";
import { text } from "node:stream/consumers";
import type { WebFacts } from "./facts.ts";

/** Longer than a web server waits for its hub, in milliseconds. */
const PATIENCE = 15_000;

/** What asks for a websocket, as a browser writes it. */
const UPGRADE = {
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "aHVid3JpZ2h0IGRvY3Rvcg==",
};

/** Asks a hub's public address what it is, and whether it takes websockets. @param address - `https://hub.example.org/math` */
export async function askWeb(address: string): Promise<WebFacts> {
  const url = address.replace(/\/+$/, "");
  try {
    const first = await ask(`${url}/hub/api/`, {});
    const isJupyterHub = first.status === 200 && typeof fieldOf(first.body, "version") === "string";
    const arrived = isJupyterHub ? fieldOf((await ask(`${url}/hub/arrived`, UPGRADE)).body, "websocket") : undefined;
    return {
      url,
      problem: undefined,
      status: first.status,
      isJupyterHub,
      hasWebsockets: typeof arrived === "boolean" ? arrived : undefined,
      date: first.date,
    };
  } catch (error) {
    const problem = error instanceof Error ? error.message || error.name : String(error);
    return { url, problem, status: undefined, isJupyterHub: false, hasWebsockets: undefined, date: undefined };
  }
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly date: number | undefined;
}

/** Written with node:http, since fetch lets nobody set the headers of a websocket. */
async function ask(url: string, headers: { readonly [name: string]: string }): Promise<Answer> {
  const get = url.startsWith("https:") ? getHttps : getHttp;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = get(url, { headers, agent: false, signal: AbortSignal.timeout(PATIENCE) }, resolve);
    request.on("error", reject);
  });
  const date = Date.parse(response.headers.date ?? "");
  return {
    status: response.statusCode ?? 0,
    body: await text(response),
    date: Number.isNaN(date) ? undefined : date,
  };
}

function fieldOf(body: string, field: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[field] : undefined;
  } catch {
    return undefined;
  }
}
