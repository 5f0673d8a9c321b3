/** Stand-in for `@fresh/core/dev`: what `dev.ts` imports. */
export { Builder } from "./builder.ts";
