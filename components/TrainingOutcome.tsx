import type { JSX } from "preact";
import { fixed } from "../src/report/markdown.ts";
import type { TrainingOffer } from "../src/web/training_offers.ts";
import type { TrainingProgress } from "../src/web/training_progress.ts";
import { FigureTable } from "./FigureTable.tsx";

/** How a training in the browser ended: the two hashes, whether they are equal, and the validation losses behind the chart. */
export function TrainingOutcome(
  { offer, progress: { weights, failure, seconds, validations } }: {
    readonly offer: TrainingOffer;
    readonly progress: TrainingProgress;
  },
): JSX.Element {
  const equal = weights === offer.weights;
  return (
    <>
      {failure !== undefined && (
        <div class="outcome differs" role="alert">
          <p class="total">The training did not end</p>
          <p>{failure}.</p>
        </div>
      )}
      {weights !== undefined && (
        <div class={`outcome ${equal ? "equal" : "differs"}`} role="alert">
          <p class="total">
            {equal ? "Equal, to the last bit" : "Not equal"}
          </p>
          <dl class="facts">
            <div>
              <dt>trained here</dt>
              <dd>
                <code class="hash" data-hash="here">{weights}</code>
              </dd>
            </div>
            <div>
              <dt>published</dt>
              <dd>
                <code class="hash" data-hash="published">{offer.weights}</code>
              </dd>
            </div>
          </dl>
          <p>
            {equal
              ? `Your browser trained ${offer.model} in ${
                fixed(seconds, 1)
              } s to the very weights that `
              : `Your browser trained ${offer.model} to other weights than `}
            <a href={`/runs/${offer.key.slice(0, 12)}`}>the published run</a> has{equal
              ? "."
              : ": one of the two machines has a fault, or the published results belong to another version. Please report it with the name of your browser."}
          </p>
        </div>
      )}
      {validations.length > 0 && (
        <details>
          <summary>The numbers in this picture</summary>
          <FigureTable
            caption="Validation MSE after each epoch"
            table={{
              header: ["epoch", "here", "published"],
              rows: validations.map(({ at, loss }) => [
                String(at),
                fixed(loss, 6),
                fixed(offer.validation[at - 1]!, 6),
              ]),
            }}
          />
        </details>
      )}
    </>
  );
}
