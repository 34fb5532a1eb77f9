import type { Trial, VisitFacts } from "./trial-facts.ts";
import { sentence } from "../model/printable.ts";
import { hint, hubwright } from "../model/problem/problem.ts";
import type { Facts } from "./facts.ts";
import { failure, type Finding } from "./finding.ts";

/** What a browser meets on its way to a notebook that is up. */
export function checkVisits({ trial }: Facts): readonly Finding[] {
  if (trial === undefined) return [];
  return trial.visits.flatMap(({ url, problem }) => (problem === null ? [] : [halted(url, problem, trial)]));
}

function halted(url: string, { at, said }: NonNullable<VisitFacts["problem"]>, { person }: Trial): Finding {
  switch (at) {
    case "sign-in":
      return failure(
        "web-no-sign-in",
        `${person} cannot sign in at ${url}: ${sentence(said)}.`,
        hint`The web server in front must pass on cookies and the headers Host, X-Scheme and X-Forwarded-For. Use the block that this prints: ${hubwright("nginx")}`,
      );
    case "websocket":
      return failure(
        "web-no-websockets",
        `${url} does not pass websockets on: pages open, but kernels never connect.`,
        hint`It answered a kernel's websocket with ${sentence(said)}. The web server must pass on the headers Upgrade and Connection. Use the block that this prints: ${hubwright("nginx")}`,
      );
    case "page":
    case "kernel":
      return failure(
        "web-no-notebook",
        `${person}'s notebook is running but cannot be used at ${url}: ${sentence(said)}.`,
        hint`The web server in front must pass on everything below the hub's path unchanged. Use the block that this prints: ${hubwright("nginx")}`,
      );
  }
}
