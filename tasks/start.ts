/** `deno task start`: serves the built site on 127.0.0.1. */
import { Command, InvalidArgumentError } from "commander";
import { CliError } from "../src/core/cli_error.ts";
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

const SERVER = new URL("../_fresh/server.js", import.meta.url);

async function loadServer(): Promise<{ fetch(request: Request): Promise<Response> }> {
  try {
    await Deno.stat(SERVER);
  } catch (cause) {
    throw new CliError("Cannot find a built site in _fresh/", {
      hint: "Run deno task build first",
      cause,
    });
  }
  return (await import(SERVER.href)).default;
}

await runTask(async () => {
  const { fetch } = await loadServer();
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: flags.port,
    onListen: ({ port }) => console.log(`The site is at http://127.0.0.1:${port}/`),
  }, fetch);
  await server.finished;
  return 0;
});
