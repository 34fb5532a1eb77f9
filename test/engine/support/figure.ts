/** Records a measured figure of the running test; `npm run show` prints it next to the test's promise. */
export function noteFigure(context: Mocha.Context, figure: string): void {
  (context.test as { figure?: string }).figure = figure;
}

/** Seconds as people read them. */
export function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
