/** One field of a protobuf message: a number, or bytes that are a text or a message of their own. */
export interface Field {
  readonly number: number;
  readonly value: number | Buffer;
}

/**
 * Takes a protobuf message apart. What is cut off or of a kind that nobody uses any more ends the reading: it is the
 * report of a build, and a build must not fail because its report cannot be read.
 */
export function fields(message: Buffer): readonly Field[] {
  const found: Field[] = [];
  let at = 0;

  function varint(): number {
    let value = 0;
    for (let scale = 1; at < message.length; scale *= 128) {
      const byte = message.readUInt8(at);
      at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    return value;
  }

  while (at < message.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    const size = sizeOf(key % 8, varint);
    if (typeof size === "object") {
      found.push({ number, value: size.value });
      continue;
    }
    if (size === undefined || at + size > message.length) break;
    found.push({ number, value: message.subarray(at, at + size) });
    at += size;
  }
  return found;
}

function sizeOf(kind: number, varint: () => number): { readonly value: number } | number | undefined {
  switch (kind) {
    case 0:
      return { value: varint() };
    case 1:
      return 8;
    case 2:
      return varint();
    case 5:
      return 4;
    default:
      return undefined;
  }
}

/** A field as text; empty where it is missing. */
export function text(message: readonly Field[], number: number): string {
  const value = message.find((field) => field.number === number)?.value;
  return typeof value === "object" ? value.toString("utf8") : "";
}
