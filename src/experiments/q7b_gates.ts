/** Q7-b: what the gates of the LSTM and the GRU of Q7-a do at calm moments, abrupt changes and peaks. */
import type { JsonObject } from "../core/canonical_json.ts";
import type { JobSpec } from "../core/job.ts";
import { ARCHITECTURES } from "./forecasters.ts";
import type { GateProbe } from "./gate_probe.ts";
import type { Profile } from "./profile.ts";
import { WINDOW } from "./q7a_comparison.ts";

/** A probe of each gated architecture with each seed. */
export function gateProbeJobs(profile: Profile): JobSpec[] {
  const { powerRecord: record } = profile;
  const specOf = (model: string) => ({
    recurrent: ARCHITECTURES[model]!.stack,
    readout: ARCHITECTURES[model]!.readout,
    outputs: 1,
  });
  return ["LSTM", "GRU"].flatMap((model) =>
    profile.forecast.seeds.map((seed): JobSpec => {
      const config: GateProbe = {
        model,
        seed,
        window: WINDOW,
        stride: profile.forecast.validationStride,
        spec: specOf(model),
        ...(model === "GRU" && { comparedSpec: specOf("LSTM") }),
        ...(record !== undefined && { record }),
      };
      const trainings = model === "GRU" ? ["GRU", "LSTM"] : ["LSTM"];
      return {
        id: `Q7-b/${model}/seed-${seed}`,
        experiment: "Q7-b",
        kind: "gate-probe",
        config: config as unknown as JsonObject,
        data: [profile.powerData, ...(record === undefined ? [] : [record])],
        needs: trainings.map((name) => `Q7-a/${name}/seed-${seed}`),
        cost: 1e6,
      };
    })
  );
}
