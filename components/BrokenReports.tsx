import type { JSX } from "preact";
import type { BrokenReport } from "../src/web/report_library.ts";

/** Names the files that cannot be shown, and what to run. */
export function BrokenReports(
  { broken }: { readonly broken: readonly BrokenReport[] },
): JSX.Element {
  return (
    <>
      {broken.map(({ profile, file, problem, command }) => (
        <section class="notice" key={profile} aria-label={`Problem with the ${profile} profile`}>
          <h2>
            The results of the {profile} profile cannot be shown
          </h2>
          <p>
            <code>{file}</code>: {problem}
          </p>
          <p>
            Restore the file from the repository, or make it again with <code>{command}</code>.
          </p>
        </section>
      ))}
    </>
  );
}
