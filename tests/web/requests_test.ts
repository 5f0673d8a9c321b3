import { assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import { App, type Context } from "fresh";
import { setSnapshot } from "../../src/compat/fresh/app.ts";
import type { SiteState } from "../../src/web/define.ts";
import { delivery } from "../../src/web/delivery.ts";
import { securityHeaders } from "../../src/web/security_headers.ts";
import { reportFolder, siteOver } from "./site.ts";

Deno.test("every response keeps its page to itself, errors included", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  for (const path of ["/", "/theory", "/base.css", "/runs?sort=mse", "/nowhere", "/runs/zzz"]) {
    const { headers } = await site(path);
    const policy = headers.get("content-security-policy")!;
    assertStringIncludes(policy, "default-src 'none'", path);
    assertStringIncludes(policy, "frame-ancestors 'none'", path);
    assertEquals(/unsafe|https?:|\*|data:/.test(policy), false, path);
    assertEquals(headers.get("x-content-type-options"), "nosniff", path);
    assertEquals(headers.get("referrer-policy"), "no-referrer", path);
  }
});

Deno.test("the nonce of a page's own script enters its policy, leaves its headers, and is kept for nobody", async () => {
  const app = new App<SiteState>()
    .use(delivery(() => Promise.resolve("")))
    .use(securityHeaders)
    .fsRoutes();
  let renders = 0;
  setSnapshot(app, {
    routes: {
      index: {
        // As Fresh answers: the script carries the nonce, and a header tells it to middleware.
        handler: {
          GET: () =>
            new Response(`<script nonce="n${++renders}">boot()</script>`, {
              headers: { "content-type": "text/html", "x-fresh-nonce": `n${renders}` },
            }),
        },
      },
    },
    islands: {},
    client: "",
    files: {},
  });
  const handle = app.handler();
  for (const nonce of ["n1", "n2"]) {
    const response = await handle(new Request("http://127.0.0.1/"));
    const { headers } = response;
    assertStringIncludes(await response.text(), `nonce="${nonce}"`);
    assertStringIncludes(
      headers.get("content-security-policy")!,
      `script-src 'self' 'nonce-${nonce}';`,
    );
    assertEquals(headers.get("x-fresh-nonce"), null);
  }
});

Deno.test("where Fresh puts the nonce on the response itself, it enters the policy too", async () => {
  const app = new App<SiteState>().use(securityHeaders).fsRoutes();
  const GET = (): Response =>
    Object.assign(new Response("<p>"), { [Symbol.for("__freshNonce")]: "n7" });
  setSnapshot(app, { routes: { index: { handler: { GET } } }, islands: {}, client: "", files: {} });
  const { headers } = await app.handler()(new Request("http://127.0.0.1/"));
  assertStringIncludes(headers.get("content-security-policy")!, "script-src 'self' 'nonce-n7';");
});

Deno.test("what is kept of pages has a bound in bytes; those used longest ago make way", async () => {
  const app = new App<SiteState>().use(delivery(() => Promise.resolve(""), undefined, 2500))
    .fsRoutes();
  const made: string[] = [];
  setSnapshot(app, {
    routes: {
      index: {
        handler: {
          GET: ({ url }: Context<SiteState>) => {
            made.push(url.search);
            return new Response("x".repeat(1000), { headers: { "content-type": "image/png" } });
          },
        },
      },
    },
    islands: {},
    client: "",
    files: {},
  });
  const handle = app.handler();
  for (const search of ["?1", "?2", "?1", "?3", "?1", "?2"]) {
    await (await handle(new Request(`http://127.0.0.1/${search}`))).body?.cancel();
  }
  // Two fit: the third drives out ?2, which was used before ?1.
  assertEquals(made, ["?1", "?2", "?3", "?2"]);
});

Deno.test("a page that many ask for at once is made once, a failure for each", async () => {
  let renders = 0;
  const app = new App<SiteState>().use(delivery(() => Promise.resolve(""))).fsRoutes();
  const slowly = async (response: () => Response): Promise<Response> => {
    renders++;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return response();
  };
  setSnapshot(app, {
    routes: {
      index: { handler: { GET: () => slowly(() => new Response("here")) } },
      gone: { handler: { GET: () => slowly(() => new Response("gone", { status: 410 })) } },
    },
    islands: {},
    client: "",
    files: {},
  });
  const handle = app.handler();
  const ask = (path: string) =>
    Promise.all(Array.from({ length: 8 }, async () => {
      const response = await handle(new Request(`http://127.0.0.1${path}`));
      return `${response.status} ${await response.text()}`;
    }));
  assertEquals(await ask("/"), Array(8).fill("200 here"));
  assertEquals(renders, 1);
  assertEquals(await ask("/gone"), Array(8).fill("410 gone"));
});

Deno.test("a client that holds a page gets 304, one that holds another gets the page", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  for (const path of ["/", "/base.css", "/runs"]) {
    const etag = (await site(path)).headers.get("etag")!;
    const again = await site(path, { headers: { "if-none-match": `"other", W/${etag}` } });
    assertEquals(again.status, 304, path);
    assertEquals(await again.text(), "");
    assertEquals(again.headers.get("etag"), etag);
    const other = await site(path, { headers: { "if-none-match": '"other"' } });
    assertEquals(other.status, 200, path);
    await other.body?.cancel();
  }
});

Deno.test("text is compressed for clients that read gzip, under a tag of its own", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  const plain = await site("/"),
    zipped = await site("/", { headers: { "accept-encoding": "br, gzip" } });
  assertEquals(plain.headers.get("content-encoding"), null);
  assertEquals(zipped.headers.get("content-encoding"), "gzip");
  assertNotEquals(zipped.headers.get("etag"), plain.headers.get("etag"));
  const unzipped = zipped.body!.pipeThrough(new DecompressionStream("gzip"));
  assertEquals(await new Response(unzipped).text(), await plain.text());
  const refused = await site("/", { headers: { "accept-encoding": "gzip;q=0" } });
  assertEquals(refused.headers.get("content-encoding"), null);
  await refused.body?.cancel();
});

Deno.test("HEAD answers like GET without a body; other methods are refused", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  for (const coding of ["identity", "gzip"]) {
    const headers = { "accept-encoding": coding };
    const head = await site("/claims", { method: "HEAD", headers });
    assertEquals(head.status, 200);
    assertEquals(await head.text(), "");
    const whole = await site("/claims", { headers });
    assertEquals([...head.headers], [...whole.headers]);
    const { byteLength } = await whole.arrayBuffer();
    assertEquals(Number(head.headers.get("content-length")), byteLength);
  }
  for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
    for (const path of ["/", "/runs", "/base.css", "/nowhere"]) {
      const response = await site(path, { method });
      assertEquals(response.status, 405, `${method} ${path}`);
      assertEquals(response.headers.get("allow"), "GET, HEAD");
      assertStringIncludes(await response.text(), "This site is read-only");
    }
  }
});

const HOSTILE = [
  "/../deno.json",
  "/../../etc/passwd",
  "/static/../deno.json",
  "/%2e%2e/deno.json",
  "/%2e%2e%2fdeno.json",
  "/..%2fdeno.json",
  "/..%5cdeno.json",
  "/..\\deno.json",
  "/%252e%252e%252fdeno.json",
  "/%c0%ae%c0%ae/deno.json",
  "/%00",
  "/base.css%00.html",
  "/%",
  "/%zz",
  "/runs/%zz",
  "/experiments/%c0",
  "/gates/%zz/rise",
  "/reports/quick/%c0",
  "//etc/passwd",
  "/reports/quick/..%2f..%2fdeno.json",
  "/reports/..%2fquick/results.json",
  "/reports/quick/reference.json%00",
  "/reports/quick/figures",
  "/reports/nobody/results.json",
  "/runs/..%2f..%2fdeno.json",
  "/_fresh/js/../../deno.json",
  "/routes/index.tsx",
  "/main.ts",
  "/deno.json",
  "/.git/config",
  "/experiments/q9-z",
  "/experiments/__proto__",
  "/reports/__proto__/constructor",
  "/runs/__proto__",
  "/runs/0123456789ab",
  "/runs/0123456789AB",
  "/runs/0123456789abc",
  "/runs?sort=__proto__",
  "/runs?profile=../quick",
  "/runs?direction=sideways",
  "/runs?page=0",
  "/runs?part=Q9-z",
  "/runs/0123456789ab/files/x.onnx",
  "/runs/0123456789ab/curves.csv",
  "/reproduce/files/..%2fworker.js",
  "/reproduce/files/none",
  "/compare?a=0123456789ab",
  "/?profile=nobody",
  "/claims?profile=%00",
];

Deno.test("hostile, malformed and unknown addresses get a helpful page with 400 or 404 and leak nothing", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  for (const path of HOSTILE) {
    const response = await site(path);
    assertEquals([400, 404].includes(response.status), true, `${path}: ${response.status}`);
    const html = await response.text();
    assertStringIncludes(html, "the overview", path);
    assertEquals(/compilerOptions|root:|\[core\]|createDefine|at file:/.test(html), false, path);
    assertEquals(html.includes(reports.path), false, path);
  }
});

Deno.test("an address that is too long is told so", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  for (const path of [`/${"a".repeat(3000)}`, `/runs?model=${"b".repeat(100_000)}`]) {
    const response = await site(path);
    assertEquals(response.status, 400);
    assertStringIncludes(await response.text(), "longer than the 2048 characters");
  }
});

Deno.test("what an address holds is shown as text, never as markup", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  for (const path of ["/runs?model=<script>alert(1)</script>", "/<script>alert(1)</script>"]) {
    assertEquals((await (await site(path)).text()).includes("<script>alert"), false, path);
  }
});
