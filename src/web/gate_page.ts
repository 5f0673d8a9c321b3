/** What an address of the gate explorer leads to. */
import { HttpError } from "fresh";
import type { LoadSample, ReviewSample, Sample } from "../explorer/network_card.ts";
import { sampleKindOf } from "../explorer/network_card.ts";
import { type Reading, readingOf, readSample, withoutCells } from "../explorer/reading.ts";
import { reviewSteps, wordSpan } from "../explorer/step_input.ts";
import { parseView, type ViewLimits, type ViewState } from "../explorer/view_state.ts";
import type { Samples } from "../report/samples.ts";
import type { GateLibrary, GateProfile, KeptNetwork } from "./gate_library.ts";

/** A page of the explorer. */
export interface GatePage {
  /** The profile that its networks belong to. */
  readonly profile: string;
  /** The networks shown, one or two. */
  readonly shown: readonly KeptNetwork[];
  /** All networks of the profile that read such a sample. */
  readonly networks: readonly KeptNetwork[];
  /** The sample. */
  readonly sample: Sample;
  /** All samples of its kind. */
  readonly samples: readonly Sample[];
  /** What of it is looked at. */
  readonly view: ViewState;
  /** What could be. */
  readonly limits: ViewLimits;
  /** What each network makes of the sample, changes included. */
  readonly readings: readonly Reading[];
}

/** The samples of a profile as pages know them. */
export function samplesOf({ windows, reviews }: Samples): Sample[] {
  return [
    ...windows.map(({ dataset: _, label, ...window }): LoadSample => ({
      kind: "load",
      simulated: label === "simulated",
      ...window,
    })),
    ...reviews.map(({ label: _, place: __, ...review }): ReviewSample => ({
      kind: "review",
      simulated: true,
      ...review,
    })),
  ];
}

/** Whether a network can read a sample: of its kind, and a load of its length. */
export function canRead({ card }: KeptNetwork, sample: Sample): boolean {
  if (sampleKindOf(card) !== sample.kind) return false;
  return sample.kind === "review" || sample.kilowatts.length === card.steps;
}

/**
 * The network that an address names.
 * @throws HttpError of status 400 for what cannot be an id, of 404 for an unknown one
 */
export async function findNetwork(
  library: GateLibrary,
  id: string,
): Promise<{ readonly network: KeptNetwork; readonly profile: GateProfile }> {
  if (!/^[0-9a-f]{12}$/.test(id)) {
    throw new HttpError(
      400,
      "A network is named by the first 12 hexadecimal digits of its job’s key, as in /gates/0123456789ab/rise.",
    );
  }
  for (const profile of (await library.read()).profiles) {
    const network = profile.networks.find(({ card }) => card.id === id);
    if (network !== undefined) return { network, profile };
  }
  throw new HttpError(
    404,
    "No network that is kept with its weights has this key. The page /gates lists all that are.",
  );
}

/** The sample that is about padding, which is shown with all of it. */
const PADDED = "padding";

/** The step from which a review is worth seeing; 0 where nothing comes before its words. */
async function firstWords(
  library: GateLibrary,
  network: KeptNetwork,
  { text }: ReviewSample,
): Promise<number> {
  const { steps, padding } = network.card, ids = await library.wordIds(network);
  return wordSpan(reviewSteps(text, ids, steps, padding!).tokens).from;
}

/**
 * The page of an address.
 * @throws HttpError of status 400 for malformed parameters, of 404 for an unknown network or sample
 */
export async function gatePage(
  library: GateLibrary,
  run: string,
  sampleId: string,
  query: URLSearchParams,
): Promise<GatePage> {
  const { network, profile } = await findNetwork(library, run);
  const all = samplesOf(profile.samples).filter((one) => canRead(network, one));
  const given = all.find(({ id }) => id === sampleId);
  if (given === undefined) {
    const names = all.map(({ id }) => id).join(", ") || "none";
    throw new HttpError(404, `${network.card.job} has no such sample. It has: ${names}.`);
  }
  const networks = profile.networks.filter((one) => canRead(one, given));
  const other = query.get("with");
  const beside = networks.find(({ card }) => card.id === other);
  if (other !== null && (beside === undefined || beside === network)) {
    throw new HttpError(
      /^[0-9a-f]{12}$/.test(other) ? 404 : 400,
      "The parameter “with” names another network of the same profile that reads this sample.",
    );
  }
  const shown = beside === undefined ? [network] : [network, beside];
  const limits: ViewLimits = {
    steps: network.card.steps,
    layers: Math.max(...shown.map(({ card }) => card.spec.recurrent.layers)),
    backward: shown.some(({ card }) => card.spec.recurrent.bidirectional),
    hidden: Math.min(...shown.map(({ card }) => card.spec.recurrent.hidden)),
    loads: given.kind === "load",
    plainFrom: given.kind === "review" && given.id !== PADDED
      ? await firstWords(library, network, given)
      : 0,
  };
  let view: ViewState;
  try {
    view = parseView(query, limits);
  } catch (error) {
    if (error instanceof RangeError) throw new HttpError(400, error.message);
    throw error;
  }
  const edited = Object.keys(view.edits).length > 0;
  const sample = given.kind === "load" && edited
    ? { ...given, kilowatts: given.kilowatts.map((load, step) => view.edits[step] ?? load) }
    : given;
  const readings = await Promise.all(shown.map(async (one) => {
    const words = await library.wordIds(one);
    const seen = readSample(await library.network(one), one.card, sample, words);
    return withoutCells(readingOf(seen, one.card, view, edited ? undefined : sample));
  }));
  const { profile: name } = profile;
  return { profile: name, shown, networks, sample: given, samples: all, view, limits, readings };
}

/** The address of a network's reading of a sample. */
export function gateAddress(run: string, sample: string): string {
  return `/gates/${run}/${sample}`;
}
