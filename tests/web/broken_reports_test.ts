import { assertEquals, assertStringIncludes } from "@std/assert";
import { type Site, siteOver, writeReport } from "./site.ts";

const PAGES = [
  "/",
  "/experiments",
  "/experiments/q7-a",
  "/experiments/q7-c/curves",
  "/claims",
  "/runs",
  "/compare",
  "/benchmarks",
  "/data",
  "/discussion",
  "/about",
];

/** Runs a check on the site over one profile, after something was done to its folder. */
async function withDamage(
  damage: (folder: string) => Promise<void>,
  check: (site: Site, reports: string) => Promise<void>,
): Promise<void> {
  const reports = await Deno.makeTempDir();
  try {
    await writeReport(reports, "quick", "simulated");
    await damage(`${reports}/quick`);
    await check(await siteOver(reports), reports);
  } finally {
    await Deno.remove(reports, { recursive: true });
  }
}

async function change(file: string, from: string | RegExp, to: string): Promise<void> {
  await Deno.writeTextFile(file, (await Deno.readTextFile(file)).replace(from, to));
}

const DAMAGES: Readonly<
  Record<string, readonly [file: string, damage: (folder: string) => Promise<void>, says: string]>
> = {
  "a missing results.json": ["results.json", (at) => Deno.remove(`${at}/results.json`), "missing"],
  "a missing timings.json": ["timings.json", (at) => Deno.remove(`${at}/timings.json`), "missing"],
  "a missing reference.json": [
    "reference.json",
    (at) => Deno.remove(`${at}/reference.json`),
    "missing",
  ],
  "a truncated results.json": [
    "results.json",
    (at) => Deno.truncate(`${at}/results.json`, 1000),
    "no complete JSON",
  ],
  "a missing jobs.json": ["jobs.json", (at) => Deno.remove(`${at}/jobs.json`), "missing"],
  "a truncated jobs.json": [
    "jobs.json",
    (at) => Deno.truncate(`${at}/jobs.json`, 1000),
    "no complete JSON",
  ],
  "timings of another schema": [
    "timings.json",
    (at) => change(`${at}/timings.json`, "unroll-timings/1", "unroll-timings/999"),
    "schema",
  ],
  "jobs of another schema": [
    "jobs.json",
    (at) => change(`${at}/jobs.json`, "unroll-jobs/1", "unroll-jobs/999"),
    "schema",
  ],
  "an empty timings.json": [
    "timings.json",
    (at) => Deno.truncate(`${at}/timings.json`),
    "no complete JSON",
  ],
  "results of another schema": [
    "results.json",
    (at) => change(`${at}/results.json`, /unroll-results\/\d+/, "unroll-results/999"),
    "schema",
  ],
  "results of another profile": [
    "results.json",
    (at) => change(`${at}/results.json`, '"profile": "quick"', '"profile": "paper"'),
    "it is of profile paper",
  ],
  "a reference of another form": [
    "reference.json",
    (at) => change(`${at}/reference.json`, '"engine"', '"motor"'),
    "as a reference",
  ],
};

for (const [name, [file, damage, says]] of Object.entries(DAMAGES)) {
  Deno.test(`${name} yields pages that name the file and what to run`, async () => {
    await withDamage(damage, async (site) => {
      for (const path of PAGES) assertEquals((await site(path)).status, 200, path);
      for (const path of ["/", "/experiments/q7-a", "/runs"]) {
        const html = await (await site(path)).text();
        assertStringIncludes(html, `quick/${file}</code>`, path);
        assertStringIncludes(html, says, path);
        assertStringIncludes(html, "deno task reproduce --profile quick --publish", path);
      }
      const asked = await site("/?profile=quick");
      assertEquals(asked.status, 404);
      assertStringIncludes(await asked.text(), `quick/${file}`);
    });
  });
}

for (
  const [name, damage] of Object.entries({
    "missing": (file: string) => Deno.remove(file),
    "truncated": (file: string) => Deno.truncate(file, 1000),
    "of another schema": (file: string) => change(file, "unroll-claims/2", "unroll-claims/999"),
  })
) {
  Deno.test(`a claims.json that is ${name} takes the verdicts down, and nothing else`, async () => {
    await withDamage((folder) => damage(`${folder}/claims.json`), async (site) => {
      for (const path of PAGES) assertEquals((await site(path)).status, 200, path);
      for (const path of ["/claims", "/experiments/q7-a"]) {
        const html = await (await site(path)).text();
        assertStringIncludes(html, "quick/claims.json</code>", path);
        assertStringIncludes(html, "deno task reproduce --profile quick --publish", path);
      }
      assertStringIncludes(await (await site("/")).text(), "What was found");
    });
  });
}

Deno.test("a damaged profile does not hide the others", async () => {
  await withDamage(
    (folder) => Deno.remove(`${folder}/results.json`),
    async (_, reports) => {
      await writeReport(reports, "paper", "real");
      const html = await (await (await siteOver(reports))("/")).text();
      assertStringIncludes(html, "real data");
      assertStringIncludes(html, "quick/results.json</code>");
    },
  );
});

Deno.test("without any report, every page says what to run", async () => {
  const site = await siteOver("no-such-folder");
  for (const path of PAGES) assertEquals((await site(path)).status, 200, path);
  for (const path of ["/", "/experiments/q7-a", "/runs", "/compare", "/benchmarks"]) {
    assertStringIncludes(await (await site(path)).text(), "deno task reproduce --publish", path);
  }
});

Deno.test("a report that is mended is shown without a restart", async () => {
  await withDamage(
    (folder) => Deno.remove(`${folder}/results.json`),
    async (site, reports) => {
      assertStringIncludes(await (await site("/runs")).text(), "cannot be shown");
      await writeReport(reports, "quick", "simulated");
      // Reports are looked at once a second.
      await new Promise((resolve) => setTimeout(resolve, 1100));
      assertStringIncludes(await (await site("/runs")).text(), "Published runs");
    },
  );
});
