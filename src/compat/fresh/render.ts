/**
 * Renders a page to HTML. Where a component of `islands/` appears, its markup is put into an element that names the
 * component's script and holds its props, and the page gets one script tag, which brings those elements to life; a page
 * without islands gets none. Islands do not nest.
 */
import { h, options } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Component, Element } from "./element.ts";
import { takeHead } from "./head.ts";
import type { Snapshot } from "./snapshot.ts";

/** Attributes by which the client's script finds the islands of a page. */
const ISLAND_MODULE = "data-island", ISLAND_PROPS = "data-props";

/** The islands of the page being rendered, and whether one was met. */
let current: { readonly scripts: ReadonlyMap<unknown, string>; met: boolean } | undefined;
let insideHost = false;

function Host({ type, of }: { readonly type: Component; readonly of: object }): Element {
  current!.met = true;
  insideHost = true;
  const inner = h(type, of);
  insideHost = false;
  const attributes: Record<string, unknown> = {
    [ISLAND_MODULE]: current!.scripts.get(type),
    [ISLAND_PROPS]: JSON.stringify(of),
  };
  return h("div", attributes, inner);
}

const previous = options.vnode;
options.vnode = (vnode) => {
  if (current !== undefined && !insideHost && current.scripts.has(vnode.type)) {
    const { type, props } = vnode;
    Object.assign(vnode, { type: Host, props: { type, of: props } });
  }
  previous?.(vnode);
};

/** The document of an element that renders a whole `<html>`. */
export function renderPage(element: Element, { islands, client }: Snapshot): string {
  current = {
    scripts: new Map(Object.entries(islands).map(([path, module]) => [module.default, path])),
    met: false,
  };
  try {
    const html = renderToString(element);
    const head = renderToString(takeHead());
    const script = current.met ? `<script type="module" src="${client}"></script>` : "";
    return `<!DOCTYPE html>${html.replace("</head>", () => `${head}${script}</head>`)}`;
  } finally {
    current = undefined;
    takeHead();
  }
}
