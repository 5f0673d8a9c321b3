import { arch, cpus, platform } from "node:os";
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

/** Largest resident memory of this process so far, in bytes; 0 where the system does not tell. */
export async function peakMemory(): Promise<number> {
  try {
    const status = await Deno.readTextFile("/proc/self/status");
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
