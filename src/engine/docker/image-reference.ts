/** Where an image is stored and which one it is, as the API expects it. */
export interface ImageReference {
  readonly name: string;
  /** A tag, or a digest. */
  readonly tag: string;
  /** The registry's host: `"docker.io"` where none is named. */
  readonly registry: string;
}

/** Takes a reference apart. Without a tag it means `latest`, and not every tag there is, as it does for the API. */
export function readReference(reference: string): ImageReference {
  const [, name = "", tag = "latest"] =
    /^(.*?)(?:@(.+)|:([^/:]+))?$/s.exec(reference)?.filter((part) => part !== undefined) ?? [];
  const [first = "", ...rest] = name.split("/");
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  return { name, tag, registry: hasHost ? first : "docker.io" };
}
