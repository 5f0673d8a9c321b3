import type { JSX } from "preact";
import type { NetworkCard } from "../src/explorer/network_card.ts";
import { sentBytes } from "../src/explorer/weights_file.ts";

/** Says of a network that only the server has run yet what the page would need to run it too. */
export function GateFetch(
  { card, onFetch }: { readonly card: NetworkCard; readonly onFetch: () => void },
): JSX.Element {
  return (
    <p class="gate-note">
      The server has drawn these lines. Heat maps, downloads and your own input need{" "}
      {Math.round(sentBytes(card) / 1000)} kB of weights; a change fetches them too.{" "}
      <button type="button" class="quiet" onClick={onFetch}>Fetch {card.model}</button>
    </p>
  );
}
