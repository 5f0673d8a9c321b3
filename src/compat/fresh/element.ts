/** Preact's types, named here once. */
import type * as preact from "preact";

/** An element. */
export type Element = preact.JSX.Element;

/** A component without props of its own. */
export type Component = preact.ComponentType;

/** Whatever may stand inside an element. */
export type Children = preact.ComponentChildren;
