import { Fragment, h } from "preact";
import type { Children, Element } from "./element.ts";

/** What the pages under way have put into their heads; rendering is synchronous, so there is one at a time. */
let collected: Children[] = [];

/** Puts its children into the page's `<head>`. */
export function Head({ children }: { readonly children?: Children }): null {
  collected.push(children);
  return null;
}

/** Hands over what was collected since the last call. */
export function takeHead(): Element {
  const children = collected;
  collected = [];
  return h(Fragment, null, ...children);
}
