/** Python's reserved words: `c.JupyterHub.lambda = 1` would keep the hub from starting. */
const PYTHON_WORDS = new Set([
  "False",
  "None",
  "True",
  "and",
  "as",
  "assert",
  "async",
  "await",
  "break",
  "class",
  "continue",
  "def",
  "del",
  "elif",
  "else",
  "except",
  "finally",
  "for",
  "from",
  "global",
  "if",
  "import",
  "in",
  "is",
  "lambda",
  "nonlocal",
  "not",
  "or",
  "pass",
  "raise",
  "return",
  "try",
  "while",
  "with",
  "yield",
]);

/** True for a module and a class. JupyterHub finds a class's settings under its name, which must start with a capital letter. */
export function isClassPath(text: string): boolean {
  return /^([A-Za-z_]\w*\.)+[A-Z]\w*$/.test(text) && !text.split(".").some((part) => PYTHON_WORDS.has(part));
}

/** True for what JupyterHub's configuration can call a class. */
export function isClassName(text: string): boolean {
  return /^[A-Z]\w*$/.test(text) && !PYTHON_WORDS.has(text);
}

/** True for what JupyterHub's configuration can call a trait. */
export function isTraitName(text: string): boolean {
  return /^[a-z]\w*$/.test(text) && !PYTHON_WORDS.has(text);
}
