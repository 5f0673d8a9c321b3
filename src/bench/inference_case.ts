import { basename } from "node:path";
import { type ModelFile, readModelFile } from "../onnx/model_file.ts";
import { CliError } from "../core/cli_error.ts";

/** A model of the repository, as it is timed. */
export interface InferenceCase {
  /** Its file's name without the ending. */
  readonly name: string;
  /** Path of its file. */
  readonly path: string;
  /** Its file. */
  readonly file: ModelFile;
  /** SimpleRNN, LSTM, GRU or BiLSTM. */
  readonly family: string;
  /** Steps of a sample. */
  readonly steps: number;
}

/** What a network is called in the study. */
function familyOf({ metadata: { spec: { recurrent } } }: ModelFile): string {
  return `${recurrent.bidirectional ? "Bi" : ""}${recurrent.cell}`;
}

/**
 * The plain models of a profile's folder, by name.
 * @throws CliError when there is none, or one is damaged
 */
export async function inferenceCases(folder: string): Promise<InferenceCase[]> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) {
      if (name.endsWith(".onnx") && !name.endsWith(".explain.onnx")) names.push(name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  if (names.length === 0) {
    throw new CliError(`Cannot find a model in ${folder}`, {
      hint: "Restore the folder from the repository, or export the models of a finished run",
    });
  }
  return await Promise.all(
    names.sort().map(async (name) => {
      const path = `${folder}/${name}`, file = await readModelFile(path);
      const steps = file.metadata.window;
      if (steps === undefined) {
        throw new CliError(`Cannot time ${path}: it does not say how many steps it was trained on`);
      }
      return { name: basename(name, ".onnx"), path, file, family: familyOf(file), steps };
    }),
  );
}

/**
 * Those of a folder's models whose names hold one of some texts, or all where no text is given.
 * @throws CliError when there is none, and as `inferenceCases`
 */
export async function selectCases(
  folder: string,
  texts: readonly string[],
): Promise<InferenceCase[]> {
  const all = await inferenceCases(folder);
  if (texts.length === 0) return all;
  const chosen = all.filter(({ name }) => texts.some((text) => name.includes(text)));
  if (chosen.length > 0) return chosen;
  throw new CliError(`Cannot find a model named like ${texts.join(" or ")}`, {
    hint: `There are ${all.map(({ name }) => name).join(", ")}`,
  });
}
