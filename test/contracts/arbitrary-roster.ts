import * as fc from "fast-check";

/** Names that have broken other software: of people, of groups, of anything that a person types. */
export const HOSTILE = [
  "a@b", "../x", "..", ".", "a/b", "$(id)", "`id`", "${HOME}", "{{x}}", "{% x %}", "{group}", "{person}", '"', "'", "\\", "\\n", "a\\", "'; DROP TABLE people; --", "<script>", "&amp;",
  "%2e%2e", "%", "*", "?", "~", "-", "--help", "-rf", "_", "__proto__", "constructor", "toString", "hasOwnProperty", "null", "undefined", "true", "0", "-0", "1e3", "NaN", "None", "no", "on",
  "admin", "Admin", "ADMIN", "admin:staff", "admin:member", "until=", "until=2027-01-31", "until=2027-02-29", "until=2028-02-29", "until=1969-12-31", "until=9999-12-31", "until=2027-1-31",
  "until=２０２７-01-31", "pw=", "pw=1", "pw=2", "pw=01", "pw=1000000", "pw=1000001", "pw=-1", "pw=２", "pw=1_0", "pw=2=3", "PW=2", "=", "=x", "x=", ":", ":staff", "x:", "x:staff", "x:member",
  "x:Staff", "x:staff:member", "x:=", "#", "#x", "x#y", "team-1", "Team-1", "team_1", "team.1", ".team", "-team", "work", "shared", "user", "db", "home", "math", "math-user", "shared.course",
  "İ", "I", "ı", "i", "ẞ", "ß", "ss", "Σ", "ΑΣ", "ας", "ΑΣΑ", "σ", "ς", "Å", "Å", "å", "A\u030a", "é", "e\u0301", "ﬁ", "Ǆ", "ǅ", "Ω", "Ω", "K", "ﬀ", "ᾈ", "𝐀", "𐐀", "Ა", "ა", "Ꭰ", "ꭰ",
  "\u{10d50}", "\u{16ea0}", "Ᲊ", "Ɤ", "😀", "👩‍👩‍👧", "🇺🇸", "日本", "עברית", "العربية", "\ud7ff", "\ue000", "\uffff", "\u{10ffff}", "\u{1f600}", "\ufffd",
  "a\u00adb", "a\u200bb", "a\u200db", "\ufeff", "a\ufeffb", "a\u202eb", "a\u2028b", "a\u0000b", "a\u0085b", "a\u001cb", "a\u007fb", "a\u000bb", "a\rb", "\u180e", "\u115f", "\u3164", "\u{e0001}",
  "a".repeat(63), "a".repeat(64), "a".repeat(65), "b".repeat(120), "c".repeat(254), "d".repeat(255), "e".repeat(256), "é".repeat(130), "İ".repeat(128), "😀".repeat(60),
] as const;

const letter = fc.constantFrom("a", "b", "A", "B", "x");
const person = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[a-dA-D][a-c1-2]?$/) },
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 6 }) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...HOSTILE), fc.constantFrom(...HOSTILE)).map((two) => two.join("")) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom("Σ", "σ", "ς", "A", ".", "'", "\u0301", "1", "İ", "-"), { minLength: 1, maxLength: 5 }).map((all) => all.join("")) },
);
/** Few groups, so that people meet in them. */
export const group = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("x", "X", "y", "team-1", "team-1.a", "work", "course", "a_b", "a-b", "a") },
  { weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/) },
);
const word = fc.oneof(
  { weight: 6, arbitrary: group },
  { weight: 3, arbitrary: group.map((name) => `${name}:staff`) },
  { weight: 1, arbitrary: group.map((name) => `${name}:member`) },
  { weight: 2, arbitrary: fc.constant("admin") },
  { weight: 1, arbitrary: fc.constantFrom("until=2027-01-31", "until=2026-12-31", "until=2030-06-30", "pw=2", "pw=3") },
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.tuple(letter, fc.constantFrom(...HOSTILE)).map((two) => two.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 4 }) },
);
const space = fc.oneof(
  { weight: 8, arbitrary: fc.constant(" ") },
  { weight: 1, arbitrary: fc.constantFrom("\t", "  ", "\u00a0", "\u1680", "\u2000", "\u2007", "\u200a", "\u202f", "\u205f", "\u3000", " \t ", "\u000b", "\u2028", "\u0085") },
);
const comment = fc.oneof(
  { weight: 6, arbitrary: fc.constant("") },
  { weight: 1, arbitrary: fc.constantFrom(" # note", "# note", " #", " # a\u0000b", " # \u200b", "#\u0085x", " # # admin") },
);
const line = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(person, fc.array(fc.tuple(space, word), { maxLength: 6 }), comment).map(([name, words, note]) => `${name}${words.flat().join("")}${note}`) },
  { weight: 1, arbitrary: fc.constantFrom("", " ", "\t", "# a comment", "   # another", "\u00a0", "\r", "\ufeff", "#\u0000") },
  { weight: 1, arbitrary: fc.tuple(space, person).map((two) => two.join("")) },
);
const ending = fc.oneof({ weight: 8, arbitrary: fc.constant("\n") }, { weight: 2, arbitrary: fc.constant("\r\n") }, { weight: 1, arbitrary: fc.constantFrom("\r", "\r\r\n", "\n\n", "\n\r") });

/** Any text that a roster file may hold, with a taste for what the two languages see differently. */
export const rosterText: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom("", "", "", "", "\ufeff", "\ufeff\ufeff"), fc.array(fc.tuple(line, ending), { maxLength: 10 }), fc.boolean())
  .map(([mark, lines, isEnded]) => {
    const text = mark + lines.flat().join("");
    return isEnded ? text : text.replace(/\n$/, "");
  })
  .filter((text) => !/\p{Surrogate}/u.test(text));
