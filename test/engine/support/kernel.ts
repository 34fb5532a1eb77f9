import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { RawData, WebSocket } from "ws";

interface Message {
  readonly header: { readonly msg_type: string };
  readonly parent_header: { readonly msg_id?: string };
  readonly content: {
    readonly text?: string;
    readonly execution_state?: string;
    readonly ename?: string;
    readonly evalue?: string;
  };
}

/** A kernel behind its websocket, as a notebook page has it. */
export class Kernel {
  readonly id: string;
  readonly #socket: WebSocket;

  private constructor(id: string, socket: WebSocket) {
    this.id = id;
    this.#socket = socket;
    // A proxy that loses the server says so in the middle of the stream; the close that follows is what counts.
    socket.on("error", () => {});
  }

  static async connect(id: string, socket: WebSocket): Promise<Kernel> {
    await once(socket, "open");
    return new Kernel(id, socket);
  }

  /**
   * Runs a program and waits for its end.
   *
   * @param onText - Takes what it prints while it runs.
   * @returns all that it printed.
   */
  run(code: string, onText: (text: string) => void = () => {}): Promise<string> {
    const id = randomUUID();
    return new Promise((resolve, reject) => {
      let printed = "";
      let failure: Error | undefined;
      const end = (error?: Error) => {
        this.#socket.off("message", take).off("close", cut);
        if (error === undefined) resolve(printed);
        else reject(error);
      };
      const cut = () => end(new Error(`The connection to the kernel was cut; it had printed: ${printed.slice(-500)}`));
      const take = (data: RawData) => {
        // eslint-disable-next-line typescript/no-base-to-string -- a text frame is a Buffer of that text
        const { header, parent_header, content } = JSON.parse(data.toString()) as Message;
        if (parent_header.msg_id !== id) return;
        if (header.msg_type === "stream") {
          printed += content.text ?? "";
          onText(content.text ?? "");
        }
        if (header.msg_type === "error") failure = new Error(`${content.ename}: ${content.evalue}`);
        if (header.msg_type === "status" && content.execution_state === "idle") end(failure);
      };
      this.#socket.on("message", take).on("close", cut);
      this.#socket.send(JSON.stringify(executeRequest(id, code)));
    });
  }

  /** Disconnects; the kernel keeps running. */
  disconnect(): void {
    this.#socket.close();
  }
}

function executeRequest(id: string, code: string): object {
  const header = {
    msg_id: id,
    msg_type: "execute_request",
    session: id,
    username: "",
    date: new Date().toISOString(),
    version: "5.3",
  };
  const content = {
    code,
    silent: false,
    store_history: false,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: true,
  };
  return { channel: "shell", header, parent_header: {}, metadata: {}, content, buffers: [] };
}
