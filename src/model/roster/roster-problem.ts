import { DIAGNOSTIC_TEXTS } from "./diagnostic-texts.ts";
import { type Hint, hint, hubwright } from "../problem/problem.ts";

type Texts = typeof DIAGNOSTIC_TEXTS;
type TextKey = keyof Texts;

/** A text with a message and a hint: the code of a diagnostic, or a code and a variant. */
type ProblemKey = { [K in TextKey]: Texts[K] extends { readonly message: string } ? K : never }[TextKey];

/** One of the hints that problems with the placeholder `advice` may have. */
type AdviceKey = Exclude<TextKey, ProblemKey>;

type CodeOf<K> = K extends `${infer Code}/${string}` ? Code : K;

type PlaceholdersOf<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `hubwright ${string}` ? never : Name) | PlaceholdersOf<Rest>
  : never;

type Placeholder<K extends TextKey> = PlaceholdersOf<Texts[K][keyof Texts[K]]>;

/** What replaces the placeholders: finished strings, quoted where they need to be. Nothing for a text without placeholders. */
type Values<K extends TextKey> = [Placeholder<K>] extends [never] ? [] : [{ readonly [P in Placeholder<K>]: string }];

const PLACEHOLDER = /\{([a-z]+)\}/g;
const COMMAND = /\{hubwright ([^{}]+)\}/;

/**
 * A problem in a roster, in the same words as in the hub's Python: `diagnostic_texts.json` is the source of both.
 *
 * @param key - Which text: the problem's code, or its code and a variant, such as `"roster-name-invalid/dots"`.
 */
export function rosterProblem<K extends ProblemKey>(
  key: K,
  ...[values]: Values<K>
): { readonly code: CodeOf<K>; readonly message: string; readonly hint: Hint } {
  const text = DIAGNOSTIC_TEXTS[key];
  return {
    code: key.replace(/\/.*/, "") as CodeOf<K>,
    message: filled(text.message, values),
    hint: withCommands(text.hint, values),
  };
}

/** A hint for a problem that may have several: the value of its placeholder `advice`. */
export function rosterAdvice<K extends AdviceKey>(key: K, ...[values]: Values<K>): string {
  return filled(DIAGNOSTIC_TEXTS[key].hint, values);
}

/** Commands become data before the placeholders are replaced, so that a value with braces is not read as a command. */
function withCommands(text: string, values: object | undefined): Hint {
  const [before = "", words, after = ""] = text.split(COMMAND);
  if (words === undefined) return filled(text, values);
  return hint`${filled(before, values)}${hubwright(...words.split(" "))}${filled(after, values)}`;
}

function filled(text: string, values: object = {}): string {
  const known = new Map<string, unknown>(Object.entries(values));
  return text.replace(PLACEHOLDER, (_, name: string) => {
    const value = known.get(name);
    if (typeof value !== "string") throw new TypeError(`The text ${JSON.stringify(text)} needs a value for ${name}.`);
    return value;
  });
}
