import { assert, assertEquals, assertMatch } from "@std/assert";
import config from "../../deno.json" with { type: "json" };

/** `test` is deno's own, and `dev` watches files until it is stopped; it shares its program with `build`. */
const NAMES = Object.keys(config.tasks).filter((name) => name !== "test" && name !== "dev");

for (const name of NAMES) {
  Deno.test(`deno task ${name} --help says what it does, under the permissions that it has`, async () => {
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", name, "--help"],
      cwd: new URL("../../", import.meta.url),
      env: { NO_COLOR: "1" },
      stdin: "null",
    }).output();
    const text = new TextDecoder().decode(stdout);
    assert(success, new TextDecoder().decode(stderr));
    assertMatch(text, /^Usage: /);
    assertMatch(text, /--help\s+display help/);
    // A sentence between the usage and the options.
    assertEquals(/\n\n[A-Z][^]*\.\n\n/.test(text), true, text);
  });
}
