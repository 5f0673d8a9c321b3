import { forecastSection } from "./forecast_section.ts";
import { anchor, table } from "./markdown.ts";
import type { Results } from "./results.ts";
import type { Timings } from "./timings.ts";

function header({ profile, provenance }: Results, timings: Timings): string {
  const { machine } = timings;
  const sets = Object.entries(provenance.data);
  return table(
    ["", ""],
    [
      ["profile", profile],
      ...sets.map(([name, { sha256, label }]) => [
        "data",
        `\`${name}\`, **${label}**, sha256 \`${sha256}\``,
      ]),
      ["engine", `version ${provenance.engine}`],
      ["kernels", `sha256 \`${provenance.kernel}\``],
      [
        "timed on",
        `${machine.processor}, ${machine.cores} cores, ${machine.system}, ${machine.runtime}`,
      ],
    ],
    ["l", "l"],
  );
}

function jobTable({ experiments }: Results): string {
  const comparison = experiments["Q7-a"];
  const groups = [
    ...(comparison?.models ?? []).map(({ model, runs }) => ({ model, jobs: runs })),
    ...(comparison?.baselines ?? []).map((baseline) => ({
      model: baseline.model,
      jobs: [{ job: baseline.job, key: baseline.key, weights: undefined }],
    })),
  ];
  const rows = groups.flatMap(({ model, jobs }) =>
    jobs.map(({ job, key, weights }, i) => {
      const group = i === 0 ? `<a id="${anchor("jobs", `Q7-a ${model}`)}"></a>` : "";
      return [
        `${group}<a id="${anchor("job", job)}"></a>\`${job}\``,
        `\`${key}\``,
        weights === undefined ? "–" : `\`${weights}\``,
      ];
    })
  );
  return table(["job", "key", "weights.safetensors"], rows, ["l", "l", "l"]);
}

/**
 * `report.md` of a profile, made of `results.json` and `timings.json` alone, so that whoever holds these two can make it
 * again byte for byte.
 */
export function reportPage(results: Results, timings: Timings): string {
  const comparison = results.experiments["Q7-a"];
  const simulated = Object.values(results.provenance.data)
    .some(({ label }) => label === "simulated");
  const sections = [
    `# Results of the ${results.profile} profile`,
    ...(simulated
      ? [
        "> **Simulated data.** The series behind these numbers was made by this project's own simulator. They show that " +
        "the pipeline works and is exact; they say nothing about a real household.",
      ]
      : []),
    header(results, timings),
    ...(comparison === undefined ? [] : [
      forecastSection(
        comparison,
        results.provenance.data[comparison.dataset]!.label,
        timings,
      ),
    ]),
    "## Jobs",
    "Every number above comes from these jobs. A key is the sha256 of a job's configuration, data, kernels and engine; the " +
    "same key gives the same weights on every machine.",
    jobTable(results),
  ];
  return `${sections.join("\n\n")}\n`;
}
