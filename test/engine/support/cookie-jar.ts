interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly isSecure: boolean;
}

/** The cookies of one browser on one server. Paths count: a hub and each notebook have an `_xsrf` of their own. */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();

  get all(): readonly Cookie[] {
    return [...this.#cookies.values()];
  }

  /** Takes in the Set-Cookie lines of an answer. */
  store(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = "", ...attributes] = line.split(";");
      const equals = pair.indexOf("=");
      const name = pair.slice(0, equals).trim();
      const value = pair.slice(equals + 1).trim();
      const path = attributeOf(attributes, "path") ?? "/";
      const key = `${path} ${name}`;
      if (hasEnded(attributes)) this.#cookies.delete(key);
      else this.#cookies.set(key, { name, value, path, isSecure: isSecure(attributes) });
    }
  }

  /** The Cookie header of a request for a path: the most specific cookie first, as browsers do it. */
  headerFor(path: string): string {
    return this.#for(path)
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
  }

  /** The value of a cookie as a page at this path sees it. */
  valueFor(path: string, name: string): string | undefined {
    return this.#for(path).find((cookie) => cookie.name === name)?.value;
  }

  #for(path: string): readonly Cookie[] {
    const place = path.replace(/[?#].*$/, "");
    return [...this.#cookies.values()]
      .filter((cookie) => place === cookie.path || place.startsWith(cookie.path.replace(/\/?$/, "/")))
      .toSorted((a, b) => b.path.length - a.path.length);
  }
}

function attributeOf(attributes: readonly string[], name: string): string | undefined {
  const found = attributes.find((attribute) => attribute.trim().toLowerCase().startsWith(`${name}=`));
  return found?.trim().slice(name.length + 1);
}

function isSecure(attributes: readonly string[]): boolean {
  return attributes.some((attribute) => attribute.trim().toLowerCase() === "secure");
}

function hasEnded(attributes: readonly string[]): boolean {
  const expires = attributeOf(attributes, "expires");
  return attributeOf(attributes, "max-age") === "0" || (expires !== undefined && Date.parse(expires) < Date.now());
}
