import { type LoadOptions, loadText, type Project, readDefinition } from "./load-hub.ts";

/** A definition that was loaded from a text. */
export interface LoadedText {
  /** What is written in it, before any default is filled in. */
  readonly input: unknown;
  readonly project: Project;
}

/**
 * Loads a text as if it were the content of a definition's file.
 *
 * @throws HubwrightError if it cannot be run or has errors.
 */
export async function loadEdited(path: string, text: string, options: LoadOptions): Promise<LoadedText> {
  const unsaved = { ...options, isUnsaved: true };
  const project = await loadText(path, text, unsaved);
  // Without the defaults, it can be seen what is written: `defineHub` fills them in.
  const hubwright = { ...options.hubwright, defineHub: (input: unknown) => input };
  return { input: await readDefinition(path, text, { ...unsaved, hubwright }), project };
}
