import type { JSX } from "preact";
import { fixed, grouped } from "../src/report/markdown.ts";
import { metricOrder, metricText, metricTitle } from "../src/web/metrics.ts";
import type { Run } from "../src/web/runs.ts";

/** The headline numbers of a run. */
export function RunFacts({ run }: { readonly run: Run }): JSX.Element | null {
  const { test, parameters, bestEpoch, secondsPerEpoch } = run;
  const facts: readonly (readonly [string, string])[] = [
    ...metricOrder(Object.keys(test)).map((name) =>
      [metricTitle(name), metricText(name, test[name]!)] as const
    ),
    ...parameters === null ? [] : [["parameters", grouped(parameters)] as const],
    ...bestEpoch === null ? [] : [["best epoch", String(bestEpoch)] as const],
    ...secondsPerEpoch === null ? [] : [["an epoch", `${fixed(secondsPerEpoch, 2)} s`] as const],
  ];
  if (facts.length === 0) return null;
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
