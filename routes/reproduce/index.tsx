import { page } from "fresh";
import { BrokenReports } from "../../components/BrokenReports.tsx";
import { DataLabel } from "../../components/DataLabel.tsx";
import { NoReports } from "../../components/NoReports.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import TrainHere from "../../islands/TrainHere.tsx";
import { fixed } from "../../src/report/markdown.ts";
import { define } from "../../src/web/define.ts";
import { trainingOffers } from "../../src/web/training_offers.ts";

const FILES = "/reproduce/files/";

export const handler = define.handlers(async ({ state: { library, training } }) => {
  const reports = await library.read();
  return page({ reports, weight: await training.weight(), offers: trainingOffers(reports.shown) });
});

export default define.page<typeof handler>(({ data: { reports, weight, offers } }) => (
  <article>
    <PageHead title="Train one yourself, here" kicker="Reproduce in your browser">
      <p class="lead">
        Your browser makes up the same household, trains the same network with the same kernels, and
        ends in the same bits. Nothing is sent anywhere: compare the hashes yourself.
      </p>
      <p>
        <DataLabel simulated />
      </p>
    </PageHead>
    {offers.length === 0
      ? reports.shown.length === 0 ? <NoReports reports={reports} /> : (
        <>
          <BrokenReports broken={reports.broken} />
          <p class="caution">
            There is nothing to compare with: the published results hold no training of the quick
            profile with the configuration that this program has. Make them with{" "}
            <code>deno task reproduce --publish</code>.
          </p>
        </>
      )
      : weight === 0
      ? (
        <p class="caution">
          The files that train in a browser have not been built. Run <code>deno task build</code>
          {" "}
          first.
        </p>
      )
      : <TrainHere offers={offers} files={FILES} megabytes={fixed(weight / 1e6, 1)} />}
    <section aria-labelledby="how" class="prose">
      <h2 id="how">Why the bits are the same</h2>
      <p>
        Everything that is trained here runs in WebAssembly with strict 32-bit SIMD, whose results
        its specification fixes for every machine. Sums have one order, random numbers come from a
        counter and a seed, and no function that browsers may round differently takes part. A phone,
        a laptop and the machine that published these results agree to the last bit, or one of them
        has a fault.
      </p>
      <p>
        The household is simulated: this project’s own program makes it up from a seed, in your
        browser as on any other machine.{" "}
        <a href="/data">See how alike it is to a real one</a>. Training at the study’s scale on the
        real data takes hours and is done from <a href="/#check">the command line</a>.
      </p>
    </section>
  </article>
));
