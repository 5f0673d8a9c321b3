/** Brings networks into the page: the kernels once, then weights and words of each network as they are asked for. */
import { Network } from "./network.ts";
import type { NetworkCard } from "./network_card.ts";
import { wordIds } from "./step_input.ts";
import { sentBytes, unpackWeightsFile } from "./weights_file.ts";

/** A network that is ready to read. */
export interface ReadyNetwork {
  /** What it is. */
  readonly card: NetworkCard;
  /** The network. */
  readonly network: Network;
  /** Ids by word; empty for a network that reads loads. */
  readonly words: ReadonlyMap<string, number>;
}

/** Bytes of weights that a page fetches unasked: with all else that it loads it stays under 500 kB. */
const UNASKED = 410_000;

/** How many networks, from the first, a page fetches unasked; one at least. */
export function fetchedUnasked(cards: readonly NetworkCard[]): number {
  const sums = cards.map((_, i) =>
    cards.slice(0, i + 1).reduce((sum, card) => sum + sentBytes(card), 0)
  );
  return Math.max(1, sums.filter((sum) => sum <= UNASKED).length);
}

/** Where the compiled kernels lie on the site. */
export const KERNELS_PATH = "/gates/kernels.wasm";

/** Where a network's weights and words lie on the site. */
export function networkPaths(id: string): { readonly weights: string; readonly words: string } {
  return { weights: `/gates/${id}/weights.bin`, words: `/gates/${id}/words.json` };
}

/**
 * Fetches and loads networks.
 * @throws Error when something cannot be had
 */
export function loadNetworks(
  cards: readonly NetworkCard[],
  get: (path: string) => Promise<Response> = (path) => fetch(path),
): Promise<ReadyNetwork[]> {
  const asked = async (path: string): Promise<Response> => {
    const response = await get(path);
    if (response.ok) return response;
    throw new Error(`Cannot fetch ${path}: the site answered ${response.status}`);
  };
  const kernels = asked(KERNELS_PATH).then((response) => response.arrayBuffer());
  return Promise.all(cards.map(async (card): Promise<ReadyNetwork> => {
    const paths = networkPaths(card.id);
    const [code, weights, words] = await Promise.all([
      kernels,
      asked(paths.weights).then((response) => response.arrayBuffer()),
      card.spec.embedding ? asked(paths.words).then((response) => response.json()) : [],
    ]);
    return {
      card,
      network: await Network.load(code, card.spec, unpackWeightsFile(new Uint8Array(weights))),
      words: wordIds(words),
    };
  }));
}
