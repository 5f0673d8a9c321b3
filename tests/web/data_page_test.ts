import { assertEquals, assertStringIncludes } from "@std/assert";
import { reportFolder, siteOver } from "./site.ts";

Deno.test("the page of data shows both kinds side by side, with figures of its own", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  const html = await (await site("/data")).text();
  for (const name of ["simulated-household", "household-power", "movie-reviews"]) {
    assertStringIncludes(html, name);
  }
  const [, figure] = /<img [^>]*src="([^"]+)"/.exec(html)!;
  const response = await site(figure!);
  assertEquals(response.status, 200);
  assertStringIncludes(response.headers.get("content-type")!, "image/svg+xml");
  assertEquals((await site("/data/figures/none.svg")).status, 404);
});

for (
  const [name, content, says] of [
    ["missing", undefined, "missing"],
    ["truncated", '{"schema": "unroll-da', "no complete JSON"],
    ["of another schema", '{"schema": "unroll-data/0"}', "schema"],
  ] as const
) {
  Deno.test(`statistics that are ${name} yield a page that says what to run`, async () => {
    await using reports = await reportFolder();
    const file = `${reports.path}/data/statistics.json`;
    if (content === undefined) await Deno.remove(file);
    else await Deno.writeTextFile(file, content);
    const response = await (await siteOver(reports.path))("/data");
    assertEquals(response.status, 200);
    const html = await response.text();
    assertStringIncludes(html, "data/statistics.json</code>");
    assertStringIncludes(html, says);
    assertStringIncludes(html, "deno task data:statistics --publish");
  });
}
