import { arch, cpus, platform } from "node:os";
import { resourceUsage } from "node:process";
import type { Machine } from "../report/timings.ts";

/** Describes the machine that runs this process. Needs permission to read system information. */
export function thisMachine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() || "unknown",
    cores: processors.length,
    system: `${platform()} ${arch()}`,
    runtime: `Deno ${Deno.version.deno}`,
  };
}

/** Largest resident memory of this process so far, in bytes. */
export function peakMemory(): number {
  return resourceUsage().maxRSS * 1024;
}
