import type { JSX } from "preact";
import type { SettingPicture } from "../src/web/part_curves.ts";
import { CurveFigure } from "./CurveFigure.tsx";

/** How the networks of a part learned, setting by setting; folded away, since results come first. */
export function PartCurves(
  { pictures }: { readonly pictures: readonly SettingPicture[] },
): JSX.Element | null {
  if (pictures.length === 0) return null;
  const banded = pictures.some(({ lines }) => lines.some(({ band }) => band !== undefined));
  return (
    <section aria-labelledby="learning">
      <h2 id="learning">How they learned</h2>
      <details>
        <summary>
          {pictures.length === 1 ? "The learning curve" : `${pictures.length} learning curves`}
        </summary>
        {pictures.map(({ setting, picture, lines }) => (
          <CurveFigure
            key={`${setting} ${picture.title}`}
            title={setting === "" ? picture.title : `${picture.title}: ${setting}`}
            note={`On the validation part${
              banded ? "; mean over seeds, with a band from the lowest to the highest" : ""
            }.`}
            axis={picture.axis}
            lines={lines.map((line, colour) => ({ ...line, colour }))}
          />
        ))}
      </details>
    </section>
  );
}
