/**
 * The name that was probably meant: it differs only in case, or in so few letters that it is probably a typo.
 * Undefined if none is close enough. Only the command line uses it; the hub's Python has no such function.
 *
 * @param atMost - How many letters may differ.
 */
export function nearest(written: string, known: readonly string[], atMost = 2): string | undefined {
  const most = Math.min(atMost, Math.floor(written.length / 3));
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of known) {
    if (Math.abs(name.length - written.length) > Math.max(most, 1)) continue;
    const distance = distanceOf(written.toLowerCase(), name.toLowerCase());
    if (distance <= Math.max(most, 1) && (best === undefined || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}

/** How many letters must be inserted, removed, replaced or swapped with their neighbor to turn one text into the other. */
function distanceOf(a: string, b: string): number {
  let [before, last]: readonly number[][] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      next[column] = Math.min(
        (last?.[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last?.[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before?.[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    [before, last] = [last, next];
  }
  return last?.[b.length] ?? 0;
}
