/** Artefacts of a made-up P4: a perceptron that learns places, a GRU that learns the pattern. */
import { sha256 } from "../../src/core/sha256.ts";
import type { Artefact } from "../../src/report/artefact.ts";
import { result } from "./fixture.ts";

/** Both networks with three seeds. */
export function patternArtefacts(): Artefact[] {
  return [
    { model: "GRU", parameters: 1038, unseen: 0.9, longer: 0.85 },
    { model: "MLP", parameters: 1041, unseen: 0.5, longer: null },
  ].flatMap(({ model, parameters, unseen, longer }) =>
    [1, 2, 3].map((seed): Artefact => {
      const id = `P4/${model}/seed-${seed}`;
      const scored = (accuracy: number) => ({ loss: 0.5, accuracy: accuracy + seed / 100 });
      const metrics = {
        parameters,
        sequences: 400,
        test: {
          seen: scored(0.95),
          unseen: scored(unseen),
          longer: longer === null ? null : scored(longer),
        },
      };
      return {
        id,
        key: sha256(`key of ${id}`),
        experiment: "P4",
        config: { model, seed, steps: 24 },
        data: {},
        kernel: sha256("kernel"),
        engine: 1,
        outputs: {
          "metrics.json": result(JSON.stringify(metrics)),
          "weights.safetensors": result(`weights of ${id}`),
        },
      };
    })
  );
}
