import { alternativesOf, type TraitType } from "./trait-type.ts";

/** The name in `{ function: "my_hook" }`; undefined if the value is anything else. */
export function functionIn(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || Object.keys(value).join() !== "function") return undefined;
  const name = (value as { readonly function?: unknown }).function;
  return typeof name === "string" && /^[A-Za-z_]\w*$/.test(name) ? name : undefined;
}

/** True if a function may be named as the trait's value. */
export function takesFunction(type: TraitType): boolean {
  return alternativesOf(type).some(({ kind }) => kind === "function");
}

/** True if JupyterHub accepts plain data as the value of a trait. */
export function accepts(type: TraitType, value: unknown): boolean {
  if (type.kind === "value" && "value" in type) return type.value === value;
  const of = "of" in type ? type.of : [];
  const inner = (index: number, item: unknown) => of[index] === undefined || accepts(of[index], item);
  switch (type.kind) {
    case "union":
      return of.some((each) => accepts(each, value));
    case "any":
      return true;
    case "null":
      return value === null;
    case "false":
      return value === false;
    case "bool":
      return typeof value === "boolean";
    case "int":
      return Number.isInteger(value);
    case "float":
      return typeof value === "number";
    case "text":
      return typeof value === "string";
    case "class":
      return typeof value === "string" && /^[A-Za-z_][\w.-]*$/.test(value);
    case "size":
      return typeof value === "number" || (typeof value === "string" && /^\d+(?:\.\d+)?[KMGT]$/.test(value));
    case "command":
      return typeof value === "string" || isListOf(value, (item) => typeof item === "string");
    case "list":
    case "set":
      return isListOf(value, (item) => inner(0, item));
    case "tuple":
      return Array.isArray(value) && value.length === of.length && value.every((item, index) => inner(index, item));
    case "dict":
      return isObject(value) && Object.values(value).every((item) => inner(1, item));
    case "function":
      return functionIn(value) !== undefined;
    default:
      // `bytes` and `object`: no plain data is one.
      return false;
  }
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => isItem(item));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a trait accepts, in words: `a whole number or null`. */
export function sayType(type: TraitType): string {
  if (type.kind === "value" && "value" in type) return JSON.stringify(type.value);
  const of = "of" in type ? type.of : [];
  if (type.kind === "union") {
    const said = [
      ...new Set(of.filter(({ kind }) => kind !== "bytes" && kind !== "object").map((each) => sayType(each))),
    ];
    const [last = ""] = said.splice(-1);
    if (said.length === 0) return last;
    const isLong = [...said, last].some((each) => /,| or /.test(each));
    return `${said.join(", ")}${isLong ? "," : ""} or ${last}`;
  }
  const item = of.at(-1);
  const items = item === undefined || item.kind === "any" ? "" : ` (each ${sayType(item)})`;
  switch (type.kind) {
    case "list":
    case "set":
      return `a list${items}`;
    case "dict":
      return `an object${items}`;
    case "tuple":
      return `a list of ${of.length} values`;
    default:
      return WORDS[type.kind] ?? "plain data";
  }
}

const WORDS: { readonly [kind: string]: string } = {
  bool: "true or false",
  int: "a whole number",
  float: "a number",
  text: "text",
  bytes: "bytes, which only an extraConfig file can set",
  object: "a Python object, which only an extraConfig file can set",
  class: `a Python module and class, for example "mypackage.MyClass"`,
  command: "a program, or a list with a program and its arguments",
  size: `a number of bytes or a size, for example "2G"`,
  function: `a function of an extraConfig file, as { function: "my_hook" }`,
  null: "null",
  false: "false",
};
