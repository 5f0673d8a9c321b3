import { assert, assertEquals } from "@std/assert";
import { addressesIn, type Answer, warmUp } from "../../src/web/warm_up.ts";
import { handlerOver, reportFolder } from "./site.ts";

/** Pages by their address, and what was asked of them. */
function siteOf(pages: Readonly<Record<string, string>>): Answer & { readonly asked: string[] } {
  const asked: string[] = [];
  const answer: Answer = ({ url }) => {
    const { pathname, search } = new URL(url);
    asked.push(pathname + search);
    const page = pages[pathname + search];
    const headers = { "content-type": pathname.endsWith(".css") ? "text/css" : "text/html" };
    return Promise.resolve(new Response(page, { status: page === undefined ? 404 : 200, headers }));
  };
  return Object.assign(answer, { asked });
}

Deno.test("addresses are those within the site, without fragments, their ampersands read", () => {
  const html = `<a href="/a?x=1&amp;y=2#z"><a href="#here"><a href="https://b.org/"><img src="/c">`;
  assertEquals(addressesIn(html), ["/a?x=1&y=2", "/c"]);
});

Deno.test("pages are asked for once each, the nearest first, up to some links away", async () => {
  const pages = {
    "/": '<link href="/base.css"><a href="/one"><a href="/two"><a href="/one">',
    "/base.css": 'a { background: url(href="/style") }',
    "/one": '<a href="/"><a href="/three">',
    "/two": '<a href="/missing"><a href="/four">',
    "/three": '<a href="/five">',
  };
  const near = ["/", "/base.css", "/one", "/two"];
  const beyond = ["/three", "/missing", "/four"];
  for (const [links, expected] of [["/"], near, [...near, ...beyond]].entries()) {
    const site = siteOf(pages);
    assertEquals(await warmUp(site, links), expected);
    assertEquals(site.asked, expected);
  }
});

Deno.test("downloads and a visitor's choices are not asked for, nor what a page of an error links to", async () => {
  const site = siteOf({
    "/":
      '<a href="/runs?sort=mse"><a href="/runs/a/weights.safetensors"><script src="/b.js"><a href="/lost">',
    "/b.js": "",
  });
  const answer: Answer = async (request) => {
    const response = await site(request);
    return response.status === 404
      ? new Response('<a href="/deeper">', { status: 404, headers: response.headers })
      : response;
  };
  await warmUp(answer, 5);
  assertEquals(site.asked, ["/", "/b.js", "/lost"]);
});

Deno.test("a visitor is answered between two pages", async () => {
  const site = siteOf({ "/": '<a href="/one"><a href="/two">', "/one": "", "/two": "" });
  const before: number[] = [];
  setTimeout(() => before.push(site.asked.length));
  await warmUp(site, 1);
  assertEquals(before, [1]);
});

Deno.test("the site's own pages, styles and scripts are among those that are made", async () => {
  await using reports = await reportFolder();
  const handle = await handlerOver(reports.path);
  const answered = new Map<string, number>();
  const answer: Answer = async (request) => {
    const response = await handle(request);
    answered.set(new URL(request.url).pathname, response.status);
    return response;
  };
  await warmUp(answer, 2);
  for (
    const page of ["/", "/styles/site.css", "/claims", "/runs", "/gates", "/theory", "/experiments"]
  ) {
    assertEquals(answered.get(page), 200, page);
  }
  assert([...answered.keys()].some((path) => path.endsWith(".js")));
});
