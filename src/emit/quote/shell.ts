import { shellWord } from "../../model/problem/shell-word.ts";

/** Writes a text as one word of a command in a Makefile, where a dollar sign begins a variable of make. */
export function recipeWord(text: string): string {
  if (text.includes("\n")) throw new RangeError("A Makefile has no word of two lines.");
  return shellWord(text).replaceAll("$", "$$$$");
}
