import type { JSX } from "preact";
import type { Run } from "../src/web/runs.ts";

/** The address of a comparison; `places` names its parameters in order. */
function compareHref(places: readonly string[], ids: readonly string[]): string {
  return `/compare?${new URLSearchParams(ids.map((id, i) => [places[i]!, id]))}`;
}

/** The runs of a comparison, each with a way out, and a list to take another from. */
export function RunPicker(
  { places, all, chosen }: {
    readonly places: readonly string[];
    readonly all: readonly Run[];
    readonly chosen: readonly Run[];
  },
): JSX.Element {
  const groups = Map.groupBy(all, ({ profile, experiment }) => `${profile}, ${experiment}`);
  const ids = chosen.map(({ id }) => id);
  return (
    <form class="filter" method="get" action="/compare">
      <ul class="picked">
        {chosen.map(({ id, profile, job }, i) => (
          <li key={id}>
            <input type="hidden" name={places[i]} value={id} />
            <span>{profile}: {job}</span>
            {chosen.length > 1 && (
              <a href={compareHref(places, ids.filter((other) => other !== id))}>
                Remove<span class="visually-hidden">{job}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
      {chosen.length < places.length
        ? (
          <>
            <label>
              <span>Another run</span>
              <select name={places[chosen.length]}>
                {[...groups].map(([name, runs]) => (
                  <optgroup key={name} label={name}>
                    {runs.filter(({ id }) => !ids.includes(id)).map(({ id, job }) => (
                      <option key={id} value={id}>{job}</option>
                    ))}
                  </optgroup>
                ))}
              </select>
            </label>
            <button type="submit">Compare</button>
          </>
        )
        : <p>Four runs fit side by side: remove one to take another.</p>}
    </form>
  );
}
