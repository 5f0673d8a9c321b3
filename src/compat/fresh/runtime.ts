/** Stand-in for `@fresh/core/runtime`: what components import. */
export { Head } from "./head.ts";
