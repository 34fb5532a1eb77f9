import { once } from "node:events";
import { expect } from "chai";
import { WebSocket } from "ws";
import { askWithToken } from "../support/browser.ts";
import { Kernel } from "../support/kernel.ts";
import { Notebook } from "../support/notebook.ts";
import type { SignedIn } from "../support/signed-in.ts";

/** A way into someone else's server that leaves a shell running there. */
export interface WayIn {
  readonly how: string;
  /** Whether the visitor leaves no token or session behind that would show the visit in the hub's database. */
  readonly isCovered: boolean;
  readonly enter: (visitor: SignedIn, owner: SignedIn) => Promise<void>;
}

/** By the page, and signed out of the hub again: nothing in its database shows the visit. */
export const BY_PAGE: WayIn = {
  how: "the page, and signs out of the hub",
  isCovered: true,
  enter: async (visitor, owner) => {
    await byPage(visitor, owner);
    await signOut(visitor);
  },
};

/** What staff can do themselves; an admin can do the same. */
export const WAYS_IN: readonly WayIn[] = [
  { how: "the page, and stays signed in", isCovered: false, enter: byPage },
  BY_PAGE,
  {
    how: "the page, and deletes the token that the page was given",
    isCovered: true,
    enter: async (visitor, owner) => {
      await byPage(visitor, owner);
      await deleteTokens(visitor);
    },
  },
  {
    how: "a token of their own for this server, in a header",
    isCovered: true,
    enter: withToken(forOneServer, inHeader),
  },
  {
    how: "a token of their own for this server, by which they run a program in a kernel",
    isCovered: true,
    enter: withToken(forOneServer, async (server, token) => {
      const answer = await askWithToken(`${server}/api/kernels`, token, "POST", { name: "python3" });
      expect(answer.status, answer.text).to.equal(201);
      const { id } = JSON.parse(answer.text) as { readonly id: string };
      const kernel = await Kernel.connect(id, socketWith(token, `${server}/api/kernels/${id}/channels`));
      await kernel.run("import subprocess; subprocess.Popen(['sleep', '3600'], start_new_session=True)");
      kernel.disconnect();
    }),
  },
  {
    how: "a token of their own for this server, and nothing but a websocket into a kernel",
    isCovered: true,
    enter: async (visitor, owner) => {
      const kernel = await (await owner.notebook()).startKernel();
      await withToken(forOneServer, async (server, token) => {
        const socket = socketWith(token, `${server}/api/kernels/${kernel.id}/channels`);
        await once(socket, "open");
        socket.terminate();
      })(visitor, owner);
    },
  },
];

/** What an admin can do in addition. A server refuses the same token from staff, because it does not know who is in their group. */
export const WAY_OF_ADMINS: WayIn = {
  how: "a token with all rights, in a header",
  isCovered: true,
  enter: withToken(() => ({}), inHeader),
};

function forOneServer(owner: SignedIn): object {
  return { scopes: [`access:servers!user=${owner.name}`] };
}

async function inHeader(server: string, token: string): Promise<void> {
  const answer = await askWithToken(`${server}/api/terminals`, token, "POST", {});
  expect(answer.status, answer.text).to.equal(200);
}

async function byPage(visitor: SignedIn, owner: SignedIn): Promise<void> {
  const { notebook, page } = await Notebook.visit(visitor.browser, placeOf(owner));
  expect((await notebook?.api("POST", "/terminals"))?.status, page.path).to.equal(200);
}

/** With a token made for it and deleted once the shell runs. */
function withToken(
  asked: (owner: SignedIn) => object,
  enter: (server: string, token: string) => Promise<void>,
): (visitor: SignedIn, owner: SignedIn) => Promise<void> {
  return async (visitor, owner) => {
    const made = await visitor.makeToken(asked(owner));
    expect(made.status).to.equal(201);
    const { token, id } = JSON.parse(made.text) as { readonly token: string; readonly id: string };
    await enter(`${visitor.browser.origin}${placeOf(owner)}`, token);
    expect((await visitor.api("DELETE", `/users/${visitor.name}/tokens/${id}`)).status).to.equal(204);
    await signOut(visitor);
  };
}

function socketWith(token: string, url: string): WebSocket {
  return new WebSocket(url.replace(/^http/, "ws"), { headers: { Authorization: `token ${token}` } });
}

async function deleteTokens(visitor: SignedIn): Promise<void> {
  const place = `/users/${visitor.name}/tokens`;
  const { text } = await visitor.api("GET", place);
  const { api_tokens: tokens } = JSON.parse(text) as { readonly api_tokens: readonly { readonly id: string }[] };
  for (const { id } of tokens) expect((await visitor.api("DELETE", `${place}/${id}`)).status).to.equal(204);
}

async function signOut({ browser, place }: SignedIn): Promise<void> {
  await browser.open(`${place}/hub/logout`);
  expect((await browser.open(`${place}/hub/home`)).path).to.include("/hub/login");
}

function placeOf(owner: SignedIn): string {
  return `${owner.place}/user/${owner.name}`;
}
