import { canonicalJson, type JsonObject } from "../core/canonical_json.ts";
import type { ForecastTraining } from "./forecast_training.ts";
import type { Imputation } from "./imputation.ts";
import type { PatternTraining } from "./pattern_training.ts";
import { type DrawnReviews, drawReviews, type ReviewSettings } from "./sentiment_task.ts";
import type { SentimentTraining } from "./sentiment_training.ts";
import {
  forecastPart,
  imputationPart,
  patternParts,
  reviewPart,
  type TestPart,
} from "./test_part.ts";

/** A training, as its manifest has it. */
export interface TrainingIdentity {
  /** `forecast-training`. */
  readonly kind: string;
  /** What it was told. */
  readonly config: JsonObject;
}

/** Something made from a key, kept until another key is asked for. */
class Latest<Value> {
  #key: string | undefined;
  #value: Promise<Value> | undefined;

  get(key: string, make: () => Promise<Value>): Promise<Value> {
    if (this.#value === undefined || key !== this.#key) {
      this.#key = key;
      this.#value = make();
    }
    return this.#value;
  }
}

/** Opens the test parts of trainings; what one has in common with the training before it is not made again. */
export class TestParts {
  readonly #parts = new Latest<readonly TestPart[]>();
  readonly #reviews = new Latest<DrawnReviews>();

  /**
   * The test parts of a training of a recurrent network: several where it has several, each with a name.
   * @param path of the one data set that the training reads, if it reads any
   * @throws RangeError for a kind of job that trains no such network
   */
  of({ kind, config }: TrainingIdentity, path: string | undefined): Promise<readonly TestPart[]> {
    const { window, testStride, reviews, gap, steps, sizes } = config;
    // A training without data makes its own from its seed.
    const seed = path === undefined ? config["seed"] : undefined;
    const key = { kind, path, window, testStride, reviews, gap, steps, sizes, seed };
    return this.#parts.get(canonicalJson(key), () => this.#open({ kind, config }, path));
  }

  async #open(
    { kind, config }: TrainingIdentity,
    path: string | undefined,
  ): Promise<readonly TestPart[]> {
    switch (kind) {
      case "forecast-training":
        return [await forecastPart(config as unknown as ForecastTraining, path!)];
      case "imputation-training":
        return [await imputationPart(config as unknown as Imputation, path!)];
      case "sentiment-training": {
        const { reviews } = config as unknown as SentimentTraining;
        return [await reviewPart(reviews, await this.#drawn(path!, reviews))];
      }
      case "pattern-training":
        return await patternParts(config as unknown as PatternTraining);
      default:
        throw new RangeError(`Cannot open the test part of a ${kind}: it trains no network`);
    }
  }

  #drawn(path: string, { subset, vocabularySize }: ReviewSettings): Promise<DrawnReviews> {
    const key = canonicalJson({ path, subset, vocabularySize } as unknown as JsonObject);
    return this.#reviews.get(key, () => drawReviews(path, { subset, vocabularySize }));
  }
}
