import { join } from "node:path";
import { PROFILES } from "../experiments/profile.ts";
import { readReference } from "../pipeline/reference.ts";
import { planProfile } from "../reproduction/profile_plan.ts";

/**
 * Keys of every job that a published reference or the present plan of a profile names.
 * @throws CliError for a reference that cannot be read, since what it names is then unknown
 */
export async function namedKeys(reports: string): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const profile of Object.values(PROFILES)) {
    for (const { key } of (await planProfile(profile)).jobs) keys.add(key);
    const path = join(reports, profile.name, "reference.json");
    try {
      await Deno.lstat(path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) continue;
      throw error;
    }
    for (const { key } of Object.values((await readReference(path)).jobs)) keys.add(key);
  }
  return keys;
}
