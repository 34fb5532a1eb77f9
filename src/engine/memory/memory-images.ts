import { createHash } from "node:crypto";
import { EngineFailure } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright, program } from "../../model/problem/problem.ts";
import type { Labels } from "../../deployment/deployment.ts";
import { type ObservedImage, withTag } from "../../plan/observed.ts";

/** The images of an engine in memory: what tags name, and what stays without a tag. */
export class MemoryImages {
  #images: readonly ObservedImage[];
  readonly #users = new Map<string, string>();

  constructor(images: readonly ObservedImage[] = []) {
    this.#images = images;
  }

  get all(): readonly ObservedImage[] {
    return this.#images;
  }

  /** By tag or id. */
  find(reference: string): ObservedImage | undefined {
    return this.#images.find(({ id, tags }) => id === reference || tags.includes(withTag(reference)));
  }

  /** @throws HubwrightError with code `not-found`. */
  get(reference: string, doing: string): ObservedImage {
    const image = this.find(reference);
    if (image !== undefined) return image;
    throw EngineFailure.of(
      "not-found",
      `Docker could not ${doing}: No such image: ${reference}.`,
      hint`Build it first: ${hubwright("build")}`,
    );
  }

  /** The user that an image names; `""` where it names none. */
  userOf(reference: string): string | undefined {
    const image = this.find(reference);
    return image === undefined ? undefined : (this.#users.get(image.id) ?? "");
  }

  /** Adds an image and gives it a tag. Equal content is the same image again. */
  add(content: string, reference: string, labels: Labels, user = ""): void {
    const id = `sha256:${createHash("sha256").update(content).digest("hex")}`;
    this.#users.set(id, user);
    if (!this.#images.some((image) => image.id === id)) this.#images = [...this.#images, { id, tags: [], labels }];
    this.tag(id, reference);
  }

  /** Gives a tag to an image, and takes it from the one that had it. */
  tag(id: string, reference: string): void {
    const tag = withTag(reference);
    this.#images = this.#images.map((image) => {
      const others = image.tags.filter((other) => other !== tag);
      return { ...image, tags: image.id === id ? [...others, tag] : others };
    });
  }

  remove(reference: string, isUsed: (id: string) => boolean): void {
    const image = this.get(reference, `remove the image ${reference}`);
    const tags = image.tags.filter((tag) => tag !== withTag(reference));
    const isByName = image.id !== reference;
    if (isByName && tags.length > 0) {
      this.#images = this.#images.map((other) => (other === image ? { ...image, tags } : other));
      return;
    }
    if (isUsed(image.id) || image.tags.length > 1) {
      throw EngineFailure.of(
        "in-use",
        `Docker could not remove the image ${reference}: a container or another tag uses it.`,
        hint`Remove what uses it first; ${program("docker", "ps", "--all")} shows every container.`,
      );
    }
    this.#images = this.#images.filter((other) => other !== image);
  }
}
