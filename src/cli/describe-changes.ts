import type { RosterChange } from "../model/roster/group-map.ts";

/** Describes what changes for people, one sentence each: `halljord joins team-2.` */
export function describeChanges(changes: readonly RosterChange[]): string {
  return changes.map(sentence).join("\n");
}

function sentence({ person, change, what = "" }: RosterChange): string {
  switch (change) {
    case "joins":
      return `${person} joins the hub.`;
    case "leaves":
      return `${person} leaves the hub.`;
    case "becomes admin":
    case "is no longer admin":
      return `${person} ${change}.`;
    case "joins group":
      return `${person} joins ${what}.`;
    case "leaves group":
      return `${person} leaves ${what}.`;
    case "changes standing":
      return `${person} is now ${what}.`;
    case "changes option":
      return `${person} has ${what}.`;
  }
}
