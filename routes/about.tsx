import { page } from "fresh";
import { PageHead } from "../components/PageHead.tsx";
import { define } from "../src/web/define.ts";

export const handler = define.handlers(async ({ state }) => page(await state.library.read()));

const CITATION = [
  "@software{unroll,",
  "  title  = {Unroll: a reproducible study of recurrent networks},",
  "  author = {{The Unroll authors}},",
  "  year   = {2026},",
  "  note   = {Cite the key of each run that you rely on},",
  "}",
].join("\n");

export default define.page<typeof handler>(({ data: { shown } }) => (
  <article class="prose">
    <PageHead title="Method, data and citation" />
    <h2>What is promised</h2>
    <ul>
      <li>
        <strong>One seed, one hash, on every machine.</strong>{" "}
        Trained weights are the same bits on x86-64 and arm64, with one worker or many, in one go or
        after an interruption.
      </li>
      <li>
        <strong>Every number has a provenance.</strong>{" "}
        A cell of a table leads to its jobs, their seeds, and the hashes of data, kernels and
        weights.
      </li>
      <li>
        <strong>Claims are tested, not repeated.</strong>{" "}
        A verdict on real data rests on several seeds, wherever chance has a part; one on simulated
        data, or of a single seed, says so.
      </li>
    </ul>
    <h2>How it works</h2>
    <p>
      The kernels are AssemblyScript, compiled to strict 128-bit SIMD WebAssembly with a fixed order
      of every sum; exponential, hyperbolic tangent, logistic function and logarithm are their own,
      with stated error bounds. Random numbers come from a counter-based generator, keyed by seed,
      purpose and index. No trained number ever meets a clock or a function that engines may round
      differently.
    </p>
    <h2>Profiles</h2>
    <p>
      <strong>quick</strong>{" "}
      trains the study in miniature on simulated data, offline, in minutes. The simulator draws base
      load, occupancy by hour, weekday and season, a fridge’s cycles, heating, cooking, laundry and
      gaps of the sensor. <strong>paper</strong>{" "}
      trains at the study’s scale on the real data, over several seeds. Published here:{" "}
      {shown.map(({ profile }) => profile).join(", ") || "none yet"}.
    </p>
    <h2>Data</h2>
    <ul>
      <li>
        Hébrail and Bérard: Individual household electric power consumption, UCI Machine Learning
        Repository, CC BY 4.0. Minutes from 1 January to 30 June 2007.
      </li>
      <li>
        Maas, Daly, Pham, Huang, Ng and Potts: Learning word vectors for sentiment analysis, ACL
        2011 (Large Movie Review Dataset).
      </li>
    </ul>
    <p>
      Neither is copied here: the program fetches them from their sources and checks them by their
      hashes.
    </p>
    <h2>The study</h2>
    <p>
      A student’s report on recurrent networks, homework 5 of a deep-learning course at Iran
      University of Science and Technology. Its figures and claims are quoted in our words, each
      with its id; a figure marked “the study” is its own and was not measured here.
    </p>
    <h2>Cite and reuse</h2>
    <pre tabIndex={0}><code>{CITATION}</code></pre>
    <p>The program and its results are under the MIT licence.</p>
  </article>
));
