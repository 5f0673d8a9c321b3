import type { JSX } from "preact";
import { REPORT_FILES } from "../src/web/report_files.ts";

/** Links to the files of a report. */
export function Downloads({ profile }: { readonly profile: string }): JSX.Element {
  return (
    <ul class="downloads">
      {REPORT_FILES.map(({ name, what }) => (
        <li key={name}>
          <a href={`/reports/${profile}/${name}`} download={`unroll-${profile}-${name}`}>{name}</a>
          {" "}
          <small>{what}</small>
        </li>
      ))}
    </ul>
  );
}
