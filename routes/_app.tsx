import { define } from "../src/web/define.ts";

const PAGES = [
  ["/", "Overview"],
  ["/experiments", "Experiments"],
  ["/claims", "Claims"],
  ["/runs", "Runs"],
  ["/gates", "Gates"],
  ["/compare", "Compare"],
  ["/benchmarks", "Benchmarks"],
  ["/theory", "Theory"],
  ["/data", "Data"],
  ["/reproduce", "Reproduce"],
  ["/about", "About"],
] as const;

/** Whether a link leads to the page shown or to a page above it. */
function current(href: string, path: string): "page" | "true" | undefined {
  if (href === path) return "page";
  return href !== "/" && path.startsWith(`${href}/`) ? "true" : undefined;
}

export default define.page(({ Component, url }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta
        name="description"
        content="One study on recurrent networks, trained again from the first bit, beside its own numbers."
      />
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/styles/site.css" />
      <link rel="stylesheet" href="/print.css" media="print" />
    </head>
    <body>
      <a class="skip" href="#main">To the content</a>
      <header class="site-head">
        <a class="brand" href="/" aria-current={current("/", url.pathname)}>
          <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true">
            <path
              class="brand-line"
              d="M13 13a2 2 0 1 1 2 2a5 5 0 1 1-5-5a8 8 0 1 1 8 8a11 11 0 0 1-11 4M18 23h7"
            />
          </svg>
          Unroll
        </a>
        <nav aria-label="Pages">
          {PAGES.map(([href, name]) => (
            <a key={href} href={href} aria-current={current(href, url.pathname)}>{name}</a>
          ))}
        </nav>
      </header>
      <main id="main">
        <Component />
      </main>
      <footer class="site-foot">
        <p>
          Unroll trains the recurrent networks of one study again, bit for bit. This site is
          read-only, stores nothing about you and asks no other server for anything.
        </p>
        <p>
          <a href="/about">Method, data and citation</a>
        </p>
      </footer>
    </body>
  </html>
));
