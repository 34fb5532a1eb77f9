/** One instruction of a Dockerfile, its continued lines joined. */
export interface Instruction {
  readonly stage: string;
  readonly keyword: string;
  readonly text: string;
}

/** Reads a Dockerfile as Docker does: comments out, continued lines joined, each instruction in its stage. */
export function readDockerfile(dockerfile: string): readonly Instruction[] {
  const lines = dockerfile
    .split("\n")
    .filter((line) => !/^\s*#/.test(line))
    .join("\n")
    .replaceAll(/\\[ \t]*\n/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
  let stage = "";
  return lines.map((line) => {
    const [, keyword = "", text = ""] = /^\s*(\S+)\s+(.*)$/s.exec(line) ?? [];
    if (keyword === "FROM") stage = / AS (\S+)$/.exec(text)?.[1] ?? "";
    return { stage, keyword, text };
  });
}

/** The arguments of the script that an instruction in JSON form gives to `sh -c`. */
export function argumentsOf({ text }: Instruction): readonly string[] {
  const words = JSON.parse(text) as readonly string[];
  return words.slice(words.indexOf("sh", 1) + 1);
}
