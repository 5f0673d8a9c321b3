import { assertEquals, assertStringIncludes } from "@std/assert";
import { reportFolder, siteOver } from "./site.ts";

const STATIC = new URL("../../static/", import.meta.url).pathname;

Deno.test("a page's styles are one sheet, its files in the order of the cascade", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  const sheet = async (path: string, files: readonly string[]): Promise<void> => {
    const response = await site(path);
    assertEquals(response.headers.get("content-type"), "text/css; charset=utf-8");
    const texts = files.map((file) => Deno.readTextFile(`${STATIC}${file}.css`));
    assertEquals(await response.text(), (await Promise.all(texts)).join("\n"));
  };
  await sheet("/styles/site.css", ["base", "content", "figures", "tools"]);
  await sheet("/styles/explorer.css", ["explorer", "explorer_lanes"]);
  const page = await (await site("/")).text();
  assertStringIncludes(page, '<link rel="stylesheet" href="/styles/site.css"/>');
  assertEquals(page.match(/<link rel="stylesheet"/g)?.length, 2, "the other is for paper");
});

Deno.test("every file of styles is sent to somebody", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  const sent = await Promise.all(
    ["/styles/site.css", "/styles/explorer.css", "/print.css"].map(async (path) =>
      await (await site(path)).text()
    ),
  );
  for (const { name } of Deno.readDirSync(STATIC)) {
    if (!name.endsWith(".css")) continue;
    assertStringIncludes(sent.join("\n"), await Deno.readTextFile(STATIC + name), name);
  }
});
