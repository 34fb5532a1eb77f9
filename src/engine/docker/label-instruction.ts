import { Readable } from "node:stream";
import type { ImageBuild } from "../port.ts";

/** What means itself in an instruction, without quotes. */
const PLAIN = /^[\w.-]+$/;

/**
 * The same build with its labels as one instruction of its Dockerfile.
 *
 * Docker's classic builder makes an instruction of each label that is asked for, and a container and an image for each
 * instruction. Where all layers are in its cache, that is most of the work. An archive stays as it is.
 */
export function withLabelInstruction(build: ImageBuild): ImageBuild {
  const { context, dockerfile, target, labels } = build;
  if (context instanceof Readable) return build;
  const text = context[dockerfile];
  const words = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (text === undefined || words.length < 2 || !words.flat().every((word) => PLAIN.test(word))) return build;
  const end = endOfStage(text, target);
  if (end === undefined) return build;
  const instruction = `\nLABEL ${words.map(([label, value]) => `${label}=${value}`).join(" ")}\n`;
  const labelled = text.slice(0, end) + instruction + text.slice(end);
  return { ...build, labels: {}, context: { ...context, [dockerfile]: labelled } };
}

/** Where a stage ends, the last one unless another is named; undefined where there is none of that name. */
function endOfStage(dockerfile: string, target: string | null): number | undefined {
  if (target === null) return dockerfile.length;
  const stages = [...dockerfile.matchAll(/^FROM\s.*?(?:\sAS\s+(\S+))?[ \t]*$/gim)];
  const index = stages.findIndex(([, name]) => name?.toLowerCase() === target.toLowerCase());
  return index < 0 ? undefined : (stages[index + 1]?.index ?? dockerfile.length);
}
