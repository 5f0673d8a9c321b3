import { canonicalJson } from "../core/canonical_json.ts";
import type { HouseholdSimulation, SimulationOptions } from "./simulated_household.ts";

/** The record of a simulation's truth as canonical JSON, labelled as simulated. Times are in seconds, powers in kW. */
export function encodeHouseholdRecord(
  { seed, days }: SimulationOptions,
  { events, gaps }: HouseholdSimulation,
): Uint8Array<ArrayBuffer> {
  const text = canonicalJson({
    simulated: true,
    seed,
    days,
    events: events.map((event) => ({ ...event })),
    gaps: gaps.map((gap) => ({ ...gap })),
  });
  return new TextEncoder().encode(text);
}
