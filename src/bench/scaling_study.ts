/**
 * The scaling study: what the shape of a profile's plan allows on any number of workers, from the times that its trainings took,
 * beside what one and two workers were measured to take. `docs/scaling.md` is its text.
 */
import { markdownTable } from "markdown-table";
import type { Plan } from "../pipeline/plan.ts";
import {
  criticalPath,
  longestChain,
  makespan,
  type TimedJob,
  totalWork,
} from "../pipeline/schedule.ts";
import { lineChart } from "../report/line_chart.ts";
import { fixed, grouped } from "../report/markdown.ts";
import type { Timings } from "../report/timings.ts";
import type { MeasuredScaling } from "./measured_scaling.ts";
import { type Drawing, picture } from "../report/svg.ts";

/** Numbers of workers that are simulated. */
const WORKERS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
/** Those that the table shows. */
const SHOWN = [1, 2, 8, 64, 512];

/** A plan with times. */
export interface TimedPlan {
  /** Each computation after all that it needs, in the order in which workers take them. */
  readonly jobs: readonly TimedJob[];
  /** How many of them have a time of their own. */
  readonly timed: number;
  /** Name of each computation by its key. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Gives each computation of a plan the seconds that its training took; one that trains nothing gets its declared cost at the rate
 * of those that do.
 */
export function timePlan(plan: Plan, { secondsPerEpoch }: Timings): TimedPlan {
  const known = plan.jobs.map(({ specs }) => {
    const epochs = specs.map(({ id }) => secondsPerEpoch[id]).find((seconds) => seconds?.length);
    return epochs?.reduce((sum, seconds) => sum + seconds, 0);
  });
  let seconds = 0, cost = 0;
  plan.jobs.forEach((job, i) => {
    if (known[i] === undefined) return;
    seconds += known[i];
    cost += job.cost;
  });
  const rate = cost > 0 ? seconds / cost : 0;
  return {
    jobs: plan.jobs.map(({ key, needs, cost }, i) => ({
      key,
      needs,
      seconds: known[i] ?? cost * rate,
    })),
    timed: known.filter((value) => value !== undefined).length,
    names: new Map(plan.jobs.map(({ key, specs }) => [key, specs[0].id])),
  };
}

/** The figure: speed-up over one worker, beside one per worker, both axes in powers of two. */
export function scalingFigure({ jobs }: TimedPlan, profile: string): Drawing {
  const work = totalWork(jobs);
  const speedUp = (workers: number): number => work / makespan(jobs, workers);
  const line = (name: string, of: (workers: number) => number) => ({
    name,
    points: WORKERS.map((workers) => {
      const y = Math.log2(of(workers));
      return { x: Math.log2(workers), y, low: y, high: y };
    }),
  });
  return lineChart({
    id: "scaling",
    title: `Speed-up of the ${profile} plan over one worker, simulated from measured times`,
    description: WORKERS.map((workers) =>
      `${workers} workers: ${fixed(speedUp(workers), 1)} times.`
    )
      .join(" "),
    xLabel: "workers",
    yLabel: "times faster than one worker",
    tick: (power) => String(2 ** power),
    lines: [line("simulated", speedUp), line("1 per worker", (workers) => workers)],
  });
}

function minutes(seconds: number): string {
  return fixed(seconds / 60, 1);
}

function measuredText(
  { machine, jobs, rounds }: MeasuredScaling,
  { jobs: plan }: TimedPlan,
): string[] {
  const rows = rounds.map(({ workers, seconds }) => [
    String(workers),
    fixed(seconds.median, 1),
    fixed(seconds.minimum, 1),
    fixed(seconds.maximum, 1),
    fixed(rounds[0]!.seconds.median / seconds.median, 2),
    fixed(makespan(plan, rounds[0]!.workers) / makespan(plan, workers), 2),
  ]);
  return [
    "## Measured",
    `${jobs.join(" and ")} of the quick profile, from an empty store each time, ${
      rounds[0]!.seconds.count
    } times each in turns, on ${machine.processor}, ${machine.cores} cores, ${machine.system}, ${machine.runtime}. ` +
    "Seconds from start to end, the scoring of exported models and the report included; beside the measured speed-up, what the simulation says of the same jobs alone.",
    markdownTable(
      [
        ["workers", "median, s", "shortest, s", "longest, s", "speed-up", "simulated"],
        ...rows,
      ],
      { align: ["r", "r", "r", "r", "r", "r"] },
    ),
  ];
}

/** What the scaling study is made of. */
export interface ScalingInputs {
  /** Name of the profile. */
  readonly profile: string;
  /** Its plan. */
  readonly plan: TimedPlan;
  /** Where its times come from. */
  readonly timings: Timings;
  /** What few workers were measured to take. */
  readonly measured: MeasuredScaling;
  /** The jobs that they ran. */
  readonly measuredPlan: TimedPlan;
}

/** `docs/scaling.md`, ending in a line break. */
export function scalingText(
  { profile, plan, timings, measured, measuredPlan }: ScalingInputs,
): string {
  const { jobs, timed, names } = plan, { machine } = timings;
  const work = totalWork(jobs), longest = criticalPath(jobs);
  const chain = longestChain(jobs).map(({ key }) => names.get(key)!);
  const rows = SHOWN.map((workers) => {
    const seconds = makespan(jobs, workers);
    return [
      String(workers),
      minutes(seconds),
      fixed(work / seconds, 1),
      `${fixed(100 * work / (workers * seconds), 0)}%`,
    ];
  });
  return `${
    [
      "# Scaling",
      `How far the ${profile} plan can be spread: one job is one training or one probe, jobs share nothing but the store, and a job never uses more ` +
      "than one core. Made by `deno task plan --profile " + profile +
      " --scaling`; nothing here is typed by hand.",
      "## What the plan allows",
      `${grouped(jobs.length)} computations, ${
        grouped(timed)
      } of them with measured times: the seconds of their training epochs, recorded on ${machine.processor}, ${machine.cores} cores, ${machine.system}. ` +
      "Scoring after the last epoch is left out, and what trains nothing counts by its declared cost. " +
      "Minutes are those of that machine, with whatever else it did; speed-ups depend on their ratios alone.",
      markdownTable([
        ["total work, min", "critical path, min", "ideal speed-up"],
        [minutes(work), minutes(longest), fixed(work / longest, 1)],
      ], { align: ["r", "r", "r"] }),
      "Simulated: whenever a worker is free it takes the first job of the plan whose needs are done, as a run does.",
      markdownTable([["workers", "minutes", "speed-up", "workers busy"], ...rows], {
        align: ["r", "r", "r", "r"],
      }),
      picture("scaling.svg", scalingFigure(plan, profile)),
      `Beyond the ideal speed-up more workers wait for the longest chain: ${
        chain.join(", then ")
      }.`,
      ...measuredText(measured, measuredPlan),
    ].join("\n\n")
  }\n`;
}
