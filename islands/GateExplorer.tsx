/** What happens inside one or two networks while they read a sample, and how that follows from the input. */
import type { JSX } from "preact";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { GateColumn } from "../components/GateColumn.tsx";
import { GateControls } from "../components/GateControls.tsx";
import { GateDownloads } from "../components/GateDownloads.tsx";
import { GateLegend } from "../components/GateLegend.tsx";
import { GateLinks } from "../components/GateLinks.tsx";
import { GateLoadField } from "../components/GateLoadField.tsx";
import { GateReview } from "../components/GateReview.tsx";
import { GateStep } from "../components/GateStep.tsx";
import { GateWords } from "../components/GateWords.tsx";
import { placesOf } from "../src/explorer/lanes.ts";
import { fetchedUnasked, loadNetworks, type ReadyNetwork } from "../src/explorer/load_networks.ts";
import type { NetworkCard, Sample } from "../src/explorer/network_card.ts";
import { type Reading, readingOf, readSample } from "../src/explorer/reading.ts";
import { wordSpan } from "../src/explorer/step_input.ts";
import { stepName } from "../src/explorer/summary.ts";
import { unitText } from "../src/explorer/unit_text.ts";
import { movedTo, type ViewLimits, viewQuery, type ViewState } from "../src/explorer/view_state.ts";

/** What the server hands to the page. */
export interface GateExplorerProps {
  /** The networks shown, one or two. */
  readonly cards: readonly NetworkCard[];
  /** All networks of the profile that read such a sample. */
  readonly networks: readonly { readonly id: string; readonly model: string }[];
  /** The profile. */
  readonly profile: string;
  /** The sample as it was published. */
  readonly sample: Sample;
  /** All samples of its kind. */
  readonly samples: readonly { readonly id: string; readonly title: string }[];
  /** What the address asks for. */
  readonly view: ViewState;
  /** What it may ask for. */
  readonly limits: ViewLimits;
  /** The server's own readings, without the cells of heat maps. */
  readonly first: readonly Reading[];
}

/** Milliseconds after which an address follows what is shown; browsers refuse more than a few changes a second. */
const ADDRESS_DELAY = 250;
/**
 * Steps that a network reads again and again before anything is asked of it. A browser compiles what runs often, and the first move of a
 * hand should find that done.
 */
const REHEARSED = 480;
/** Milliseconds between two such readings, for a hand that is faster. */
const PAUSE = 30;
/** The name of a visitor's own review in the part of the address that is never sent. */
const TEXT = "text";

/** The sample with what was changed in it. */
function changedSample(sample: Sample, view: ViewState, text: string | null): Sample {
  if (sample.kind === "review") return text === null ? sample : { ...sample, text };
  const kilowatts = sample.kilowatts.map((load, step) => view.edits[step] ?? load);
  return { ...sample, kilowatts };
}

/** The explorer. */
export default function GateExplorer(props: GateExplorerProps): JSX.Element {
  const { cards, limits, first } = props;
  const [view, setView] = useState(props.view);
  const [text, setText] = useState<string | null>(null);
  const [wanted, setWanted] = useState(() => fetchedUnasked(cards));
  const [ready, setReady] = useState<readonly ReadyNetwork[]>([]);
  const [rehearsals, setRehearsals] = useState(0);
  const [problem, setProblem] = useState("");
  const [attempt, setAttempt] = useState(0);
  const [dark, setDark] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const isRehearsed = rehearsals * cards[0]!.steps >= REHEARSED;

  useEffect(() => {
    setProblem("");
    loadNetworks(cards.slice(ready.length, wanted)).then(
      (more) => {
        const all = [...ready, ...more];
        // A later, larger call may have come first.
        setReady((now) => all.length > now.length ? all : now);
      },
      (error: Error) => setProblem(error.message),
    );
  }, [wanted, attempt]);
  useEffect(() => {
    if (ready.length === 0 || isRehearsed) return;
    const timer = setTimeout(() => setRehearsals(rehearsals + 1), PAUSE);
    return () => clearTimeout(timer);
  }, [ready, rehearsals]);
  useEffect(() => {
    const own = new URLSearchParams(location.hash.slice(1)).get(TEXT);
    if (own !== null && props.sample.kind === "review") setText(own);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const follow = (): void => setDark(scheme.matches);
    follow();
    scheme.addEventListener("change", follow);
    return () => scheme.removeEventListener("change", follow);
  }, []);

  const query = viewQuery(view, limits).toString();
  const hash = text === null ? "" : `#${new URLSearchParams({ [TEXT]: text })}`;
  const beside = cards[1]?.id;
  const address = useCallback((run: string, to: string, other?: string): string => {
    const own = new URLSearchParams(query);
    // Changes, and the words that are shown, belong to their sample.
    if (to !== props.sample.id) ["edit", "from", "to", "step"].forEach((name) => own.delete(name));
    if (other !== undefined) own.set("with", other);
    return `/gates/${run}/${to}${own.size > 0 ? `?${own}` : ""}`;
  }, [query]);
  const here = address(cards[0]!.id, props.sample.id, beside) + hash;
  useEffect(() => {
    const timer = setTimeout(() => history.replaceState(null, "", here), ADDRESS_DELAY);
    return () => clearTimeout(timer);
  }, [here]);

  const changed = text !== null || Object.keys(view.edits).length > 0;
  const sample = useMemo(() => changedSample(props.sample, view, text), [view.edits, text]);
  const seen = useMemo(
    () => ready.map(({ card, network, words }) => readSample(network, card, sample, words)),
    [ready, sample, rehearsals],
  );
  const readings = useMemo(
    () =>
      first.map((reading, i) =>
        seen[i] ? readingOf(seen[i], cards[i]!, view, changed ? undefined : props.sample) : reading
      ),
    [seen, view.layer, view.direction, view.order, changed],
  );
  const { layer, direction, order, unit, edits } = props.view;
  const moved = text !== null || view.edits !== edits || view.layer !== layer ||
    view.direction !== direction || view.order !== order || view.unit !== unit;
  useEffect(() => {
    // What the server has drawn cannot follow.
    if (moved) setWanted(cards.length);
  }, [moved]);

  const places = useMemo(() => placesOf(readings.map(({ lanes }) => lanes)), [readings]);

  const onStep = useCallback(
    (step: number) => setView((now) => movedTo(now, step, limits.steps)),
    [],
  );
  const onUnit = useCallback(
    (unit: number) => setView((now) => ({ ...now, unit: now.unit === unit ? null : unit })),
    [],
  );
  const onLoad = useCallback(
    (step: number, load: number) =>
      setView((now) => ({ ...now, cursor: step, edits: { ...now.edits, [step]: load } })),
    [],
  );
  const isReady = ready.length === wanted && isRehearsed;
  const tokens = readings[0]!.tokens;
  const words = useMemo(() => tokens && wordSpan(tokens), [tokens]);
  useEffect(() => {
    // What is written should be seen.
    if (text === null || words === undefined || view.from <= words.from) return;
    setView((now) => ({ ...now, from: words.from }));
  }, [text, words]);
  const onFetch = useCallback(() => {
    setWanted(cards.length);
    setAttempt((now) => now + 1);
  }, []);
  const onUndo = useCallback(() => {
    setText(null);
    setView((now) => ({ ...now, edits: {} }));
  }, []);
  const orders = (["index", "half-life", "correlation"] as const).filter((order) =>
    order === "index" || order === view.order ||
    readings.some((one) => order === "half-life" ? one.halfLives : one.correlations)
  );
  return (
    <div class="gates" ref={root} data-ready={isReady ? "yes" : "no"}>
      <GateLinks
        cards={cards}
        networks={props.networks}
        sample={props.sample}
        samples={props.samples}
        address={address}
        hash={hash}
      />
      {problem !== "" && (
        <p class="problem" role="alert">
          {problem}. What you see was computed by the server; it cannot follow changes.{" "}
          <button type="button" class="quiet" onClick={onFetch}>Try again</button>
        </p>
      )}
      {sample.kind === "review" && (
        <GateReview text={sample.text} changed={changed} onText={setText} onUndo={onUndo} />
      )}
      <GateControls
        view={view}
        limits={limits}
        orders={orders}
        unitNote={unitText(cards, readings, view)}
        words={words}
        onView={setView}
      >
        {sample.kind === "load" && (
          <GateLoadField
            sample={sample}
            step={view.cursor}
            changed={changed}
            onLoad={onLoad}
            onUndo={onUndo}
          />
        )}
      </GateControls>
      <GateStep
        view={view}
        limits={limits}
        stepText={stepName(sample, readings[0]!, view.cursor)}
        onView={setView}
        onStep={onStep}
      />
      <div class={`gate-columns of-${cards.length}`}>
        {cards.map((card, i) => (
          <GateColumn
            key={card.id}
            card={card}
            sample={sample}
            given={props.sample}
            reading={readings[i]!}
            view={view}
            places={places}
            changed={changed}
            dark={dark}
            state={i < ready.length ? "here" : i < wanted && problem === "" ? "coming" : "unasked"}
            onStep={onStep}
            onUnit={onUnit}
            onLoad={onLoad}
            onFetch={onFetch}
          />
        ))}
      </div>
      <GateLegend readings={readings} view={view} dark={dark} />
      <GateDownloads
        cards={cards}
        readings={readings}
        sample={sample}
        view={view}
        changed={changed}
        profile={props.profile}
        dark={dark}
        root={root}
        ready={ready.length === cards.length}
      />
      <GateWords cards={cards} readings={readings} sample={sample} view={view} />
    </div>
  );
}
