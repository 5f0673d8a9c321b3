import type { JSX } from "preact";
import type { ForecastComparison } from "../src/report/forecast_comparison.ts";
import { fixed } from "../src/report/markdown.ts";
import { pText, SIGNIFICANT } from "../src/web/findings.ts";
import { ScrollTable } from "./ScrollTable.tsx";

/** The test of every pair of forecasters; pairs that differ by more than chance are set in bold. */
export function PairTable(
  { comparison }: { readonly comparison: ForecastComparison },
): JSX.Element {
  return (
    <ScrollTable caption="Diebold–Mariano test of each pair of forecasters">
      <thead>
        <tr>
          <th scope="col">pair</th>
          <th scope="col">better on these windows</th>
          <th scope="col" class="number">difference of MSE</th>
          <th scope="col" class="number">statistic</th>
          <th scope="col" class="number">probability</th>
        </tr>
      </thead>
      <tbody>
        {comparison.dieboldMariano.pairs.map((
          { a, b, meanDifferential, statistic, probability },
        ) => (
          <tr key={`${a} ${b}`} class={probability < SIGNIFICANT ? "clear" : undefined}>
            <th scope="row">{a} and {b}</th>
            <td>{meanDifferential < 0 ? a : b}</td>
            <td class="number">{fixed(Math.abs(meanDifferential), 5)}</td>
            <td class="number">{fixed(statistic, 2)}</td>
            <td class="number">{pText(probability)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
