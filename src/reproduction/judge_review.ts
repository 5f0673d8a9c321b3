/** A review text through an exported classifier: the study's tokeniser, the model's own vocabulary, length and padding. */
import { CliError } from "../core/cli_error.ts";
import { ReviewData } from "../data/review_data.ts";
import { tokenise } from "../data/review_tokens.ts";
import { UNKNOWN_ID, Vocabulary } from "../data/review_vocabulary.ts";
import type { ExportedModel } from "../onnx/exported_model.ts";

/** What a classifier makes of a text. */
export interface JudgedReview {
  /** Above 0: positive. */
  readonly logit: number;
  /** Of being positive, as the model has it. */
  readonly probability: number;
  /** The tokens that were read, in their order; those that the model does not know as `null`. */
  readonly tokens: readonly (string | null)[];
  /** Tokens of the text beyond the model's length, which it did not read. */
  readonly unread: number;
  /** Letters of other scripts than Latin, which the tokeniser passes over. */
  readonly foreignLetters: number;
  /** Which steps of the traces hold the tokens. */
  readonly steps: { readonly start: number; readonly end: number };
  /** Gates and states by name, [steps, hidden]; none for the plain variant. */
  readonly traces: Readonly<Record<string, Float32Array>>;
}

/** Words, as opposed to the marks between them, hold a letter or a digit. */
const isWord = (token: string): boolean => /[^.,!?;:()"]/.test(token);

function foreignLettersOf(text: string): number {
  return (text.match(/\p{L}/gu) ?? []).filter((letter) => !/\p{Script=Latin}/u.test(letter)).length;
}

/**
 * Judges one review. The first tokens are read, as many as the model was trained on; a word that it does not know counts as unknown,
 * and letters of other scripts than Latin count as nothing.
 * @param words of the model's vocabulary, in the order of their ids
 * @throws CliError for a text without a word, for one of which the model knows none, and for a model that judges no reviews
 */
export async function judgeReview(
  model: ExportedModel,
  words: readonly string[],
  text: string,
): Promise<JudgedReview> {
  const { name, window, padding } = model.metadata;
  if (window === undefined || padding === undefined) {
    throw new CliError(`Cannot judge a review with ${name}: it does not say how it reads one`, {
      hint: "Name a model of Q6-A",
    });
  }
  const tokens = tokenise(text);
  if (!tokens.some(isWord)) {
    throw new CliError(
      text.trim() === ""
        ? "Cannot judge an empty review"
        : `Cannot judge "${
          text.trim().slice(0, 40)
        }": it holds no letter or digit of a Latin script`,
      { hint: "The model was trained on English reviews: give it some English words" },
    );
  }
  const vocabulary = Vocabulary.fromTokens(words);
  const ids = vocabulary.encode(tokens);
  const known = tokens.filter((token, i) => isWord(token) && ids[i] !== UNKNOWN_ID);
  if (known.length === 0) {
    throw new CliError(
      `Cannot judge a review of which ${name} knows no word: ${
        tokens.filter(isWord).slice(0, 5).join(", ")
      }`,
      { hint: "The model was trained on English reviews: give it some English words" },
    );
  }
  const data = new ReviewData([{ text, label: "pos" }], { vocabulary, length: window, padding });
  const { ids: values, lengths } = data.gather(Uint32Array.of(0), 0, 1);
  const { predictions, traces } = await model.predict({
    values,
    steps: window,
    ...(lengths && { lengths }),
  });
  const logit = predictions[0]!;
  return {
    logit,
    probability: 1 / (1 + Math.exp(-logit)),
    tokens: tokens.slice(0, window).map((token, i) => ids[i] === UNKNOWN_ID ? null : token),
    unread: Math.max(0, tokens.length - window),
    foreignLetters: foreignLettersOf(text),
    steps: data.textSteps(0),
    traces,
  };
}
