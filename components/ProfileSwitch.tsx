import type { JSX } from "preact";
import type { ProfileReport } from "../src/web/report_library.ts";

/** Links to the same page for the other profiles. */
export function ProfileSwitch(
  { path, current, shown }: {
    readonly path: string;
    readonly current: ProfileReport;
    readonly shown: readonly ProfileReport[];
  },
): JSX.Element | null {
  if (shown.length < 2) return null;
  return (
    <nav class="switch" aria-label="Profile">
      {shown.map(({ profile, simulated }) => (
        <a
          key={profile}
          href={`${path}?profile=${profile}`}
          aria-current={profile === current.profile ? "page" : undefined}
        >
          {profile} <small>{simulated ? "simulated data" : "real data"}</small>
        </a>
      ))}
    </nav>
  );
}
