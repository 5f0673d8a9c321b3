import type { JSX } from "preact";
import type { BrokenReport } from "../src/web/report_library.ts";

const PROFILES: ReadonlySet<string> = new Set(["quick", "paper"]);

/** Names the files that cannot be shown, and what to run. */
export function BrokenReports(
  { broken }: { readonly broken: readonly BrokenReport[] },
): JSX.Element {
  return (
    <>
      {broken.map(({ profile, file, problem, command }) => (
        <section class="notice" key={file} aria-label={`Problem with ${file}`}>
          <h2>
            {PROFILES.has(profile)
              ? `The results of the ${profile} profile cannot be shown`
              : "This part cannot be shown"}
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
