import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { WebSocketServer } from "ws";
import { visitNotebook } from "../../../src/doctor/visit.ts";
import { trialWith } from "./failures.ts";

const PASSWORD = { name: "halljord", password: "right" };
const NOTEBOOK = "/math/user/halljord/";

/** A hub, a proxy and a notebook, as far as a browser meets them; made worse in some way by a test. */
class Place {
  readonly asked: string[] = [];
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  /** Answers in the place of the hub, where it answers at all. */
  instead: (path: string, answer: ServerResponse) => boolean = () => false;
  /** Whether the proxy in front passes websockets on. */
  upgrades = true;

  constructor() {
    this.#server = createServer((asked, answer) => this.#answer(asked, answer));
    this.#server.on("upgrade", (asked, socket, head) => {
      if (!this.upgrades) return void socket.end("HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\n\r\nno!");
      this.asked.push(`UPGRADE ${asked.url}`);
      if (!this.#isLetIn(asked)) return void socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
      this.#sockets.handleUpgrade(asked, socket, head, (open) =>
        open.on("message", (data: Buffer) => {
          const { header } = JSON.parse(data.toString("utf8")) as { header: { msg_type: string } };
          if (header.msg_type === "kernel_info_request") open.send('{"content":{}}');
        }),
      );
    });
  }

  async open(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/math`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer(asked: IncomingMessage, answer: ServerResponse): void {
    const [path = "", query = ""] = (asked.url ?? "").split("?");
    this.asked.push(`${asked.method} ${path}`);
    if (this.instead(path, answer)) return;
    const cookies = asked.headers.cookie ?? "";
    const go = (to: string, cookie?: string) =>
      void answer.writeHead(302, { location: to, ...(cookie === undefined ? {} : { "set-cookie": cookie }) }).end();
    const isIn = cookies.includes("hub=in");
    if (path === "/math/hub/login" && asked.method === "GET")
      return void answer.writeHead(200, { "set-cookie": "_xsrf=t1; Path=/math/hub/" }).end("<form>");
    if (path === "/math/hub/login") {
      let body = "";
      asked.on("data", (text: Buffer) => (body += text.toString("utf8")));
      asked.on("end", () => {
        const form = new URLSearchParams(body);
        if (form.get("_xsrf") !== "t1" || !cookies.includes("_xsrf=t1"))
          return void answer.writeHead(403).end('<p class="error">_xsrf is missing</p>');
        if (form.get("password") !== PASSWORD.password)
          return void answer.writeHead(403).end('<p class="login_error">Invalid username or password</p>');
        go(new URLSearchParams(query).get("next") ?? "/", "hub=in; Path=/math/hub/; HttpOnly");
      });
      return;
    }
    if (path === "/math/hub/authorize") return go(isIn ? `${NOTEBOOK}callback` : "/math/hub/login");
    if (path === `${NOTEBOOK}callback`) return go(NOTEBOOK, `user=in; Path=${NOTEBOOK}`);
    if (path === "/math/hub/logout") return go("/math/hub/login");
    if (!this.#isLetIn(asked)) return path === NOTEBOOK ? go("/math/hub/authorize") : void answer.writeHead(403).end();
    answer.writeHead(asked.method === "POST" ? 201 : 200).end(path.endsWith("kernels") ? '{"id":"k1"}' : "{}");
  }

  #isLetIn({ headers }: IncomingMessage): boolean {
    return headers.authorization === "token abc" || (headers.cookie ?? "").includes("user=in");
  }
}

describe("a visit of a notebook from outside", () => {
  let place: Place;
  let address: string;
  beforeEach(async () => {
    place = new Place();
    address = await place.open();
  });
  afterEach(() => place.close());

  const visit = (credentials: typeof PASSWORD | undefined = PASSWORD) =>
    visitNotebook(`${address}/`, trialWith({ url: NOTEBOOK }), credentials);

  it("signs in, talks to a kernel, removes it and signs out", async () => {
    expect(await visit()).to.deep.equal({ url: address, problem: null });
    expect(place.asked.slice(-6)).to.deep.equal([
      `GET ${NOTEBOOK}api/status`,
      `POST ${NOTEBOOK}api/kernels`,
      `UPGRADE ${NOTEBOOK}api/kernels/k1/channels`,
      `DELETE ${NOTEBOOK}api/kernels/k1`,
      "GET /math/hub/logout",
      "GET /math/hub/login",
    ]);
  });

  it("uses the trial's token if people sign in by other means", async () => {
    expect((await visitNotebook(address, trialWith({ url: NOTEBOOK }), undefined)).problem).to.equal(null);
    expect(place.asked.some((asked) => asked.includes("login"))).to.be.false;
  });

  it("stops at a password that is wrong, with the page's own words", async () => {
    expect((await visit({ ...PASSWORD, password: "wrong" })).problem).to.deep.equal({
      at: "sign-in",
      said: "status 403, Invalid username or password",
    });
  });

  it("stops at a websocket that is not passed on, and removes the kernel", async () => {
    place.upgrades = false;
    const { problem } = await visit();
    expect(problem).to.deep.equal({ at: "websocket", said: "status 400" });
    expect(place.asked).to.include(`DELETE ${NOTEBOOK}api/kernels/k1`);
  });

  it("stops at pages that are not this hub's", async () => {
    place.instead = (path, answer) => {
      if (!path.startsWith(NOTEBOOK)) return false;
      answer.writeHead(404).end('{"message": "nothing here"}');
      return true;
    };
    expect((await visit()).problem).to.deep.equal({ at: "page", said: "status 404, nothing here" });
  });

  it("stops if it is redirected away, or in a loop", async () => {
    place.instead = (path, answer) => {
      if (path !== "/math/hub/login") return false;
      answer.writeHead(302, { location: "http://192.0.2.7/elsewhere" }).end();
      return true;
    };
    expect((await visit()).problem?.said).to.include("redirects away, to http://192.0.2.7");
    place.instead = (path, answer) => {
      answer.writeHead(302, { location: path }).end();
      return true;
    };
    expect((await visit()).problem?.said).to.include("redirects in a loop");
  });

  it("stops if nothing answers", async () => {
    place.close();
    const { problem } = await visit();
    expect(problem?.at).to.equal("sign-in");
    expect(problem?.said).to.include("ECONNREFUSED");
  });
});
