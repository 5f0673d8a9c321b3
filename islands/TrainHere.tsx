/** Trains one published network again in the visitor's own browser; everything heavy is loaded at the click. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { LossChart } from "../components/LossChart.tsx";
import { TrainingOutcome } from "../components/TrainingOutcome.tsx";
import type { TrainingNews, TrainingOrder } from "../src/web/browser_training.ts";
import { begin, follow, STAGES, type TrainingProgress } from "../src/web/training_progress.ts";
import type { TrainingOffer } from "../src/web/training_offers.ts";
import { WORKER_FILE } from "../src/web/training_files.ts";

/** The button, the curve and the two hashes. */
export default function TrainHere(
  { offers, files, megabytes }: {
    readonly offers: readonly TrainingOffer[];
    readonly files: string;
    readonly megabytes: string;
  },
): JSX.Element {
  const [job, setJob] = useState(offers[0]!.job);
  const [progress, setProgress] = useState<TrainingProgress | null>(null);
  const [ready, setReady] = useState(false);
  const worker = useRef<Worker | null>(null);
  const offer = offers.find((candidate) => candidate.job === job)!;
  const running = progress !== null && !progress.over;

  // A page that is left takes its worker with it, and a button without its script is of no use.
  useEffect(() => {
    setReady(true);
    return () => worker.current?.terminate();
  }, []);

  function end(): void {
    worker.current?.terminate();
    worker.current = null;
  }
  function hear(news: TrainingNews): void {
    const now = performance.now();
    setProgress((before) => before && follow(before, news, now));
    if (news.kind === "trained" || news.kind === "failed") end();
  }
  function start(): void {
    const order: TrainingOrder = { ...offer.order, files };
    const fresh = new Worker(files + WORKER_FILE, { type: "module" });
    fresh.onmessage = ({ data }: MessageEvent<TrainingNews>) => hear(data);
    fresh.onerror = () => hear({ kind: "failed", message: "Cannot load the worker" });
    worker.current = fresh;
    setProgress(begin(performance.now()));
    fresh.postMessage(order);
  }
  function stop(): void {
    end();
    setProgress(null);
  }

  const { epochs } = offer.order.config.training;
  const published = offer.validation.map((loss, i) => ({ at: i + 1, loss }));
  return (
    <div class="tool">
      <div class="tool-row">
        <label>
          <span>Network</span>
          <select
            disabled={running}
            onChange={(event) => {
              setJob(event.currentTarget.value);
              setProgress(null);
            }}
          >
            {offers.map(({ job, model }) => <option key={job} value={job}>{model}</option>)}
          </select>
        </label>
        {running
          ? <button type="button" class="quiet" onClick={stop}>Stop</button>
          : (
            <button type="button" disabled={!ready} onClick={start}>
              {progress === null ? "Train it here" : "Train it again"}
            </button>
          )}
        <p class="table-note">
          {epochs} epochs, seconds on a laptop; loads {megabytes} MB once.
        </p>
      </div>
      <noscript>
        <p class="problem">This page needs JavaScript: your own browser does the training.</p>
      </noscript>
      {progress !== null && (
        <>
          <p class="training-state" role="status">{STAGES[progress.stage]}</p>
          <progress
            max={epochs}
            value={progress.over ? epochs : progress.batches.at(-1)?.at ?? 0}
            aria-label="Epochs trained"
          />
          <LossChart
            epochs={epochs}
            batches={progress.batches}
            validations={progress.validations}
            published={published}
            summary={`Loss of ${offer.model} over ${epochs} epochs: the line is the training loss of each batch, dots are validation losses here, rings the published ones.`}
          />
          <p class="table-note">
            Mean squared error on standardised values: the line, each batch in training; dots,
            validation after each epoch here; rings, as published.
          </p>
        </>
      )}
      {progress !== null && <TrainingOutcome offer={offer} progress={progress} />}
    </div>
  );
}
