import { page } from "fresh";
import { DataLabel } from "../../components/DataLabel.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { define } from "../../src/web/define.ts";
import { holdsPart, madeUp } from "../../src/web/part_report.ts";
import { STUDY_PARTS } from "../../src/web/study_parts.ts";

export const handler = define.handlers(async ({ state }) => page(await state.library.read()));

export default define.page<typeof handler>(({ data: { shown } }) => (
  <article>
    <PageHead title="Experiments">
      <p class="lead">
        The study in its own order: two worked problems, questions to discuss, three experiments on
        film reviews, five on electric power. Each page gives what was asked, the study’s figures
        and, where they have been published, ours.
      </p>
    </PageHead>
    <ul class="cards">
      <li>
        <a href="/theory">
          <span class="claim-id">P1, P2</span>
          <strong>Counting by hand</strong>
        </a>
        <p>What does a stack of layers cost, and what does one step of a recurrent cell compute?</p>
        <p class="card-foot">
          <span class="tag">computed, interactive</span>
        </p>
      </li>
      <li>
        <a href="/discussion">
          <span class="claim-id">P3–P5</span>
          <strong>Discussion</strong>
        </a>
        <p>
          What are gates, embeddings and second directions for, and which network suits which task?
        </p>
        <p class="card-foot">
          <span class="tag">in words, with computed tables</span>
        </p>
      </li>
      {STUDY_PARTS.map(({ id, slug, title, question }) => {
        // One label a kind: both profiles may have made up the same.
        const published = new Set(
          shown.filter((report) => holdsPart(report, id)).map((report) => madeUp(report, id)),
        );
        return (
          <li key={id}>
            <a href={`/experiments/${slug}`}>
              <span class="claim-id">{id}</span>
              <strong>{title}</strong>
            </a>
            <p>{question}</p>
            <p class="card-foot">
              {published.size === 0
                ? <span class="tag">the study’s figures alone</span>
                : [...published].map((simulated) => (
                  <DataLabel key={String(simulated)} simulated={simulated} />
                ))}
            </p>
          </li>
        );
      })}
    </ul>
  </article>
));
