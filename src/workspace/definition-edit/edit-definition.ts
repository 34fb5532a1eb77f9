import type { DefinitionEdit } from "../../model/settings/definition-edit.ts";
import type { EditOptions, Language, Refused } from "./language.ts";
import type { RefusalData } from "./refusal.ts";
import { placeOf, type TextEdit, withEdits } from "./text-edit.ts";

/** An edited text, or why it was not edited. */
export type EditResult = { readonly text: string } | { readonly refused: Refused };

const BYTE_ORDER_MARK = "\uFEFF";
/** JSON is an expression of TypeScript, so this makes a module of it. */
const BEFORE_JSON = "export default ";

/**
 * Edits the text of a definition. Only the bytes of what is changed are different afterward: comments, order and formatting stay. Pure: nothing is
 * read, written or run.
 */
export async function editDefinition(
  text: string,
  language: Language,
  edits: readonly DefinitionEdit[],
  options: EditOptions = {},
): Promise<EditResult> {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  let body = text.slice(mark.length);
  const makeEdits = await editorOf(language, options);
  for (const edit of edits) {
    const changes = makeEdits(body, edit) ?? { position: 0, reason: "No hub with its fields was found in this file" };
    if ("reason" in changes)
      return { refused: { ...placeOf(body, changes.position), reason: changes.reason, byHand: byHand(edit) } };
    body = withEdits(body, changes);
  }
  return { text: mark + body };
}

type MakeEdits = (text: string, edit: DefinitionEdit) => readonly TextEdit[] | RefusalData | undefined;

async function editorOf(language: Language, { otherwise = "refuse" }: EditOptions): Promise<MakeEdits> {
  const isCopy = otherwise === "override";
  if (language === "yaml") {
    const { editYaml } = await import("./yaml/edit-yaml.ts");
    return (text, edit) => editYaml(text, edit, { isCopy });
  }
  const { editTypeScript } = await import("./typescript/edit-typescript.ts");
  if (language === "typescript") return (text, edit) => editTypeScript(text, edit, { isCopy, isJson: false });
  const moved = (position: number) => Math.max(0, position - BEFORE_JSON.length);
  return (text, edit) => {
    const changes = editTypeScript(BEFORE_JSON + text, edit, { isCopy, isJson: true });
    if (changes === undefined) return undefined;
    if ("reason" in changes) return { ...changes, position: moved(changes.position) };
    return changes.map((one) => ({ start: moved(one.start), end: moved(one.end), text: one.text }));
  };
}

/** What to write by hand instead of an edit. */
function byHand(edit: DefinitionEdit): string {
  const path = edit.at.join(".");
  switch (edit.do) {
    case "set":
      return `Write it by hand: ${edit.at.reduceRight((inner, key) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)}: ${inner === "" ? JSON.stringify(edit.value) : `{ ${inner} }`}`, "")}`;
    case "unset":
      return `Remove ${path} by hand.`;
    case "append":
      return `Add ${JSON.stringify(edit.value)} to ${path} by hand.`;
    case "replace-item":
      return `Replace ${JSON.stringify(edit.item)} in ${path} by hand: ${JSON.stringify(edit.value)}`;
    case "remove-item":
      return `Remove ${JSON.stringify(edit.item)} from ${path} by hand.`;
  }
}
