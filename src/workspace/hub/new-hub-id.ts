import { join } from "node:path";
import { nanoid } from "nanoid";
import { ID_FILE, readId, takeId } from "./hub-id.ts";
import { writeFileOnce } from "../write-file.ts";

/** Makes the id of a new hub. One that is there stays. */
export function makeId(directory: string): string {
  writeFileOnce(join(directory, ID_FILE), `${nanoid()}\n`);
  return readId(directory) ?? "";
}

/** Gives a copied directory its own id: with the original's, its hub would be mistaken for that one. */
export function renewId(directory: string): string {
  const id = nanoid();
  takeId(directory, id);
  return id;
}
