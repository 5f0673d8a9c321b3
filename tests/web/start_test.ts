import { assertEquals, assertStringIncludes } from "@std/assert";

const ROOT = new URL("../../", import.meta.url).pathname;

/** A copy of what the site needs, so that nothing is built in the project's own folder. */
async function copyOfSite(): Promise<string> {
  const to = await Deno.makeTempDir();
  const copied = [
    "main.ts",
    "dev.ts",
    "deno.json",
    "deno.lock",
    "src",
    "routes",
    "islands",
    "components",
    "static",
    "tasks",
    "reports",
    "models",
  ];
  const { success } = await new Deno.Command("cp", {
    args: ["-r", ...copied.map((path) => ROOT + path), to],
  }).output();
  assertEquals(success, true);
  await Deno.mkdir(`${to}/data`);
  await Deno.copyFile(`${ROOT}data/sources.json`, `${to}/data/sources.json`);
  return to;
}

function deno(cwd: string, ...args: string[]): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", ...args],
    cwd,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  });
}

/** What `deno task start` allows, for another port. */
async function startRights(port: string): Promise<string[]> {
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  const flags: string[] = tasks.start.split(" ").filter((word: string) => word.startsWith("--"));
  return flags.map((flag) => flag.replace(":8000", `:${port}`));
}

/** A port that was free a moment ago. */
function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

Deno.test("the built site serves with its own address and its folders alone; unbuilt, it says what to run", async () => {
  const site = await copyOfSite();
  try {
    const port = String(freePort());
    const rights = await startRights(port);
    assertEquals(rights.filter((right) => right.startsWith("--allow-")).sort(), [
      `--allow-net=127.0.0.1:${port}`,
      "--allow-read=reports,models,static,_fresh,src/kernels/kernels.wasm",
    ]);
    const unbuilt = await deno(site, ...rights, "tasks/start.ts", "--port", port).output();
    assertEquals(unbuilt.code, 1);
    assertStringIncludes(
      new TextDecoder().decode(unbuilt.stderr),
      "hint: Run deno task build first",
    );

    const built = await deno(
      site,
      "--allow-read",
      "--allow-write=_fresh",
      "--allow-env",
      "dev.ts",
      "build",
    ).output();
    assertEquals(built.code, 0, new TextDecoder().decode(built.stderr));
    assertEquals((await Deno.readTextFile(`${site}/_fresh/server.js`)).includes(site), false);

    const server = deno(site, ...rights, "tasks/start.ts", "--port", port).spawn();
    const output = server.stdout.getReader();
    try {
      const { value } = await output.read();
      assertStringIncludes(new TextDecoder().decode(value), `http://127.0.0.1:${port}/`);
      const page = await (await fetch(`http://127.0.0.1:${port}/theory`)).text();
      const script = page.match(/<script type="module" src="([^"]+)"/)![1]!;
      const response = await fetch(`http://127.0.0.1:${port}${script}`);
      assertEquals(response.headers.get("content-type"), "text/javascript; charset=utf-8");
      assertStringIncludes(response.headers.get("cache-control")!, "immutable");
      await response.body?.cancel();
      const worker = await fetch(`http://127.0.0.1:${port}/reproduce/files/worker.js`);
      assertEquals(worker.status, 200);
      await worker.body?.cancel();
      const gates = await (await fetch(`http://127.0.0.1:${port}/gates`)).text();
      const explorer = /href="(\/gates\/[0-9a-f]{12})\/\w+"/.exec(gates)![1]!;
      for (const path of [`${explorer}/rise`, `${explorer}/weights.bin`, "/gates/kernels.wasm"]) {
        const found = await fetch(`http://127.0.0.1:${port}${path}`);
        assertEquals(found.status, 200, path);
        await found.body?.cancel();
      }
    } finally {
      server.kill();
      await output.cancel();
      await server.stderr.cancel();
      await server.status;
    }
  } finally {
    await Deno.remove(site, { recursive: true });
  }
});
