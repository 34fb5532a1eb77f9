/**
 * The names that a Python file defines when it runs: functions, classes, imports and assignments outside of functions and classes.
 * Undefined if they cannot be known, because it imports all of another module.
 */
export function namesDefinedIn(text: string): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  const blocks: { readonly indent: number; readonly isScope: boolean }[] = [];
  for (const { indent, code } of logicalLines(text)) {
    while ((blocks.at(-1)?.indent ?? -1) >= indent) blocks.pop();
    const isOutside = !blocks.some(({ isScope }) => isScope);
    if (isOutside && /^from\b.*\bimport\s*\*/.test(code)) return undefined;
    if (isOutside) for (const name of namesOf(code)) names.add(name);
    if (/:\s*$/.test(code)) blocks.push({ indent, isScope: /^(?:async\s+def|def|class)\b/.test(code) });
  }
  return names;
}

function namesOf(code: string): readonly string[] {
  const [, defined] = /^(?:async\s+def|def|class)\s+([A-Za-z_]\w*)/.exec(code) ?? [];
  if (defined !== undefined) return [defined];
  const [, imported] = /^(?:from\b.*?\b)?import\s+(.*)$/.exec(code) ?? [];
  if (imported !== undefined)
    return imported
      .replaceAll(/[()]/g, "")
      .split(",")
      .flatMap((each) => /(\w+)\s*$/.exec(each.includes(" as ") ? each : (each.trim().split(".")[0] ?? ""))?.[1] ?? []);
  const names: string[] = [];
  let rest = code;
  for (let found = TARGETS.exec(rest); found !== null; found = TARGETS.exec(rest)) {
    names.push(...(found[1]?.match(/[A-Za-z_]\w*/g) ?? []));
    rest = rest.slice(found[0].length);
  }
  return names;
}

/** What is before each `=` of `a = b, (c, *d) = value` and `a: int = value`, but nothing that is compared, called or indexed. */
const TARGET = String.raw`(?:\*?[A-Za-z_]\w*|[(\[][\w\s,*()[\]]*[)\]])`;
const TARGETS = new RegExp(String.raw`^\s*(${TARGET}(?:\s*,\s*${TARGET})*)\s*,?\s*(?::[^=]*)?=(?!=)`);

interface LogicalLine {
  readonly indent: number;
  /** Without comments; each text is empty. */
  readonly code: string;
}

/** Lines as Python sees them: a bracket, a long text or a backslash continues on the next one. */
function logicalLines(text: string): readonly LogicalLine[] {
  const parts =
    /("""|''')(?:\\[^]|(?!\1)[^])*\1|(["'])(?:\\[^]|(?!\2)[^\\\n])*\2|#[^\n]*|\\\r?\n|[([{]|[)\]}]|\r?\n|[^]/g;
  const lines: LogicalLine[] = [];
  let code = "";
  let depth = 0;
  const end = () => {
    const indent = /^[ \t]*/.exec(code)?.[0].replaceAll("\t", " ".repeat(8)).length ?? 0;
    // Several statements may be on one line.
    if (code.trim() !== "") for (const each of code.split(";")) lines.push({ indent, code: each.trim() });
    code = "";
  };
  for (const [part] of text.matchAll(parts)) {
    if (/^["']/.test(part) && part.length > 1) code += `""`;
    else if (part.startsWith("#")) continue;
    else if (part.endsWith("\n")) {
      if (depth > 0 || part.startsWith("\\")) code += " ";
      else end();
    } else {
      if (/[([{]/.test(part)) depth += 1;
      if (/[)\]}]/.test(part)) depth = Math.max(0, depth - 1);
      code += part;
    }
  }
  end();
  return lines;
}
