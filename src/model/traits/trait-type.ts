/**
 * What a trait accepts, as in `scripts/traits/facts.json`: `bool`, `int`, `float`, `text`, `bytes`, `any`, `command` (a program,
 * or a list with its arguments), `size` (`"2G"`), `class` (module and class), `function`, `object` (no plain data), `null`, `false`, or a
 * value in JSON; `list<T>`, `set<T>`, `tuple<A,B>`, `dict<K,V>`; alternatives with `|` between them.
 */
export type TraitType =
  | { readonly kind: "value"; readonly value: string | number }
  | { readonly kind: string; readonly of: readonly TraitType[] };

/** Reads the notation. */
export function parseTraitType(text: string): TraitType {
  const tokens = text.match(/"[^"]*"|[a-z]+|-?\d+|[<>,|]/g) ?? [];
  let next = 0;
  const union = (): TraitType => {
    const alternatives = [term()];
    while (tokens[next] === "|") {
      next += 1;
      alternatives.push(term());
    }
    const [only] = alternatives;
    return only !== undefined && alternatives.length === 1 ? only : { kind: "union", of: alternatives };
  };
  const term = (): TraitType => {
    const token = tokens[next] ?? "";
    next += 1;
    if (!/^[a-z]/.test(token)) return { kind: "value", value: JSON.parse(token) as string | number };
    const of: TraitType[] = [];
    if (tokens[next] === "<") {
      while (tokens[next] !== ">") {
        next += 1;
        of.push(union());
      }
      next += 1;
    }
    return { kind: token, of };
  };
  return union();
}

/** The alternatives of a type; one that has none is its own. */
export function alternativesOf(type: TraitType): readonly TraitType[] {
  return type.kind === "union" && "of" in type ? type.of : [type];
}
