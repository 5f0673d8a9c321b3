import { CliError } from "../core/cli_error.ts";
import { type Profile, PROFILES } from "../experiments/profile.ts";
import { checked } from "../report/artefact.ts";
import type { Timings } from "../report/timings.ts";
import { publishedTimings } from "../reproduction/report_folder.ts";
import { planProfile } from "../reproduction/profile_plan.ts";
import { type MeasuredScaling, measuredScalingSchema } from "./measured_scaling.ts";
import { scalingFigure, scalingText, timePlan } from "./scaling_study.ts";

async function readMeasured(path: string): Promise<MeasuredScaling> {
  try {
    const what = "scaling.json";
    return checked(JSON.parse(await Deno.readTextFile(path)), measuredScalingSchema, what);
  } catch (cause) {
    throw new CliError(`Cannot read ${path}: ${(cause as Error).message}`, {
      hint: "Measure again: deno task bench:scaling --publish",
      cause,
    });
  }
}

async function timingsOf({ name }: Profile, reports: string): Promise<Timings> {
  const timings = await publishedTimings(`${reports}/${name}`);
  if (timings !== undefined) return timings;
  throw new CliError(`Cannot find ${reports}/${name}/timings.json`, {
    hint: `Make it: deno task reproduce --profile ${name} --publish`,
  });
}

/**
 * The scaling study of a profile from what is published: `scaling.md` and `scaling.svg`.
 * @param reports folder of the published results
 * @throws CliError when times are missing or damaged
 */
export async function scalingFiles(
  profile: Profile,
  reports: string,
): Promise<Readonly<Record<"scaling.md" | "scaling.svg", string>>> {
  const timings = await timingsOf(profile, reports);
  const plan = timePlan(await planProfile(profile), timings);
  const measured = await readMeasured(`${reports}/bench/scaling.json`);
  const quick = PROFILES.quick;
  const measuredPlan = timePlan(
    await planProfile(quick, measured.jobs),
    await timingsOf(quick, reports),
  );
  return {
    "scaling.md": scalingText({ profile: profile.name, plan, timings, measured, measuredPlan }),
    "scaling.svg": scalingFigure(plan, profile.name).svg,
  };
}
