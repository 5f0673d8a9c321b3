/**
 * The words behind a classifier's token ids: a list beside the model, shared by all models of one vocabulary, which they point to by
 * its sha256. Words are no text of a review: the list is the training part's most frequent tokens.
 */
import { dirname, join } from "node:path";
import { z } from "zod";
import { writeFileAtomically } from "../core/atomic_file.ts";
import { CliError } from "../core/cli_error.ts";
import { sha256 } from "../core/sha256.ts";
import type { ModelMetadata } from "./model_metadata.ts";

const schema = z.strictObject({
  schema: z.literal("unroll-vocabulary/1"),
  sha256: z.string(),
  tokens: z.array(z.string()).min(1),
});

/** Sha256 of tokens in the order of their ids, each followed by a line feed. */
function hashOf(tokens: readonly string[]): string {
  return sha256(tokens.map((token) => `${token}\n`).join(""));
}

/** What the file of a vocabulary's hash is called. */
export function vocabularyName(hash: string): string {
  return `vocabulary-${hash.slice(0, 16)}.json`;
}

/** Where the vocabulary of a hash lies, in a model's folder. */
export function vocabularyPath(folder: string, hash: string): string {
  return join(folder, vocabularyName(hash));
}

/** Writes tokens in the order of their ids, and returns the file's path. */
export async function writeVocabulary(folder: string, tokens: readonly string[]): Promise<string> {
  const hash = hashOf(tokens), path = vocabularyPath(folder, hash);
  const content = { schema: "unroll-vocabulary/1", sha256: hash, tokens };
  await writeFileAtomically(path, `${JSON.stringify(content)}\n`);
  return path;
}

/**
 * Reads the tokens that a model at `path` points to, the first of them having id 2.
 * @throws CliError when the model reads no tokens, or the file is missing, damaged or another vocabulary's
 */
export async function readVocabulary(path: string, metadata: ModelMetadata): Promise<string[]> {
  if (metadata.vocabulary === undefined) {
    throw new CliError(`Cannot judge a text with ${metadata.name}: it reads no words`, {
      hint: "Name a model of Q6-A",
    });
  }
  const file = vocabularyPath(dirname(path), metadata.vocabulary);
  const fail = (reason: string, cause?: unknown): never => {
    throw new CliError(`Cannot read the vocabulary ${file} of ${metadata.name}: ${reason}`, {
      hint: "Export the model again, or restore its folder from the repository",
      cause,
    });
  };
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch (cause) {
    return fail(
      cause instanceof Deno.errors.NotFound ? "there is no such file" : `${cause}`,
      cause,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    return fail("it is no complete JSON", cause);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) return fail(parsed.error.issues[0]!.message);
  const { tokens } = parsed.data, hash = hashOf(tokens);
  if (hash !== metadata.vocabulary) {
    return fail(`expected tokens of sha256 ${metadata.vocabulary}, got ${hash}`);
  }
  return tokens;
}
