const YES: ReadonlySet<string> = new Set("yes y ja j oui o si sí sim x 1 true t wahr vrai verdadero admin".split(" "));
const NO: ReadonlySet<string> = new Set("no n nein non não 0 false f falsch faux falso".split(" "));

/** What a table's cell says, in the words and languages of spreadsheets. An empty cell means no; undefined means neither. */
export function yesOrNo(cell: string): boolean | undefined {
  const word = cell.normalize("NFC").trim().toLowerCase();
  if (word === "" || NO.has(word)) return false;
  return YES.has(word) ? true : undefined;
}
