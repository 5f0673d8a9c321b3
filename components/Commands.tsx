import type { JSX } from "preact";

const COMMANDS = [
  "npx -y deno@2.9.6 task reproduce",
  "npx -y deno@2.9.6 task reproduce --profile paper",
].join("\n");

/** The commands that make every number again. */
export function Commands(): JSX.Element {
  return (
    <section class="commands" aria-labelledby="check">
      <h2 id="check">Do not take our word for it</h2>
      <p>
        Every model can be trained again on any machine with Node or Deno, and ends in the same
        bits. The first command needs no network and a few minutes; the second trains at the study’s
        scale on the real data. Or{" "}
        <a href="/reproduce">train one network in this very browser</a>, in seconds.
      </p>
      <pre tabIndex={0}><code>{COMMANDS}</code></pre>
    </section>
  );
}
