import { HttpError, page } from "fresh";
import { CurveFigure } from "../../../components/CurveFigure.tsx";
import { DataLabel } from "../../../components/DataLabel.tsx";
import { NoReports } from "../../../components/NoReports.tsx";
import { PageHead } from "../../../components/PageHead.tsx";
import { ProfileSwitch } from "../../../components/ProfileSwitch.tsx";
import { define } from "../../../src/web/define.ts";
import { partCurves } from "../../../src/web/part_curves.ts";
import { madeUp } from "../../../src/web/part_report.ts";
import { choice, reportAsked } from "../../../src/web/request.ts";
import { runsOf } from "../../../src/web/runs.ts";
import { partOf } from "../../../src/web/study_parts.ts";

export const handler = define.handlers(async ({ params, state, url }) => {
  const part = partOf(params["id"]!);
  if (part === undefined) throw new HttpError(404, "The study has no such experiment.");
  const reports = await state.library.read();
  const report = reportAsked(url, reports);
  const all = report === undefined ? [] : partCurves(runsOf([report]), part.id);
  const settings = [...new Set(all.map(({ setting }) => setting))];
  // The empty value of a parameter stands for the first.
  const setting = settings.length > 1 ? choice(url, "setting", settings) : settings[0];
  const pictures = all.filter((picture) => picture.setting === setting);
  return page({ part, reports, report, settings, setting, pictures });
});

export default define.page<typeof handler>(({ data }) => {
  const { part, reports, report, settings, setting, pictures } = data;
  const path = `/experiments/${part.slug}`;
  const banded = pictures.some(({ lines }) => lines.some(({ band }) => band !== undefined));
  return (
    <article>
      <PageHead title={`How they learned: ${part.title}`} kicker={`Experiment ${part.id}`}>
        <p>
          {report && pictures.length > 0 && <DataLabel simulated={madeUp(report, part.id)} />}{" "}
          <a href={report ? `${path}?profile=${report.profile}` : path}>The experiment’s results</a>
        </p>
      </PageHead>
      {report === undefined
        ? <NoReports reports={reports} />
        : <ProfileSwitch path={`${path}/curves`} current={report} shown={reports.shown} />}
      {report && settings.length > 1 && (
        <nav class="switch" aria-label="Setting">
          {settings.map((name) => (
            <a
              key={name}
              href={`${path}/curves?${new URLSearchParams({
                profile: report.profile,
                setting: name,
              })}`}
              aria-current={name === setting ? "page" : undefined}
            >
              {name}
            </a>
          ))}
        </nav>
      )}
      {report && pictures.length === 0 && (
        <p class="caution">
          Profile {report.profile} holds no networks of this experiment that were trained in epochs.
        </p>
      )}
      {pictures.map(({ picture, lines }) => (
        <CurveFigure
          key={picture.title}
          title={picture.title}
          note={`On the validation part${
            banded ? "; mean over seeds, with a band from the lowest to the highest" : ""
          }.`}
          axis={picture.axis}
          lines={lines.map((line, colour) => ({ ...line, colour }))}
        />
      ))}
    </article>
  );
});
