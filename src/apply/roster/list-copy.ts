import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import type { Engine } from "../../engine/port.ts";
import type { HubDefinition } from "../../model/hub/hub.ts";
import { hubNames } from "../../model/hub/names.ts";
import { imageTagged } from "../../plan/observed.ts";
import { nameOf } from "../../deployment/sent-volumes.ts";
import { type ListStanding, listStanding, sayTwoLists } from "../../plan/sent-files.ts";
import { noteSentLists, readFileToSend, readSentLists } from "../../workspace/hub/sent-files.ts";
import { digestOf } from "../up/compare-files.ts";
import { filesThere, listVolume } from "../up/files-there.ts";
import { sendFiles } from "../up/send-files.ts";
import type { Place } from "../../workspace/hub/place.ts";

/** The copy of the list of people that a hub on another machine reads. */
export interface ListCopy {
  readonly standing: ListStanding;
  /** Its content; undefined if there is none. */
  readonly text: Buffer | undefined;
  /** Whether the hub was up once, so that there is something to send it to and to send it with. */
  readonly canBeSent: boolean;
}

/** Compares the hub's copy of the user list with the list here. */
export async function listCopy({ hub, directory }: Place, engine: Engine): Promise<ListCopy> {
  const { name, roster } = hub;
  const { roster: volume, image } = hubNames(name);
  const observed = await engine.observe([image.hub]);
  const found = await filesThere({ hub: name, images: [image.hub] }, [listVolume(name, roster)], observed, engine);
  const text = found.get(volume)?.get(nameOf(roster));
  const here = digestOf(readFileToSend(directory, roster));
  return {
    standing: listStanding(here, text === undefined ? undefined : digestOf(text), readSentLists(directory)),
    text,
    canBeSent: found.has(volume) && imageTagged(observed, image.hub) !== undefined,
  };
}

/** @throws HubwrightError where the copy was edited in the hub: what is edited here could not be sent. */
export function refuseTwoLists({ standing }: ListCopy, { roster }: HubDefinition): void {
  if (standing === "same" || standing === "changed-here") return;
  throw new HubwrightError([sayTwoLists({ list: standing, roster })]);
}

/**
 * Sends the user list as it is here now. The hub uses it within seconds, without a restart.
 *
 * @param replaced - The copy that it replaces, if that was not sent from here.
 */
export async function sendList({ hub, directory }: Place, engine: Engine, replaced?: ListCopy): Promise<void> {
  const { name, roster } = hub;
  const replaces = replaced?.text === undefined ? [] : [digestOf(replaced.text)];
  await sendFiles(listVolume(name, roster), { engine, hub: name, directory, replaces });
}

/** Records that the list here is the one that the hub has. */
export function noteListSent({ hub: { roster }, directory }: Place): void {
  noteSentLists(directory, [digestOf(readFileToSend(directory, roster))]);
}
