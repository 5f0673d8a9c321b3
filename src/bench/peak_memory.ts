import { fileURLToPath } from "node:url";

const PROBE = fileURLToPath(new URL("./memory_probe.ts", import.meta.url));

/** Largest resident memory, in bytes, of a process that loads an exported model and predicts one sample. */
export async function peakMemoryOf(path: string): Promise<number> {
  const probe = ["run", "--no-check", "--allow-ffi", "--allow-read", PROBE, path];
  // Linux counts the memory of whoever starts a process as the process' own; a shell in between is small.
  const [command, args] = Deno.build.os === "windows"
    ? [Deno.execPath(), probe]
    : ["sh", ["-c", '"$0" "$@"; exit $?', Deno.execPath(), ...probe]];
  const { success, stdout, stderr } = await new Deno.Command(command, {
    args,
    env: { NO_COLOR: "1" },
  }).output();
  if (!success) throw new Error(`Cannot probe ${path}: ${new TextDecoder().decode(stderr)}`);
  return Number(new TextDecoder().decode(stdout));
}
