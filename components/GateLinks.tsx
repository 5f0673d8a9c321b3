import type { JSX } from "preact";
import type { NetworkCard, Sample } from "../src/explorer/network_card.ts";

interface Named {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  readonly current: boolean;
}

function Row(
  { label, links }: { readonly label: string; readonly links: readonly Named[] },
): JSX.Element {
  return (
    <div class="gate-links">
      <span id={`gate-${label}`}>{label}</span>
      <ul aria-labelledby={`gate-${label}`}>
        {links.map(({ id, name, href, current }) => (
          <li key={id}>
            <a href={href} aria-current={current ? "true" : undefined}>{name}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Links to the other samples and networks, which keep what is shown and what was changed. */
export function GateLinks({ cards, networks, sample, samples, address, hash }: {
  readonly cards: readonly NetworkCard[];
  readonly networks: readonly { readonly id: string; readonly model: string }[];
  readonly sample: Sample;
  readonly samples: readonly { readonly id: string; readonly title: string }[];
  readonly address: (run: string, sample: string, other?: string) => string;
  /** A visitor's own review; it belongs to this sample. */
  readonly hash: string;
}): JSX.Element {
  const [one, other] = cards;
  return (
    <nav class="gate-nav" aria-label="Samples and networks">
      <Row
        label="Sample"
        links={samples.map(({ id, title }) => ({
          id,
          name: title,
          href: address(one!.id, id, other?.id),
          current: id === sample.id,
        }))}
      />
      <Row
        label="Network"
        links={networks.map(({ id, model }) => ({
          id,
          name: model,
          href: address(id, sample.id, id === other?.id ? undefined : other?.id) + hash,
          current: id === one!.id,
        }))}
      />
      <Row
        label="Beside it"
        links={[
          {
            id: "none",
            name: "none",
            href: address(one!.id, sample.id) + hash,
            current: other === undefined,
          },
          ...networks.filter(({ id }) => id !== one!.id).map(({ id, model }) => ({
            id,
            name: model,
            href: address(one!.id, sample.id, id) + hash,
            current: id === other?.id,
          })),
        ]}
      />
    </nav>
  );
}
