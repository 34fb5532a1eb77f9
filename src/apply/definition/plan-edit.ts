import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { defineHub, type HubInput } from "../../model/hub/hub.ts";
import { formatProblem } from "../../model/problem/format-problem.ts";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import type { Problem } from "../../model/problem/problem.ts";
import type { PlannedEdits } from "../../model/settings/add-packages.ts";
import { edited } from "../../model/settings/definition-edit.ts";
import { isSameInput } from "../../model/settings/value-at.ts";
import { editDefinition } from "../../workspace/definition-edit/edit-definition.ts";
import { languageOf, type Refused } from "../../workspace/definition-edit/language.ts";
import { readToEdit } from "../../workspace/hub/definition-file.ts";
import type { LoadedText } from "../../workspace/hub/load-edited.ts";
import type { Project } from "../../workspace/hub/load-hub.ts";
import { foundIn } from "../found-in.ts";

/** An edit of a definition that was checked and not saved yet. */
export interface PlannedEdit {
  readonly path: string;
  readonly before: string;
  /** The same as `before` if there is nothing to change. */
  readonly after: string;
  /** What to say about it. */
  readonly notes: readonly string[];
  /** Warnings that the definition did not have before. */
  readonly warnings: readonly Problem[];
}

/** Loads a text as if it were the content of a file. */
export type LoadText = (path: string, text: string) => Promise<LoadedText>;

/**
 * Plans an edit of a definition: makes it in the text, loads the result, and makes sure that it is the same definition with this one change.
 *
 * @param decide - Finds the edits, given what is written in the definition.
 * @throws HubwrightError if it cannot be edited safely, or has errors afterward that it did not have before.
 */
export async function planEdit(
  { directory, file }: Project,
  decide: (input: unknown) => PlannedEdits,
  { load, now }: { readonly load: LoadText; readonly now: Date },
): Promise<PlannedEdit> {
  const path = join(directory, file);
  const before = readToEdit(path);
  const { input, project } = await load(path, before);
  const { edits, notes } = decide(input);
  const result = await editDefinition(before, languageOf(file), edits);
  if ("refused" in result) throw notEditable(file, result.refused);
  const after = result.text;
  if (after === before) return { path, before, after, notes, warnings: [] };
  const loaded = await load(path, after);
  const expected = edits.reduce<unknown>(edited, input);
  const paths = edits.map(({ at }) => at);
  const isExpected =
    isSameInput(loaded.input, expected, paths) &&
    isDeepStrictEqual(loaded.project.hub, defineHub(expected as HubInput));
  if (!isExpected) throw notOnlyThis(file);
  const old = new Set(foundIn(project, now).found.map((one) => formatProblem(one)));
  const found = foundIn({ ...loaded.project, directory }, now).found.filter((one) => !old.has(formatProblem(one)));
  // A definition with a secret works, but a command must not be what writes one there.
  const errors = found.filter(({ severity, code }) => severity === "error" || code === "secret-in-definition");
  if (errors.length > 0) throw new HubwrightError(errors);
  return { path, before, after, notes, warnings: found };
}

function notEditable(file: string, { line, column, reason, byHand }: Refused): HubwrightError {
  return HubwrightError.of(
    "definition-not-editable",
    `${file}:${line}:${column}: ${reason}. Nothing was changed.`,
    byHand,
  );
}

function notOnlyThis(file: string): HubwrightError {
  return HubwrightError.of(
    "definition-not-editable",
    `${file} has code that uses this value, so an edit would change something else, too. Nothing was changed.`,
    "Make the change by hand.",
  );
}
