/** Sentences to a paragraph. */
const PARAGRAPH = 6;

/**
 * Writes sentences as people do: a capital at the start, marks close to their words, an HTML line break twice after every
 * sixth sentence. The tokeniser finds the same tokens again.
 *
 * @param sentences the tokens of each sentence
 */
export function writeText(sentences: readonly (readonly string[])[]): string {
  const paragraphs: string[] = [];
  for (let i = 0; i < sentences.length; i += PARAGRAPH) {
    paragraphs.push(sentences.slice(i, i + PARAGRAPH).map(writeSentence).join(" "));
  }
  return paragraphs.join("<br /><br />");
}

function writeSentence(tokens: readonly string[]): string {
  const text = tokens.join(" ").replace(/\bi\b/g, "I")
    .replace(/" (.*?) "/g, '"$1"')
    .replace(/ ([.,!?;:)])/g, "$1").replace(/\( /g, "(");
  return text[0]!.toUpperCase() + text.slice(1);
}
