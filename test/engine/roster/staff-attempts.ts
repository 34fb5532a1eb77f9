import { once } from "node:events";
import { askWithToken, type Answer } from "../support/browser.ts";
import { Notebook } from "../support/notebook.ts";
import type { SignedIn } from "../support/signed-in.ts";

/** The person something is tried on, and what they have that could be reached. */
export interface Target {
  readonly person: string;
  readonly group: string;
  /** A token of theirs by its id. */
  readonly token: string;
  /** A kernel that runs in their server. */
  readonly kernel: string;
}

/** Who tries it. */
export interface Actor {
  readonly signedIn: SignedIn;
  /** A token with all that they may do. */
  readonly token: string;
}

/** Something to try. @returns the status, or the result in a word. */
type Try = (actor: Actor, target: Target) => Promise<Answer | number | string>;

/** A request to the hub's API, as a service makes it. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** One row of the table. */
export interface Attempt {
  readonly what: string;
  /** Tried on each of the people whom staff must not reach, and not once. */
  readonly onEach?: true;
  /** It leads into the server: staff may do it only where the server reaches no other group's files. */
  readonly opens?: true;
  /** It may or may not have finished when JupyterHub answers: 202 means that it is still in progress. */
  readonly takesTime?: true;
  readonly tries: Try;
  /** Staff may do it to the members of their own group; an admin where staff may do it to nobody; or not even an admin. */
  readonly control: "own member" | "admin" | "nobody";
  /** How a service does it that has a role with the scope for it, where not even an admin may. */
  readonly asService?: (ask: Ask, target: Target) => Promise<Answer>;
  /** What an admin does in its place, where the same thing would do damage. */
  readonly asAdmin?: Try;
}

const api =
  (method: string, path: (target: Target) => string, body?: () => unknown): Try =>
  ({ signedIn }, target) =>
    signedIn.api(method, path(target), body?.());
const page =
  (path: (target: Target) => string): Try =>
  ({ signedIn }, target) =>
    signedIn.browser.open(`${signedIn.place}${path(target)}`);
const ownToken =
  (body: (target: Target) => object): Try =>
  ({ signedIn }, target) =>
    signedIn.makeToken(body(target));

/** Something that only a service with its own role may do. */
const ofService = (what: string, method: string, path: (target: Target) => string, body?: () => unknown): Attempt => ({
  what,
  control: "nobody",
  tries: api(method, path, body),
  asService: (ask, target) => ask(method, path(target), body?.()),
});

/** What staff of one group may do to their members, and must not do to anyone else. */
const TO_PEOPLE: readonly Attempt[] = [
  {
    what: "find them in the list of people",
    onEach: true,
    control: "own member",
    tries: async ({ signedIn }, { person }) => isListed(await signedIn.api("GET", "/users"), person),
  },
  {
    what: "find them among those whose server runs",
    onEach: true,
    control: "own member",
    tries: async ({ signedIn }, { person }) => isListed(await signedIn.api("GET", "/users?state=active"), person),
  },
  {
    what: "read about them",
    onEach: true,
    control: "own member",
    tries: api("GET", ({ person }) => `/users/${person}`),
  },
  {
    what: "read about them with a token",
    onEach: true,
    control: "own member",
    tries: ({ signedIn, token }, { person }) =>
      askWithToken(`${signedIn.browser.origin}${signedIn.place}/hub/api/users/${person}`, token),
  },
  {
    what: "watch their server start",
    onEach: true,
    control: "own member",
    tries: api("GET", ({ person }) => `/users/${person}/server/progress`),
  },
  {
    what: "open their server's page",
    onEach: true,
    opens: true,
    control: "own member",
    tries: async ({ signedIn }, { person }) => {
      const { page } = await Notebook.visit(signedIn.browser, `${signedIn.place}/user/${person}`);
      return page;
    },
  },
  {
    what: "read their files over their server's API",
    onEach: true,
    opens: true,
    control: "own member",
    tries: atServer("GET", "/contents"),
  },
  {
    what: "write a file there",
    onEach: true,
    opens: true,
    control: "own member",
    tries: atServer("PUT", "/contents/by-staff.txt", { type: "file", format: "text", content: "" }),
  },
  {
    what: "open a terminal there",
    onEach: true,
    opens: true,
    control: "own member",
    tries: atServer("POST", "/terminals"),
  },
  {
    what: "open a websocket into a kernel there",
    onEach: true,
    opens: true,
    control: "own member",
    tries: async ({ signedIn }, { person, kernel }) => {
      const socket = signedIn.browser.socket(`${signedIn.place}/user/${person}/api/kernels/${kernel}/channels`);
      const refused = new Promise<number>((resolve) =>
        socket.once("unexpected-response", (_request, answer) => resolve(answer.statusCode ?? 0)),
      );
      const status = await Promise.race([refused, once(socket, "open").then(() => 101)]);
      socket.terminate();
      return status;
    },
  },
  {
    what: "stop their server",
    onEach: true,
    takesTime: true,
    control: "own member",
    tries: api("DELETE", ({ person }) => `/users/${person}/server`),
  },
  {
    what: "start their server",
    onEach: true,
    takesTime: true,
    control: "own member",
    tries: api("POST", ({ person }) => `/users/${person}/server`),
  },
  {
    what: "stop it by its other address",
    onEach: true,
    takesTime: true,
    control: "own member",
    tries: api("DELETE", ({ person }) => `/users/${person}/servers/`),
  },
  {
    what: "start it with options of one's own",
    onEach: true,
    takesTime: true,
    control: "own member",
    tries: api(
      "POST",
      ({ person }) => `/users/${person}/servers/`,
      () => ({}),
    ),
  },
  {
    // If the server is running, this page leads to it.
    what: "open the page that starts it",
    onEach: true,
    opens: true,
    control: "own member",
    tries: page(({ person }) => `/hub/spawn/${person}`),
  },
];

/** What staff must do to nobody: an admin may. */
const TO_NOBODY: readonly Attempt[] = [
  {
    what: "make a person",
    control: "admin",
    tries: api("POST", () => "/users/spare"),
  },
  {
    what: "make several",
    control: "admin",
    tries: api(
      "POST",
      () => "/users",
      () => ({ usernames: ["spare-too"] }),
    ),
  },
  {
    what: "rename a person",
    control: "admin",
    tries: api(
      "PATCH",
      ({ person }) => `/users/${person}`,
      () => ({ name: "renamed" }),
    ),
    asAdmin: api(
      "PATCH",
      () => "/users/spare-too",
      () => ({ name: "spare-also" }),
    ),
  },
  {
    what: "make a person an admin",
    control: "admin",
    tries: api(
      "PATCH",
      ({ person }) => `/users/${person}`,
      () => ({ admin: true }),
    ),
    asAdmin: api(
      "PATCH",
      () => "/users/spare",
      () => ({ admin: true }),
    ),
  },
  {
    what: "make oneself an admin",
    control: "admin",
    tries: ({ signedIn }) => signedIn.api("PATCH", `/users/${signedIn.name}`, { admin: true }),
  },
  {
    what: "delete a person",
    control: "admin",
    tries: api("DELETE", ({ person }) => `/users/${person}`),
    asAdmin: api("DELETE", () => "/users/spare"),
  },
  { what: "list a person's tokens", control: "admin", tries: api("GET", ({ person }) => `/users/${person}/tokens`) },
  {
    what: "read one of them",
    control: "admin",
    tries: api("GET", ({ person, token }) => `/users/${person}/tokens/${token}`),
  },
  {
    what: "make a token in somebody's name",
    control: "nobody",
    tries: ({ signedIn }, { person }) => signedIn.makeToken({ note: "not theirs" }, person),
  },
  {
    what: "delete somebody's token",
    control: "nobody",
    tries: api("DELETE", ({ person, token }) => `/users/${person}/tokens/${token}`),
  },
  {
    what: "say that somebody was active",
    control: "admin",
    tries: api(
      "POST",
      ({ person }) => `/users/${person}/activity`,
      () => ({ last_activity: new Date().toISOString() }),
    ),
  },
  { what: "list groups", control: "admin", tries: foundIn("/groups", ({ group }) => group) },
  { what: "read a group", control: "admin", tries: api("GET", ({ group }) => `/groups/${group}`) },
  { what: "make a group", control: "admin", tries: api("POST", () => "/groups/made-by-hand") },
  {
    what: "give a group properties",
    control: "admin",
    tries: api(
      "PUT",
      ({ group }) => `/groups/${group}/properties`,
      () => ({}),
    ),
  },
  {
    what: "delete a group",
    control: "admin",
    tries: api("DELETE", ({ group }) => `/groups/${group}`),
    // One from the list: the hub itself removes others within a second, perhaps before this request arrives.
    asAdmin: api("DELETE", () => "/groups/closing"),
  },
  {
    ...ofService(
      "share somebody's server with oneself",
      "POST",
      ({ person }) => `/shares/${person}/`,
      () => ({ user: "dean" }),
    ),
    tries: ({ signedIn }, { person }) => signedIn.api("POST", `/shares/${person}/`, { user: signedIn.name }),
  },
  { what: "read whom it is shared with", control: "admin", tries: api("GET", ({ person }) => `/shares/${person}/`) },
  {
    what: "read what is shared with them",
    control: "admin",
    tries: api("GET", ({ person }) => `/users/${person}/shared`),
  },
  ofService("take the sharing back", "DELETE", ({ person }) => `/shares/${person}/`),
  ofService("make a code that shares it", "POST", ({ person }) => `/share-codes/${person}/`),
  {
    what: "add a service",
    control: "nobody",
    tries: api(
      "POST",
      () => "/services/made-by-hand",
      () => ({ admin: true, api_token: "0123456789abcdef" }),
    ),
  },
  { what: "list services", control: "admin", tries: foundIn("/services", () => "hubwright-revoker") },
  { what: "read a service", control: "admin", tries: api("GET", () => "/services/hubwright-revoker") },
  ofService("read the proxy's table", "GET", () => "/proxy"),
  ofService("bring the proxy up to date", "POST", () => "/proxy"),
  { what: "read what the hub is made of", control: "admin", tries: api("GET", () => "/info") },
  { what: "read the hub's metrics", control: "admin", tries: page(() => "/hub/metrics") },
  { what: "see the list of passwords", control: "admin", tries: ({ signedIn }) => signedIn.loginList() },
  { what: "see it as a table", control: "admin", tries: ({ signedIn }) => signedIn.loginList("csv") },
  { what: "see the page of the roster", control: "admin", tries: page(() => "/hub/roster") },
  {
    what: "accept a list there",
    control: "admin",
    tries: ({ signedIn }) =>
      signedIn.browser.submit(`${signedIn.place}/hub/roster`, { decision: "accept", digest: "0".repeat(64) }),
  },
  {
    what: "say there that somebody who came back is the same person",
    control: "admin",
    tries: ({ signedIn }, { person }) =>
      signedIn.browser.submit(`${signedIn.place}/hub/roster`, { decision: "same", name: person }),
  },
];

/** A token must not be a way to more. */
const TOKENS: readonly Attempt[] = [
  {
    what: "a token of one's own that manages the servers of a group",
    control: "own member",
    tries: ownToken(({ group }) => ({ scopes: [`admin:servers!group=${group}:member`] })),
  },
  {
    what: "a token of one's own that reads about a person",
    control: "own member",
    tries: ownToken(({ person }) => ({ scopes: [`read:users!user=${person}`] })),
  },
  {
    what: "a token of one's own for all servers",
    control: "admin",
    tries: ownToken(() => ({ scopes: ["admin:servers"] })),
  },
  {
    what: "a token of one's own for all people",
    control: "admin",
    tries: ownToken(() => ({ scopes: ["admin:users"] })),
  },
  { what: "a token of one's own that is an admin's", control: "admin", tries: ownToken(() => ({ roles: ["admin"] })) },
];

export const ATTEMPTS: readonly Attempt[] = [
  ...TO_PEOPLE,
  ...TOKENS,
  ...TO_NOBODY,
  // Last: the hub is gone for some seconds then.
  { what: "shut the hub down", control: "admin", tries: api("POST", () => "/shutdown") },
];

function atServer(method: string, path: string, body?: unknown): Try {
  return ({ signedIn }, { person }) =>
    signedIn.browser.call(method, `${signedIn.place}/user/${person}/api${path}`, body);
}

function foundIn(path: string, what: (target: Target) => string): Try {
  return async ({ signedIn }, target) => {
    const answer = await signedIn.api("GET", path);
    if (answer.status !== 200) return answer;
    return answer.text.includes(`"${what(target)}"`) ? "listed" : "not listed";
  };
}

function isListed({ status, text }: Answer, person: string): number | string {
  if (status !== 200) return status;
  return (JSON.parse(text) as { name: string }[]).some(({ name }) => name === person) ? "listed" : "not listed";
}
