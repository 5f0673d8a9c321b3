import { assert, assertMatch } from "@std/assert";
import { reasonToSkip } from "./browser_path.ts";

const CHECKS = {
  "browser_checks.ts":
    "pages and islands hold in a browser: console, accessibility, weight, keyboard",
  "explorer_checks.ts":
    "the gate explorer's cursor, drag, own review, downloads and addresses work",
  "explorer_touch_checks.ts": "a finger drags a load in the gate explorer and scrolls beside it",
  "reproduce_checks.ts": "a browser trains a network to the published bits",
};

for (const [file, name] of Object.entries(CHECKS)) {
  Deno.test({
    name: reasonToSkip === undefined ? name : `${name} (skipped: ${reasonToSkip})`,
    ignore: reasonToSkip !== undefined,
    async fn() {
      const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: [
          "test",
          "--no-check",
          "--allow-all",
          new URL(file, import.meta.url).pathname,
        ],
        env: { NO_COLOR: "1" },
      }).output();
      const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
      assert(success, said);
      assertMatch(said, /[1-9]\d* passed \| 0 failed/);
    },
  });
}
