import { assert, assertEquals, assertExists } from "@std/assert";
import { lockHolder, tryLock } from "../../src/pipeline/job_lock.ts";
import { StoreFolder } from "./store_folder.ts";

const HOLD = `
  import { tryLock } from ${JSON.stringify(import.meta.resolve("../../src/pipeline/job_lock.ts"))};
  await tryLock(Deno.args[0]);
  console.log("held");
  await new Promise((resolve) => setTimeout(resolve, 60_000));
`;

Deno.test("a lock has one holder at a time, whose process it names", async () => {
  await using folder = new StoreFolder();
  const path = folder.file("x.lock");
  const lock = await tryLock(path);
  assertExists(lock);
  assertEquals(await tryLock(path), undefined);
  assertEquals(await lockHolder(path), Deno.pid);
  await lock.release();
  assertEquals([...Deno.readDirSync(folder.path)], [], "the lock file is left behind");
  const next = await tryLock(path);
  assertExists(next);
  await next.release();
});

Deno.test("a lock file that nobody holds is no obstacle", async () => {
  await using folder = new StoreFolder();
  const path = folder.file("x.lock");
  await Deno.writeTextFile(path, `${Deno.ppid}\n`);
  const lock = await tryLock(path);
  assertExists(lock, "the process that the file names is alive, but holds no lock");
  assertEquals(await lockHolder(path), Deno.pid);
  await lock.release();
});

Deno.test("many that want one lock never hold it together, and each gets it", async () => {
  await using folder = new StoreFolder();
  const path = folder.file("x.lock");
  let holders = 0, turns = 0;
  const contend = async (): Promise<void> => {
    for (;;) {
      const lock = await tryLock(path);
      if (!lock) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        continue;
      }
      assertEquals(++holders, 1);
      await new Promise((resolve) => setTimeout(resolve, 0));
      holders--;
      turns++;
      return await lock.release();
    }
  };
  await Promise.all(Array.from({ length: 40 }, contend));
  assertEquals(turns, 40);
});

Deno.test("the lock of a killed process is free at once", async () => {
  await using folder = new StoreFolder();
  const path = folder.file("x.lock");
  await using child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-config", "--ext=ts", "-", path],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(HOLD));
  await writer.close();
  const reader = child.stdout.getReader();
  await reader.read();
  assertEquals(await tryLock(path), undefined);
  assertEquals(await lockHolder(path), child.pid);
  child.kill("SIGKILL");
  await child.status;
  await reader.cancel();
  assert((await Deno.stat(path)).isFile, "the killed process should leave its file behind");
  const lock = await tryLock(path);
  assertExists(lock);
  await lock.release();
});
