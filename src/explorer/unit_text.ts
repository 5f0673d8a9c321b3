/** What is known of the chosen unit, in a sentence for each network. */
import type { NetworkCard } from "./network_card.ts";
import { valueText } from "./plot.ts";
import type { Reading } from "./reading.ts";
import type { ViewState } from "./view_state.ts";

/**
 * `LSTM, unit 17: half-life 1.3 steps, correlation with the load 0.91.`, and how to choose a unit where none is. It always says something,
 * so that nothing below moves when a unit is pressed.
 */
export function unitText(
  cards: readonly NetworkCard[],
  readings: readonly Reading[],
  { unit }: ViewState,
): string {
  if (unit === null) return "Press a row of a heat map to follow that unit through every lane.";
  const known = cards.flatMap(({ model }, i) => {
    const { halfLives, correlations } = readings[i]!;
    const facts = [
      halfLives && `half-life ${valueText(halfLives[unit])} steps`,
      correlations && `correlation with the load ${valueText(correlations[unit])}`,
    ].filter((fact) => fact !== undefined);
    return facts.length > 0 ? [`${model}, unit ${unit}: ${facts.join(", ")}.`] : [];
  }).join(" ");
  return known || `Unit ${unit} is followed through every lane.`;
}
