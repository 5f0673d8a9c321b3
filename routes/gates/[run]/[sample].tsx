import { page } from "fresh";
import { Head } from "fresh/runtime";
import { DataLabel } from "../../../components/DataLabel.tsx";
import { PageHead } from "../../../components/PageHead.tsx";
import GateExplorer from "../../../islands/GateExplorer.tsx";
import { define } from "../../../src/web/define.ts";
import { gatePage } from "../../../src/web/gate_page.ts";

export const handler = define.handlers(async ({ params, state, url }) =>
  page(await gatePage(state.gates, params["run"]!, params["sample"]!, url.searchParams))
);

export default define.page<typeof handler>(({ data }) => {
  const { profile, shown, networks, sample, samples, view, limits, readings } = data;
  const names = shown.map(({ card }) => card.model).join(" beside ");
  return (
    <article class="gate-page">
      <Head>
        <link rel="stylesheet" href="/styles/explorer.css" />
      </Head>
      <PageHead
        title={`${sample.title}, read by ${names}`}
        kicker={
          <>
            <a href="/gates">Gates</a> · profile {profile} ·{" "}
            {shown.map(({ card }, i) => `${i > 0 ? ", " : ""}${card.job}`)}
          </>
        }
      >
        <p>
          <DataLabel simulated={sample.simulated} /> {sample.why}
        </p>
      </PageHead>
      <noscript>
        <p class="caution">
          The server has drawn the lines; heat maps, the cursor and your own input need JavaScript.
        </p>
      </noscript>
      <GateExplorer
        cards={shown.map(({ card }) => card)}
        networks={networks.map(({ card: { id, model } }) => ({ id, model }))}
        profile={profile}
        sample={sample}
        samples={samples.map(({ id, title }) => ({ id, title }))}
        view={view}
        limits={limits}
        first={readings}
      />
    </article>
  );
});
