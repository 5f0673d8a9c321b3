import { Head } from "fresh/runtime";
import type { ComponentChildren, JSX } from "preact";

/** The title of a page, in its head and at its top, with what leads into it. */
export function PageHead(
  { title, kicker, children }: {
    readonly title: string;
    readonly kicker?: ComponentChildren;
    readonly children?: ComponentChildren;
  },
): JSX.Element {
  return (
    <header class="page-head">
      <Head>
        <title>{`${title} · Unroll`}</title>
      </Head>
      {kicker !== undefined && <p class="kicker">{kicker}</p>}
      <h1>{title}</h1>
      {children}
    </header>
  );
}
