/** The statistics of every data set of the study, opened or made, as files of `reports/data/`. */
import { CliError } from "../core/cli_error.ts";
import { type CanonicalOptions, openCanonical } from "../data/canonical.ts";
import { readReviews } from "../data/review_corpus.ts";
import { readSeries } from "../data/series.ts";
import { readEvidence } from "../data/simulated_review_evidence.ts";
import { PROFILES } from "../experiments/profile.ts";
import { readTrueChanges } from "../experiments/true_changes.ts";
import { dataFigures, dataPage } from "../report/data_page.ts";
import {
  type DataStatistics,
  describeReviews,
  describeSeries,
  formatDataStatistics,
  parseDataStatistics,
} from "../report/data_statistics.ts";

/** The simulator's record of its reviews. */
const EVIDENCE = "simulated-review-evidence";

/** What describing data is told. */
export interface DescribeOptions extends CanonicalOptions {
  /** Hears which data set is described, and which is left out and why. */
  readonly tell?: (message: string) => void;
}

/** The files, by path within their folder, and what was left out. */
export interface DescribedFiles {
  /** `statistics.json`, `report.md` and figures. */
  readonly files: Readonly<Record<string, string>>;
  /** Names of real data sets that could not be had. */
  readonly missing: readonly string[];
}

/**
 * Describes the data of both profiles. Real data that cannot be had are left out, with a word to `tell`.
 * @throws CliError when simulated data cannot be made
 */
export async function describeData(options: DescribeOptions = {}): Promise<DescribedFiles> {
  const { tell = () => {} } = options;
  const missing: string[] = [];
  const power: DataStatistics["power"][number][] = [];
  const reviews: DataStatistics["reviews"][number][] = [];
  for (const profile of [PROFILES.quick, PROFILES.paper]) {
    const label = profile.powerRecord === undefined ? "real" : "simulated";
    const open = async (name: string): Promise<{ path: string; sha256: string } | undefined> => {
      tell(`${name}: reading`);
      try {
        return await openCanonical(name, options);
      } catch (error) {
        if (!(error instanceof CliError) || label === "simulated") throw error;
        missing.push(name);
        tell(`${name} is left out: ${error.message}`);
        return undefined;
      }
    };
    const series = await open(profile.powerData);
    if (series) {
      const values = await readSeries(series.path);
      const record = profile.powerRecord && (await open(profile.powerRecord))!.path;
      power.push(describeSeries(
        { dataset: profile.powerData, label, sha256: series.sha256 },
        values,
        record ? await readTrueChanges(record, values.length) : undefined,
      ));
    }
    const corpus = await open(profile.reviewData);
    if (corpus) {
      const evidence = label === "simulated" ? (await open(EVIDENCE))!.path : undefined;
      reviews.push(describeReviews(
        { dataset: profile.reviewData, label, sha256: corpus.sha256 },
        (await readReviews(corpus.path)).reviews,
        evidence ? await readEvidence(evidence) : undefined,
      ));
    }
  }
  const text = formatDataStatistics({ schema: "unroll-data/1", power, reviews });
  const statistics = parseDataStatistics(JSON.parse(text));
  const figures = Object.entries(dataFigures(statistics))
    .map(([name, { svg }]) => [`figures/${name}`, svg]);
  return {
    files: {
      "statistics.json": text,
      "report.md": dataPage(statistics),
      ...Object.fromEntries(figures),
    },
    missing,
  };
}
