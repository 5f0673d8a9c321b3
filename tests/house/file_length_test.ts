import { assertEquals, assertLess } from "@std/assert";
import { ROOT, sourceFiles } from "../../lint/source_files.ts";

/** Files made by a tool say so in their first lines. */
function isGenerated(text: string): boolean {
  return /^(\/\/|\/\*|\s\*).*@generated/m.test(text.slice(0, 2000));
}

Deno.test("no file is longer than 500 lines, and half of src/ is shorter than 120", async () => {
  const lengths = new Map<string, number>();
  const folders = ["src", "routes", "islands", "components", "tasks", "lint", "tests"];
  for (const path of await sourceFiles(...folders)) {
    const text = await Deno.readTextFile(ROOT + path);
    if (!isGenerated(text)) lengths.set(path, text.split("\n").length - 1);
  }
  assertEquals([...lengths].filter(([, lines]) => lines > 500), []);
  const ofSource = [...lengths].filter(([path]) => path.startsWith("src/"))
    .map(([, lines]) => lines).sort((a, b) => a - b);
  assertLess(ofSource[ofSource.length >> 1]!, 120);
});
