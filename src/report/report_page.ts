import type { Claims } from "./claim.ts";
import { claimsSection, partVerdicts } from "./claims_section.ts";
import { type ExportScores, exportSection } from "./export_scores.ts";
import type { JobList } from "./job_list.ts";
import type { JobGroup } from "./job_ref.ts";
import { ABSENT, anchor, table } from "./markdown.ts";
import type { ReportedPart } from "./parts.ts";
import type { Results } from "./results.ts";
import type { Timings } from "./timings.ts";
import { trainingNote } from "./training_note.ts";

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

function jobTable(groups: readonly JobGroup[]): string {
  const rows = groups.flatMap(({ name, jobs }) =>
    jobs.map(({ job, key, weights }, i) => {
      const group = i === 0 ? `<a id="${anchor("jobs", name)}"></a>` : "";
      return [
        `${group}<a id="${anchor("job", job)}"></a>\`${job}\``,
        `\`${key}\``,
        weights === null ? ABSENT : `\`${weights}\``,
      ];
    })
  );
  return table(["job", "key", "weights.safetensors"], rows, ["l", "l", "l"]);
}

/**
 * `report.md` of a profile, made of `results.json` (and the claims and sections that follow from it), `jobs.json`,
 * `timings.json` and `exports.json` alone, so that whoever holds these can make it again byte for byte.
 */
export function reportPage(
  results: Results,
  claims: Claims,
  parts: readonly ReportedPart[],
  { jobs }: JobList,
  timings: Timings,
  exports?: ExportScores,
): string {
  const simulated = Object.values(results.provenance.data)
    .some(({ label }) => label === "simulated");
  const sections = [
    `# Results of the ${results.profile} profile`,
    ...(simulated
      ? [
        "> **Simulated data.** The data behind these numbers was made by this project's own simulators. They show that " +
        "the pipeline works and is exact; they say nothing about real households or reviews. [How alike they are](../data/report.md).",
      ]
      : []),
    header(results, timings),
    claimsSection(claims),
    ...parts.flatMap(({ id, section }) => {
      const [heading, opening, ...rest] = section.split("\n\n");
      const note = trainingNote(jobs, id);
      return [heading!, ...partVerdicts(claims, id), opening!, ...(note ? [note] : []), ...rest];
    }),
    ...(exports ? [exportSection(exports)] : []),
    "## Jobs",
    "Every number above comes from these jobs. A key is the sha256 of a job's configuration, data, kernels and engine; the " +
    "same key gives the same weights on every machine.",
    jobTable(parts.flatMap(({ jobs }) => jobs)),
  ];
  return `${sections.join("\n\n")}\n`;
}
