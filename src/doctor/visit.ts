import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { Duplex } from "node:stream";
import type { VisitFacts, VisitStage } from "./trial-facts.ts";
import { textFrame } from "./text-frame.ts";
import type { TrialFacts } from "../hub-side/trial.ts";
import { type Answered, Visitor } from "./visitor.ts";

/** How long a kernel may take to say who it is, in milliseconds. */
const PATIENCE = 15_000;

/** Name and password of the person; without them the visit shows the trial's token. */
export interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** Why a visit went no further. */
class Halt extends Error {
  readonly at: VisitStage;

  constructor(at: VisitStage, said: string) {
    super(said);
    this.at = at;
  }
}

/**
 * Visits a notebook that is up, as its person's browser does: signs in, opens the page, starts a kernel and talks to it
 * over a websocket. The kernel is removed, and who signed in is signed out again.
 *
 * @param address - Where the hub is asked: `https://hub.example.org/math`.
 */
export async function visitNotebook(
  address: string,
  { url, token }: TrialFacts,
  credentials: Credentials | undefined,
): Promise<VisitFacts> {
  const { origin, pathname } = new URL(address);
  const place = pathname.replace(/\/+$/, "");
  const at = { origin, url: address.replace(/\/+$/, ""), place, notebook: url ?? "" };
  const visitor = new Visitor(origin, credentials === undefined ? (token ?? "") : undefined);
  try {
    await visit(visitor, at, credentials);
    return { url: at.url, problem: null };
  } catch (error) {
    if (error instanceof Halt) return { url: at.url, problem: { at: error.at, said: error.message } };
    throw error;
  }
}

async function visit(
  visitor: Visitor,
  { place, notebook }: { readonly place: string; readonly notebook: string },
  credentials: Credentials | undefined,
): Promise<void> {
  if (credentials !== undefined) await signIn(visitor, place, notebook, credentials);
  try {
    const page = await during("page", () => visitor.call("GET", `${notebook}api/status`));
    if (page.status !== 200) throw new Halt("page", answerOf(page));
    const made = await during("kernel", () => visitor.call("POST", `${notebook}api/kernels`, {}));
    if (made.status !== 201) throw new Halt("kernel", answerOf(made));
    const { id } = await during("kernel", async () => JSON.parse(made.text) as { readonly id: string });
    const kernel = `${notebook}api/kernels/${id}`;
    try {
      await during("websocket", () => talk(visitor, kernel));
    } finally {
      await during("kernel", () => visitor.call("DELETE", kernel));
    }
  } finally {
    if (credentials !== undefined) await during("sign-in", () => visitor.open(`${place}/hub/logout`));
  }
}

async function signIn(visitor: Visitor, place: string, notebook: string, { name, password }: Credentials) {
  const form = `${place}/hub/login?next=${encodeURIComponent(notebook)}`;
  const page = await during("sign-in", () => visitor.open(form));
  if (page.status !== 200) throw new Halt("sign-in", answerOf(page));
  const answer = await during("sign-in", () => visitor.submit(form, { username: name, password }));
  if (answer.path.startsWith(`${place}/hub/login`)) throw new Halt("sign-in", answerOf(answer));
  if (answer.status !== 200) throw new Halt("page", answerOf(answer));
}

/** Asks a kernel who it is; any word of it shows that both ways are open. */
async function talk(visitor: Visitor, kernel: string): Promise<void> {
  const connection = await visitor.upgrade(`${kernel}/channels`);
  if ("status" in connection) throw new Halt("websocket", answerOf(connection));
  connection.on("error", () => {});
  try {
    connection.write(textFrame(JSON.stringify(kernelInfoRequest())));
    await firstWord(connection);
  } finally {
    connection.destroy();
  }
}

async function firstWord(connection: Duplex): Promise<void> {
  try {
    await once(connection, "data", { signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    throw new Halt("websocket", `the connection was opened, but nothing came back within ${PATIENCE / 1000} seconds`);
  }
}

function kernelInfoRequest(): object {
  const id = randomUUID();
  const header = { msg_id: id, msg_type: "kernel_info_request", session: id, username: "", version: "5.3" };
  return { channel: "shell", header, parent_header: {}, metadata: {}, content: {}, buffers: [] };
}

/** Does a part of a visit; that no answer comes is where it ends. */
async function during<T>(at: VisitStage, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Halt) throw error;
    if (error instanceof Error && error.name === "AbortError") throw new Halt(at, "no response within 20 seconds");
    throw new Halt(at, error instanceof Error ? error.message || error.name : String(error));
  }
}

/** A status, and the sentence of the page or the API where there is one. */
function answerOf({ status, text }: Answered): string {
  const found = /class="[^"]*(?:login_error|error)[^"]*">([\s\S]*?)<\/(?:p|div)>/.exec(text)?.[1] ?? messageIn(text);
  const words = found
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return words === "" ? `status ${status}` : `status ${status}, ${words.slice(0, 200)}`;
}

function messageIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === "string" ? message : "";
  } catch {
    return "";
  }
}
