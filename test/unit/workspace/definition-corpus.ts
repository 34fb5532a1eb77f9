import { readdirSync, readFileSync } from "node:fs";
import type { DefinitionEdit } from "../../../src/model/settings/definition-edit.ts";
import type { Language } from "../../../src/workspace/definition-edit/language.ts";

/** A definition in some style. Its hub is named math, and most have port 8000, `numpy` and 4 GiB, each written in another way. */
export interface Sample {
  /** For example `"typescript/one-line"`. */
  readonly name: string;
  readonly language: Language;
  readonly text: string;
}

const DIRECTORY = new URL("definitions/", import.meta.url);
const LANGUAGES: readonly Language[] = ["typescript", "yaml", "json"];

/** What definitions import from `./helpers.ts`. */
export const HELPERS = `export const LIMITS = { memory: "4GiB" } as const;
export const COMMON = { timezone: "America/Denver" } as const;
export const packages = (...names: string[]): string[] => names;
`;

/** All of them. */
export const CORPUS: readonly Sample[] = LANGUAGES.flatMap((language) =>
  readdirSync(new URL(`${language}/`, DIRECTORY)).map((file) => ({
    name: `${language}/${file.replace(".txt", "")}`,
    language,
    text: readFileSync(new URL(`${language}/${file}`, DIRECTORY), "utf8"),
  })),
);

/** What editors do to a file when they save it. It is done here, because git or an editor could undo it in a file. */
export const SAVED: readonly { readonly how: string; readonly as: (text: string, language: Language) => string }[] = [
  { how: "saved on Windows", as: (text) => text.replaceAll("\n", "\r\n") },
  // JSON.parse, which loads hub.json, accepts no byte order mark.
  { how: "with a byte order mark", as: (text, language) => (language === "json" ? text : `\uFEFF${text}`) },
  { how: "without a final newline", as: (text) => text.replace(/\n$/, "") },
];

/** Edits that are made to each of them, with a title. */
export const EDITS: readonly (readonly [string, DefinitionEdit])[] = [
  ["set port", { do: "set", at: ["port"], value: 9000 }],
  ["set notebook.limits.memory", { do: "set", at: ["notebook", "limits", "memory"], value: "8GiB" }],
  ["set notebook.limits.memory to no limit", { do: "set", at: ["notebook", "limits", "memory"], value: null }],
  ["set notebook.limits.gpus", { do: "set", at: ["notebook", "limits", "gpus"], value: "all" }],
  ["set timezone", { do: "set", at: ["timezone"], value: "Europe/Berlin" }],
  ["set metrics", { do: "set", at: ["metrics"], value: true }],
  ["set jupyterhub", { do: "set", at: ["jupyterhub"], value: "5.5" }],
  ["set a limit of a group", { do: "set", at: ["notebook", "groups", "math.101", "limits", "cpus"], value: 0.5 }],
  ["set a trait", { do: "set", at: ["traits", "JupyterHub", "banner"], value: `it's "quoted", \\ {} — 数学: # //` }],
  [
    "set a volume",
    {
      do: "set",
      at: ["volumes", "course"],
      value: { per: "group", at: "/home/jovyan/{group}-handouts", access: { member: "ro", staff: "rw" } },
    },
  ],
  ["add numpy", { do: "append", at: ["notebook", "pip"], value: "pandas[excel]>=2.3 ; python_version < '3.14'" }],
  ["add graphviz", { do: "append", at: ["notebook", "apt"], value: "graphviz" }],
  ["replace numpy", { do: "replace-item", at: ["notebook", "pip"], item: "numpy", value: "numpy==2.4.0" }],
  ["remove numpy", { do: "remove-item", at: ["notebook", "pip"], item: "numpy" }],
  ["set notebook.pip to another list", { do: "set", at: ["notebook", "pip"], value: ["pandas"] }],
  ["set notebook.pip to no list", { do: "set", at: ["notebook", "pip"], value: false }],
  ["set notebook.pip to an object", { do: "set", at: ["notebook", "pip"], value: { a: 1, b: 2 } }],
  ["unset port", { do: "unset", at: ["port"] }],
  ["unset notebook.limits.memory", { do: "unset", at: ["notebook", "limits", "memory"] }],
  ["unset notebook.pip", { do: "unset", at: ["notebook", "pip"] }],
  ["unset notebook", { do: "unset", at: ["notebook"] }],
];
