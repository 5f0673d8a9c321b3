/**
 * The tokeniser, for real and simulated reviews alike. Its rules, in this order:
 * 1. A line break of HTML (`<br />`, `<br>`) becomes a space.
 * 2. The typographic apostrophes U+2019 and U+0092 (its code in Windows-1252, which the corpus holds) become `'`.
 * 3. A–Z and the capitals of Latin-1 (À–Þ) become small; all else keeps its case.
 * 4. A token is a *word*, a run of letters and digits with single apostrophes within it (`don't`, `90's`), or one of the
 *    marks `. , ! ? ; : ( ) "`, a run of the same mark counting once (`...` is `.`).
 * 5. Every other character, hyphen and quote at a word's edge included, separates tokens.
 *
 * Letters are a–z and U+00DF–U+024F without ÷, digits are 0–9. Neither the locale nor the engine's version of Unicode takes
 * part, so a text has the same tokens on every machine.
 */

const BREAK = /<br\s*\/?>/gi;
const APOSTROPHE = /[\u2019\u0092]/g;
const CAPITAL = /[A-Z\u00c0-\u00d6\u00d8-\u00de]/g;
const WORD = "[a-z0-9\\u00df-\\u00f6\\u00f8-\\u024f]+";
const TOKEN = new RegExp(`${WORD}(?:'${WORD})*|([.,!?;:()"])\\1*`, "g");

/** In ASCII as in Latin-1, a small letter stands 32 places after its capital. */
const small = (capital: string): string => String.fromCharCode(capital.charCodeAt(0) + 32);

/** Words that turn the sense of what follows. Contractions are given by their end, {@link isNegation}. */
const NEGATIONS: ReadonlySet<string> = new Set(
  [
    "not",
    "no",
    "never",
    "nothing",
    "nobody",
    "none",
    "neither",
    "nor",
    "cannot",
    "hardly",
    "without",
  ],
);
/** Words that set one clause against another. */
const CONTRASTS: ReadonlySet<string> = new Set(
  ["but", "however", "although", "though", "yet", "despite", "nevertheless", "nonetheless"],
);

/** The tokens of a text, in its order. */
export function tokenise(text: string): string[] {
  const plain = text.replace(BREAK, " ").replace(APOSTROPHE, "'").replace(CAPITAL, small);
  const tokens: string[] = plain.match(TOKEN) ?? [];
  for (let i = 0; i < tokens.length; i++) {
    // Of a run of marks the first stands for all.
    if (tokens[i]!.length > 1 && '.,!?;:()"'.includes(tokens[i]![0]!)) tokens[i] = tokens[i]![0]!;
  }
  return tokens;
}

/** Whether a token negates: `not`, `never`, …, or a contraction such as `don't`. */
export function isNegation(token: string): boolean {
  return NEGATIONS.has(token) || token.endsWith("n't");
}

/** Whether a token sets one clause against another: `but`, `although`, …. */
export function isContrast(token: string): boolean {
  return CONTRASTS.has(token);
}
