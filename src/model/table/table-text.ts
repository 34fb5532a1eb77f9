import { type Diagnostic, shown } from "../problem/diagnostic.ts";
import { tableProblem } from "./table-problem.ts";

/** The encoding of a table's bytes. A byte order mark at their start takes precedence. */
export type TableEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

export const TABLE_ENCODINGS: readonly TableEncoding[] = ["utf-8", "utf-16le", "utf-16be", "windows-1252"];

/** The characters that Windows-1252 has at 0x80 to 0x9f. Written out, because versions of Node.js disagree. */
const WINDOWS_1252 =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/** Decodes a table. An encoding that would have to be guessed is a problem instead. */
export function decodeTable(
  input: string | Uint8Array,
  encoding?: TableEncoding,
): { readonly text: string } | { readonly problem: Diagnostic } {
  if (isWorkbook(input)) {
    return {
      problem: tableProblem("table-not-text", {
        message: "This is an Excel workbook, not a table in text form.",
        hint: "Open it in the spreadsheet program and save it as CSV UTF-8.",
      }),
    };
  }
  const decoded = typeof input === "string" ? { text: input.replace(/^\ufeff/, "") } : decodeBytes(input, encoding);
  if ("problem" in decoded) return decoded;
  const nul = decoded.text.indexOf("\0");
  if (nul === -1) return decoded;
  return {
    problem: tableProblem("table-not-text", {
      line: lineAt(decoded.text, nul),
      message: "This line contains a NUL character, so the table is not plain text.",
      hint: "Save the table as CSV UTF-8. If it is UTF-16 without a byte order mark, use --encoding utf-16le (in TypeScript: encoding).",
    }),
  };
}

function decodeBytes(
  bytes: Uint8Array,
  encoding: TableEncoding = "utf-8",
): { readonly text: string } | { readonly problem: Diagnostic } {
  const used = markedEncoding(bytes) ?? encoding;
  if (used === "windows-1252") return { text: fromWindows1252(bytes) };
  try {
    return { text: new TextDecoder(used, { fatal: true }).decode(bytes) };
  } catch {
    return { problem: used === "utf-8" ? askForEncoding(bytes) : notIn(used) };
  }
}

function notIn(encoding: TableEncoding): Diagnostic {
  return tableProblem("table-encoding-unclear", {
    message: `The table is not ${encoding.toUpperCase()}.`,
    hint: "Save it again as CSV UTF-8; every spreadsheet program can.",
  });
}

/** Shows a line of the table in the encoding that old spreadsheets write, so that people can see whether it is right. */
function askForEncoding(bytes: Uint8Array): Diagnostic {
  const text = fromWindows1252(bytes);
  const at = text.search(/[^\0-\x7f]/);
  const line = lineAt(text, at);
  const [sample = ""] = text
    .slice(Math.max(text.lastIndexOf("\n", at), text.lastIndexOf("\r", at)) + 1)
    .split(/[\r\n]/, 1);
  return tableProblem("table-encoding-unclear", {
    line,
    message: `The table is not UTF-8. Read as Windows-1252, this line is ${shown(sample.slice(0, 80))}.`,
    hint: 'If that is right, use --encoding windows-1252 (in TypeScript: encoding: "windows-1252"). If not, save the table as CSV UTF-8.',
  });
}

function markedEncoding(bytes: Uint8Array): TableEncoding | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return undefined;
}

/** .xlsx and .ods are zip archives; .xls is an older container. */
function isWorkbook(input: string | Uint8Array): boolean {
  if (typeof input === "string") return input.startsWith("PK\u0003\u0004");
  return [
    [0x50, 0x4b, 0x03, 0x04],
    [0xd0, 0xcf, 0x11, 0xe0],
  ].some((magic) => magic.every((byte, index) => input[index] === byte));
}

function fromWindows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString("latin1")
    .replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control);
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split(/\r\n|\n|\r/).length;
}
