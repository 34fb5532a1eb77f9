/** What became of one test. */
export interface Test {
  readonly title: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** What it measured. */
  readonly figure?: string | undefined;
  readonly error?: string | undefined;
}

/** What every show has run before its points are looked at. */
export interface Prepared {
  /** The tests that patterns are matched with. */
  readonly tests: readonly Test[];
  /** All that were run. */
  readonly runs: readonly (readonly Test[])[];
}

/** Where a show may put files, and how it says what it is doing. */
export interface Stage {
  readonly scratch: string;
  readonly say: (text: string) => void;
}

/** One thing that was promised: shown by tests, or by something of its own, which returns its figure or throws. */
export type Point<P extends Prepared = Prepared> = { readonly says: string } & (
  | { readonly tests: readonly RegExp[]; readonly show?: never }
  | { readonly show: (prepared: P) => string | Promise<string>; readonly tests?: never }
);
