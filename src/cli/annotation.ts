/** A line that GitHub shows beside a line of a file. */
export function annotation(
  level: "error" | "warning" | "notice",
  { file, line }: { readonly file: string; readonly line?: number | undefined },
  title: string,
  text: string,
): string {
  const place = line === undefined ? `file=${file}` : `file=${file},line=${line}`;
  const escaped = text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  return `::${level} ${place},title=${title}::${escaped}`;
}
