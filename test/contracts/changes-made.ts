import { expect } from "chai";

/** What a run of random sequences of changes came to. */
export interface ChangesMade {
  /** How many changes of a running hub each sequence made. */
  readonly made: readonly number[];
  readonly runs: number;
  /** How many changes led to an older JupyterHub. */
  readonly refused: number;
  readonly seed: number;
}

/** Looks that no sequence was empty. @returns the figure. */
export function expectChangesInEach({ made, runs, refused, seed }: ChangesMade): string {
  expect(made, "sequences").to.have.length(runs);
  expect(Math.min(...made), "changes of a running hub in each").to.be.at.least(1);
  const total = made.reduce((sum, count) => sum + count);
  return `${total} changes of a running hub in ${runs} sequences, ${refused} to an older JupyterHub refused, seed ${seed}`;
}
