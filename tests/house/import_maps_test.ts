import { assertEquals } from "@std/assert";
import { ROOT } from "../../lint/source_files.ts";

type ImportMap = { imports: Record<string, string> };

async function imports(file: string): Promise<Record<string, string>> {
  return (JSON.parse(await Deno.readTextFile(ROOT + file)) as ImportMap).imports;
}

/** Islands work with one Preact alone, and the real Fresh brings its own. */
const OF_FRESH = ["preact"];

Deno.test("deno.jsr.json maps the stand-ins to the real packages Preact to that of Fresh, and every other name as deno.json does", async () => {
  const standIns = await imports("deno.json"), real = await imports("deno.jsr.json");
  for (const [name, target] of Object.entries(standIns)) {
    if (target.startsWith("./src/compat/")) {
      assertEquals(real[name]?.startsWith("jsr:"), true, name);
    } else if (OF_FRESH.includes(name)) {
      assertEquals(real[name]?.startsWith(`npm:${name}@^`), true, name);
    } else assertEquals(real[name], target, name);
  }
});
