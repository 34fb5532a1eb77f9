/** Thrown inside an edit: something cannot be changed safely where it is written. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  /** Where in the text. */
  readonly position: number;
  /** What is there, as a clause. */
  readonly reason: string;

  constructor(position: number, reason: string) {
    super(reason);
    this.position = position;
    this.reason = reason;
  }
}

/** What a refusal says, as data. */
export type RefusalData = Pick<Refusal, "position" | "reason">;

/** Does some work, and returns a refusal that it throws as data. */
export function orRefusal<T>(work: () => T): T | RefusalData {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return { position: error.position, reason: error.reason };
    throw error;
  }
}

/** Part of a text for a message: its first line, shortened. */
export function snippet(text: string): string {
  const [first = "", ...rest] = text.trim().split(/\r?\n/);
  return rest.length > 0 || first.length > 60 ? `${first.slice(0, 57)}…` : first;
}
