/**
 * A trial that takes too long for the test suite:
 *
 *     deno run -A tests/reproduction/random_kills.ts [--kills 30] [--seed 1]
 *
 * Each turn takes some finished jobs out of the store, starts the quick reproduction, kills it with SIGKILL at a random moment, looks
 * for files that were left half-written, and reproduces again, which has to end with every published hash. The first turn starts
 * from the store as it is, an empty one included, so that its kill may fall anywhere in a whole run; later ones start from a store
 * that lacks `TAKEN` jobs, so that thirty of them take minutes. A run that ends before its kill does not count. Run it in a clone
 * of its own: it removes jobs from `data/store`.
 */
import { join } from "node:path";
import { Command } from "commander";
import { findLeftovers } from "../../src/archive/leftovers.ts";
import { namedKeys } from "../../src/archive/named_keys.ts";
import { RandomStream } from "../../src/core/random.ts";
import { readSources } from "../../src/data/sources.ts";
import { PROFILES } from "../../src/experiments/profile.ts";
import { JobStore } from "../../src/pipeline/job_store.ts";
import { planProfile } from "../../src/reproduction/profile_plan.ts";

const STORE = "data/store", RUN = "data/runs/quick";
/** Jobs taken out before each turn. */
const TAKEN = 8;
/** Milliseconds: the kill falls somewhere within. */
const SOONEST = 500, LATEST = 15_000;

const flags = new Command("random_kills")
  .option("--kills <count>", "kills that count", Number, 30)
  .option("--seed <number>", "of what is taken out, and of the moments", Number, 1)
  .parse(["deno", "random_kills", ...Deno.args]).opts<{ kills: number; seed: number }>();

const store = new JobStore(STORE);
const plan = await planProfile(PROFILES.quick);
const keys = plan.jobs.map(({ key }) => key);

function start(): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "reproduce", "--json"],
    stdout: "piped",
    stderr: "null",
  }).spawn();
}

/** The processes below one, itself first: `deno task` starts the program as a child. */
async function family(pid: number): Promise<number[]> {
  const children = await Deno.readTextFile(`/proc/${pid}/task/${pid}/children`).catch(() => "");
  const below = await Promise.all(
    children.trim().split(" ").filter(Boolean).map(Number).map(family),
  );
  return [pid, ...below.flat()];
}

/** Names in a folder; none when a kill came before it was made. */
async function names(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

interface Remains {
  /** Jobs that a kill has caught on the way. */
  readonly underWay: number;
  /** What no kill may leave: a job that is not whole, or a name that nobody knows. */
  readonly broken: readonly string[];
}

async function remains(): Promise<Remains> {
  let underWay = 0;
  const broken: string[] = [];
  for (const name of await names(STORE)) {
    const [key, kind] = name.split(".");
    if (kind === "partial") underWay++;
    else if (kind === undefined) {
      // Every output is hashed.
      const lookup = await store.open(key!);
      if (lookup.state !== "stored") broken.push(`${name}: ${lookup.state}`);
    } else if (kind !== "lock") broken.push(name);
  }
  for (const name of await names(RUN)) {
    if (!name.endsWith(".json")) continue;
    try {
      JSON.parse(await Deno.readTextFile(join(RUN, name)));
    } catch (error) {
      broken.push(`${name}: ${error}`);
    }
  }
  return { underWay, broken };
}

/**
 * What `deno task clean` would remove once a run has ended. It leaves temporary files of interrupted writes for an hour; the lock of a
 * job that a kill has caught between its storing and its unlocking is expected.
 */
async function litter(): Promise<string[]> {
  const leftovers = await findLeftovers({
    store: STORE,
    cache: "data/cache",
    written: ["data/runs", "reports", "models"],
    keys: await namedKeys("reports"),
    sources: await readSources(),
  });
  return leftovers.filter(({ path }) => !path.endsWith(".lock"))
    .map(({ path, reason }) => `${path}: ${reason}`);
}

let counted = 0;
for (let turn = 1; counted < flags.kills; turn++) {
  const stream = new RandomStream(flags.seed, "random-kills", turn);
  if (turn > 1) {
    for (const i of stream.sample(keys.length, TAKEN)) {
      await Deno.remove(store.path(keys[i]!), { recursive: true });
    }
  }
  const child = start();
  const output = child.output();
  const moment = SOONEST + stream.uniform() * (LATEST - SOONEST);
  const ended = await Promise.race([
    output.then(() => true),
    new Promise<false>((resolve) => setTimeout(() => resolve(false), moment)),
  ]);
  if (!ended) {
    for (const pid of await family(child.pid)) {
      try {
        Deno.kill(pid, "SIGKILL");
      } catch {
        // It has just ended.
      }
    }
    await output;
    counted++;
  }
  const { underWay, broken } = await remains();
  const resumed = await start().output();
  const rows = JSON.parse(new TextDecoder().decode(resumed.stdout)) as { equal: boolean }[];
  const equal = rows.filter((row) => row.equal).length;
  const left = await litter();
  console.log(
    `${
      ended
        ? "ended before its kill"
        : `kill ${counted} after ${(moment / 1000).toFixed(1)} s, ${underWay} jobs under way`
    }: ${broken.length} files half-written, then ${equal} of ${rows.length} equal, ${left.length} left over`,
  );
  const whole = resumed.success && rows.length >= keys.length && equal === rows.length;
  if (broken.length > 0 || left.length > 0 || !whole) {
    console.error([...broken, ...left].join("\n"));
    Deno.exit(1);
  }
}
console.log(`${counted} kills, ${counted} times every published hash (seed ${flags.seed})`);
