import { Document, Scalar, visit } from "yaml";

/**
 * Writes plain data as YAML that the parsers of YAML 1.1 and 1.2 read alike: a hub may be called `on`.
 *
 * Anything but printable ASCII is quoted and escaped, because Python's parser rejects what JavaScript's writes.
 */
export function yamlText(value: unknown, comment: string): string {
  const document = new Document(value, { aliasDuplicateObjects: false, compat: "yaml-1.1" });
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === "string" && (/[^\x20-\x7e]/.test(scalar.value) || scalar.value === "="))
        scalar.type = Scalar.QUOTE_DOUBLE;
    },
  });
  document.commentBefore = comment;
  return document.toString({ lineWidth: 0 }).replace(/[^\n\x20-\x7e]/gu, escaped);
}

function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  if (code.length <= 2) return `\\x${code.padStart(2, "0")}`;
  return code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
}
