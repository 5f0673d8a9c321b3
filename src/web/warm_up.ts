/**
 * Makes pages before anybody asks for them: the first visitor of a page would wait for reports to be read and checked and for a network to
 * read its sample, all others find what `delivery.ts` has kept.
 */

/** What answers requests. */
export type Answer = (request: Request) => Promise<Response>;

/** Requests stay within the program: the host is never looked up. */
const ORIGIN = "http://127.0.0.1";

/** Addresses within the site that a page refers to, without their fragments; each as often as it stands there. */
export function addressesIn(html: string): string[] {
  return Array.from(
    html.matchAll(/(?:href|src)="(\/[^"#]*)/g),
    ([, address]) => address!.replaceAll("&amp;", "&"),
  );
}

/** Whether an address is likely to be asked for: neither a choice that a visitor makes on a page, nor a download. */
function isLikely(address: string): boolean {
  return !address.includes("?") && (!address.includes(".") || /\.(css|js)$/.test(address));
}

/**
 * Asks for the pages within some links of the overview, the nearest first, and for their styles and scripts. Other requests are answered in
 * between. What fails here fails again, and is told, when a visitor asks for it.
 *
 * @param links 1 for the overview and what it links to
 * @returns the addresses that were asked for
 */
export async function warmUp(answer: Answer, links: number): Promise<string[]> {
  const asked = new Set<string>();
  let next = ["/"];
  for (let away = 0; away <= links; away++) {
    const found: string[] = [];
    for (const address of next) {
      asked.add(address);
      const response = await answer(new Request(ORIGIN + address));
      const isPage = response.headers.get("content-type")?.startsWith("text/html") ?? false;
      const text = await response.text();
      if (isPage && response.ok) found.push(...addressesIn(text).filter(isLikely));
      await new Promise((resolve) => setTimeout(resolve));
    }
    next = [...new Set(found)].filter((address) => !asked.has(address));
  }
  return [...asked];
}
