import { page } from "fresh";
import { Head } from "fresh/runtime";
import { BrokenReports } from "../../components/BrokenReports.tsx";
import { DataLabel } from "../../components/DataLabel.tsx";
import { GateSpark } from "../../components/GateSpark.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { define } from "../../src/web/define.ts";
import { canRead, gateAddress, samplesOf } from "../../src/web/gate_page.ts";

export const handler = define.handlers(async ({ state }) => {
  const { profiles, broken } = await state.gates.read();
  return page({
    broken,
    profiles: profiles.map(({ profile, networks, samples }) => ({
      profile,
      samples: samplesOf(samples)
        .map((sample) => ({ sample, networks: networks.filter((one) => canRead(one, sample)) }))
        .filter(({ networks }) => networks.length > 0),
    })),
  });
});

/** Networks that are worth seeing beside each other. */
const PAIRS = [["LSTM", "GRU"], ["SimpleRNN", "LSTM"]] as const;

export default define.page<typeof handler>(({ data: { profiles, broken } }) => (
  <article>
    <Head>
      <link rel="stylesheet" href="/styles/explorer.css" />
    </Head>
    <PageHead title="Look inside the networks">
      <p class="lead">
        Every gate and every state, at every step, of networks that this study trained: choose what
        they read, drag a point of the load or write a review, and see what follows. The networks
        run in your browser, on the kernels that trained them.
      </p>
    </PageHead>
    <BrokenReports broken={broken} />
    {profiles.length === 0 && broken.length === 0 && (
      <section class="notice">
        <h2>There are no networks to look into</h2>
        <p>
          Expected weights such as{" "}
          <code>models/quick/q7-a-lstm-seed-1.safetensors</code>. Restore the folder{" "}
          <code>models</code> from the repository, or make them with{" "}
          <code>deno task reproduce</code> and <code>deno task export --kept</code>.
        </p>
      </section>
    )}
    {profiles.map(({ profile, samples }) => (
      <section key={profile} aria-labelledby={`gates-${profile}`}>
        <h2 id={`gates-${profile}`}>The {profile} profile</h2>
        <ul class="gate-cards">
          {samples.map(({ sample, networks }) => (
            <li key={sample.id}>
              <h3>{sample.title}</h3>
              <GateSpark sample={sample} />
              <p>{sample.why}</p>
              <p>
                <DataLabel simulated={sample.simulated} />
              </p>
              <ul class="gate-card-links" aria-label={`${sample.title}, read by`}>
                {networks.map(({ card }) => (
                  <li key={card.id}>
                    <a href={gateAddress(card.id, sample.id)}>{card.model}</a>
                  </li>
                ))}
                {PAIRS.flatMap(([left, right]) => {
                  const one = networks.find(({ card }) => card.model === left);
                  const other = networks.find(({ card }) =>
                    card.model === right
                  );
                  return one && other
                    ? [
                      <li key={`${left} ${right}`}>
                        <a href={`${gateAddress(one.card.id, sample.id)}?with=${other.card.id}`}>
                          {left} beside {right}
                        </a>
                      </li>,
                    ]
                    : [];
                })}
              </ul>
            </li>
          ))}
        </ul>
      </section>
    ))}
  </article>
));
