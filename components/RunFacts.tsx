import type { JSX } from "preact";
import { fixed, grouped } from "../src/report/markdown.ts";
import type { Run } from "../src/web/runs.ts";

/** The headline numbers of a run. */
export function RunFacts({ run }: { readonly run: Run }): JSX.Element {
  const { test, parameters, convergenceEpoch, secondsPerEpoch } = run;
  const facts: readonly (readonly [string, string])[] = [
    ["test MSE, standardised", fixed(test.mse, 6)],
    ["test MAE, standardised", fixed(test.mae, 6)],
    ["test MAE", `${fixed(test.maeKw, 4)} kW`],
    ["parameters", grouped(parameters)],
    ...convergenceEpoch === null ? [] : [["convergence epoch", String(convergenceEpoch)] as const],
    ...secondsPerEpoch === null ? [] : [["an epoch", `${fixed(secondsPerEpoch, 2)} s`] as const],
  ];
  return (
    <dl class="numbers">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
