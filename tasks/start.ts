/** `deno task start`: serves the built site on 127.0.0.1. */
import { Command, InvalidArgumentError } from "commander";
import { CliError } from "../src/core/cli_error.ts";
import { type Answer, warmUp } from "../src/web/warm_up.ts";
import { runTask } from "./run_task.ts";

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError("Expected a port from 0 to 65535.");
  }
  return value;
}

const flags = new Command("start")
  .description("Serve the site that `deno task build` has built, on 127.0.0.1, read-only.")
  .option("--port <number>", "where to listen", port, 8000)
  .parse(["deno", "start", ...Deno.args]).opts<{ port: number }>();

async function loadServer(): Promise<{ readonly fetch: Answer }> {
  try {
    // The specifier is a literal, so that loading needs no permission to read the whole project.
    // @ts-ignore the module exists once the site is built
    return (await import("../_fresh/server.js")).default;
  } catch (error) {
    if (!(error instanceof TypeError && error.message.includes("_fresh/server.js"))) throw error;
    throw new CliError("Cannot find a built site in _fresh/", {
      hint: "Run deno task build first",
      cause: error,
    });
  }
}

function serve(fetch: Answer): Deno.HttpServer {
  const { port } = flags;
  try {
    return Deno.serve({
      hostname: "127.0.0.1",
      port,
      onListen: (address) => console.log(`The site is at http://127.0.0.1:${address.port}/`),
    }, fetch);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.AddrInUse)) throw cause;
    throw new CliError(`Cannot listen on port ${port}: another program does`, {
      hint: "Choose another with --port, and allow it: see the task in deno.json",
      cause,
    });
  }
}

await runTask(async () => {
  const { fetch } = await loadServer();
  // The pages of the navigation before anybody can ask for them, what they link to while the site serves.
  await warmUp(fetch, 1);
  const { finished } = serve(fetch);
  await Promise.all([finished, warmUp(fetch, 2)]);
  return 0;
});
