/** Brings networks into the page: the kernels once, then weights and words of each network as they are asked for. */
import { Network } from "./network.ts";
import type { NetworkCard } from "./network_card.ts";
import { wordIds } from "./step_input.ts";
import { unpackWeightsFile } from "./weights_file.ts";

/** A network that is ready to read. */
export interface ReadyNetwork {
  /** What it is. */
  readonly card: NetworkCard;
  /** The network. */
  readonly network: Network;
  /** Ids by word; empty for a network that reads loads. */
  readonly words: ReadonlyMap<string, number>;
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
