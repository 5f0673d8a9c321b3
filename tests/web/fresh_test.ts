import { assertEquals, assertStringIncludes } from "@std/assert";
import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { h } from "preact";
import { App, setSnapshot } from "../../src/compat/fresh/app.ts";
import type { RouteModule } from "../../src/compat/fresh/snapshot.ts";

type State = { trail?: string[] };

/** An app with the given modules of `routes/`, and a page that shows its pattern and parameters for each that is null. */
function site(
  routes: Readonly<Record<string, RouteModule | null>>,
  islands: Readonly<Record<string, RouteModule>> = {},
  app = new App<State>(),
): (path: string, init?: RequestInit) => Promise<Response> {
  const shown: RouteModule = {
    default: ({ route, params }: Context<State>) =>
      h("p", null, `${route} ${JSON.stringify(params)}`),
  };
  setSnapshot(app.fsRoutes(), {
    routes: Object.fromEntries(
      Object.entries(routes).map(([path, module]) => [path, module ?? shown]),
    ),
    islands,
    client: "/client.js",
    files: {},
  });
  const handle = app.handler();
  return (path, init) => handle(new Request(`http://localhost${path}`, init));
}

async function text(response: Promise<Response>): Promise<string> {
  return (await response).text();
}

Deno.test("fixed parts of an address go before parameters, and parameters before wildcards", async () => {
  const at = site({
    "index": null,
    "a/[b]": null,
    "a/fixed": null,
    "[...rest]": null,
    "a/[b]/c.json": null,
  });
  const shown = async (path: string) => (await text(at(path))).replaceAll("&quot;", '"');
  assertStringIncludes(await shown("/"), "<p>/ {}</p>");
  assertStringIncludes(await shown("/a/fixed"), "/a/fixed {}");
  assertStringIncludes(await shown("/a/x%20y"), '/a/:b {"b":"x y"}');
  assertStringIncludes(await shown("/a/x/c.json"), '/a/:b/c.json {"b":"x"}');
  assertStringIncludes(await shown("/a/x/cxjson"), '/:rest* {"rest":"a/x/cxjson"}');
});

Deno.test("a handler's data, status and headers reach the page and the response", async () => {
  const at = site({
    index: {
      handler: { GET: () => page("told", { status: 201, headers: { "x-extra": "yes" } }) },
      default: ({ data }: { data: string }) => h("p", null, data),
    },
  });
  const response = await at("/");
  assertEquals(response.status, 201);
  assertEquals(response.headers.get("x-extra"), "yes");
  assertStringIncludes(await response.text(), "<p>told</p>");
  assertEquals((await at("/", { method: "POST" })).status, 405);
  const head = await at("/", { method: "HEAD" });
  assertEquals([head.status, await head.text()], [201, ""]);
});

Deno.test("app, layouts and middleware surround a page from the outside in", async () => {
  const frame = (name: string): RouteModule => ({
    default: ({ Component }: { Component: () => null }) =>
      h("div", { class: name }, h(Component, {})),
  });
  const leave = (name: string): RouteModule => ({
    default: (context: Context<State>) => {
      context.state.trail = [...context.state.trail ?? [], name];
      return context.next();
    },
  });
  const at = site({
    "_app": frame("app"),
    "_middleware": leave("root"),
    "a/_layout": frame("layout"),
    "a/_middleware": leave("folder"),
    "a/index": { default: ({ state }: Context<State>) => h("p", null, state.trail!.join(" ")) },
    "index": { default: ({ state }: Context<State>) => h("p", null, state.trail!.join(" ")) },
  });
  assertEquals(
    await text(at("/a")),
    '<!DOCTYPE html><div class="app"><div class="layout"><p>root folder</p></div></div>',
  );
  assertEquals(await text(at("/")), '<!DOCTYPE html><div class="app"><p>root</p></div>');
});

Deno.test("what is thrown becomes the error page, with the status of an HttpError", async () => {
  const at = site({
    _error: { default: ({ error }: { error: Error }) => h("p", null, `caught ${error.message}`) },
    gone: { handler: { GET: () => Promise.reject(new HttpError(410, "long ago")) } },
  });
  const gone = await at("/gone");
  assertEquals([gone.status, await gone.text()], [410, "<!DOCTYPE html><p>caught long ago</p>"]);
  assertEquals((await at("/nowhere")).status, 404);
});

Deno.test("Head fills the head of its own page and of no other", async () => {
  const at = site({
    "_app": {
      default: ({ Component }: { Component: () => null }) =>
        h("html", null, h("head", null), h(Component, {})),
    },
    "with": { default: () => h("body", null, h(Head, null, h("title", null, "$& <here>"))) },
    "without": { default: () => h("body", null) },
  });
  assertStringIncludes(await text(at("/with")), "<head><title>$&amp; &lt;here></title></head>");
  assertEquals(
    await text(at("/without")),
    "<!DOCTYPE html><html><head></head><body></body></html>",
  );
});

Deno.test("an island is wrapped with its script and props, and brings the page its one script", async () => {
  const Island = ({ text }: { text: string }) => h("b", null, text);
  const at = site(
    {
      "_app": {
        default: ({ Component }: { Component: () => null }) =>
          h("html", null, h("head", null), h(Component, {})),
      },
      "with": {
        default: () => h("body", null, h(Island, { text: 'a "b"' }), h(Island, { text: "c" })),
      },
      "without": { default: () => h("body", null, h("b", null, "plain")) },
    },
    { "/island.js": { default: Island } },
  );
  const html = await text(at("/with"));
  assertStringIncludes(
    html,
    '<div data-island="/island.js" data-props="{&quot;text&quot;:&quot;a \\&quot;b\\&quot;&quot;}"><b>a &quot;b&quot;</b></div>'
      .replaceAll("<b>a &quot;b&quot;</b>", "<b>a &quot;b&quot;</b>"),
  );
  assertEquals(html.match(/<script/g)?.length, 1);
  assertEquals((await text(at("/without"))).includes("<script"), false);
});
