import { type ImageSpec, LABEL } from "../deployment/deployment.ts";
import { withLeft } from "./leaving.ts";
import { imageTagged, type Observed, type ObservedImage, withTag } from "./observed.ts";
import { type Step, step } from "./step.ts";
import type { Wanted } from "./wanted.ts";

/** The steps for the images, and what is cleaned up after them. An image whose files are unchanged is not built again. */
export function reconcileImages(
  wanted: Wanted,
  observed: Observed,
): { readonly steps: readonly Step[]; readonly cleanup: readonly Step[] } {
  const steps: Step[] = [];
  const unused: ObservedImage[] = [];
  for (const image of wanted.deployment.images) {
    const labelled = withDigest(image, wanted);
    const current = imageTagged(observed, image.tag);
    if (current?.labels[LABEL.context] === labelled.labels[LABEL.context]) continue;
    const base = baseStep(image, observed);
    if (base !== null && !steps.some(({ id }) => id === base.id)) steps.push(base);
    const before = base === null ? [] : [base.id];
    if (current !== undefined) {
      const keep = step(
        { do: "keep-image", image: current.id, tag: previousTag(image.tag), role: image.role },
        "kept as the previous version",
      );
      steps.push(keep);
      before.push(keep.id);
      const older = imageTagged(observed, previousTag(image.tag));
      if (older !== undefined && older.id !== current.id && !isUsed(older, observed)) unused.push(older);
    }
    steps.push(
      step({ do: "build-image", image: labelled }, current === undefined ? "not found" : "its files changed", before),
    );
  }
  const nameless = observed.images.filter(
    (image) => image.tags.length === 0 && image.labels[LABEL.hub] === wanted.deployment.hub && !isUsed(image, observed),
  );
  return { steps, cleanup: removals([...nameless, ...unused]) };
}

/** A notebook keeps the image that it was started from. */
function isUsed({ id }: ObservedImage, { containers }: Observed): boolean {
  return containers.some(({ imageId }) => imageId === id);
}

/** One after another: images share layers, and Docker fails on a layer that another removal has just deleted. */
function removals(images: readonly ObservedImage[]): readonly Step[] {
  const steps: Step[] = [];
  for (const { id } of images) {
    const before = steps.slice(-1).map((earlier) => earlier.id);
    steps.push(step({ do: "remove-image", image: id }, "replaced twice", before));
  }
  return steps;
}

/** The images that a plan looks at: those that are needed, those that they replaced, and their base images. */
export function imagesOf(wanted: Wanted): readonly string[] {
  const deployment = withLeft(wanted.deployment, wanted.leaves);
  const bases = deployment.images.flatMap(({ from }) => (from === null ? [] : [withTag(from)]));
  return [...new Set([...deployment.images.flatMap(({ tag }) => [tag, previousTag(tag)]), ...bases])];
}

/** The digest of a person's own directory is read from disk; generated directories come with theirs. */
function withDigest(image: ImageSpec, { ownDigests }: Wanted): ImageSpec {
  if (image.context.kind === "generated") return image;
  const digest = ownDigests[image.context.directory];
  return digest === undefined ? image : { ...image, labels: { ...image.labels, [LABEL.context]: digest } };
}

function baseStep({ from }: ImageSpec, observed: Observed): Step | null {
  if (from === null || imageTagged(observed, withTag(from)) !== undefined) return null;
  return step({ do: "get-image", reference: from }, "base of the images");
}

/** @returns the name of the replaced image. */
export function previousTag(tag: string): string {
  return tag.replace(/:[^:/]*$/, ":previous");
}
