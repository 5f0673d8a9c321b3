/** Where Debian puts Chromium; `CHROMIUM` names another place. */
export const BROWSER = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";

/** Why browser tests are skipped, or `undefined` when they are not. */
export const reasonToSkip: string | undefined = await Deno.stat(BROWSER).then(
  () => undefined,
  () => `no browser at ${BROWSER}; install chromium, or name one in CHROMIUM`,
);
