import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { UNIT_ORDERS } from "../../src/explorer/unit_order.ts";
import {
  CLOSEST_ZOOM,
  HIGHEST_LOAD,
  movedTo,
  parseView,
  plainView,
  shownSteps,
  type ViewLimits,
  viewQuery,
  type ViewState,
  zoomed,
} from "../../src/explorer/view_state.ts";

const LIMITS: ViewLimits = { steps: 60, layers: 2, backward: true, hidden: 64, loads: true };

const states: fc.Arbitrary<ViewState> = fc.record({
  layer: fc.integer({ min: 0, max: 1 }),
  direction: fc.integer({ min: 0, max: 1 }),
  unit: fc.option(fc.integer({ min: 0, max: 63 })),
  order: fc.constantFrom(...UNIT_ORDERS),
  cursor: fc.integer({ min: 0, max: 59 }),
  from: fc.integer({ min: 0, max: 60 - CLOSEST_ZOOM }),
  width: fc.integer({ min: CLOSEST_ZOOM, max: 60 }),
  edits: fc.dictionary(
    fc.integer({ min: 0, max: 59 }).map(String),
    fc.integer({ min: 0, max: 1000 * HIGHEST_LOAD }).map((watts) => watts / 1000),
    { maxKeys: 6, noNullPrototype: true },
  ),
}).map(({ width, ...view }) =>
  shownSteps({ ...view, to: 60 }, { from: view.from, to: Math.min(60, view.from + width) })
);

Deno.test("an address gives back the very state that it was made of", () => {
  fc.assert(fc.property(states, (view) => {
    // Through text, as a browser sends it.
    const query = new URLSearchParams(viewQuery(view, LIMITS).toString());
    assertEquals(parseView(query, LIMITS), view);
  }));
});

Deno.test("a plain state has a bare address", () => {
  assertEquals(viewQuery(plainView(LIMITS), LIMITS).toString(), "");
  assertEquals(parseView(new URLSearchParams(), LIMITS), plainView(LIMITS));
});

Deno.test("addresses count layers, steps and minutes from 1", () => {
  const view = parseView(
    new URLSearchParams("layer=1&step=31&from=11&to=40&unit=0&edit=31:4.2"),
    LIMITS,
  );
  assertEquals(view.layer, 0);
  assertEquals(view.cursor, 30);
  assertEquals([view.from, view.to], [10, 40]);
  assertEquals(view.unit, 0);
  assertEquals(view.edits, { 30: 4.2 });
});

for (
  const [query, parameter] of [
    ["layer=0", "layer"],
    ["layer=3", "layer"],
    ["layer=1.5", "layer"],
    ["layer=", "layer"],
    ["layer= 1", "layer"],
    ["layer=1e0", "layer"],
    ["step=0", "step"],
    ["step=61", "step"],
    ["step=-1", "step"],
    ["unit=64", "unit"],
    ["unit=x", "unit"],
    ["direction=up", "direction"],
    ["sort=name", "sort"],
    ["sort=", "sort"],
    ["from=10&to=9", "from"],
    ["from=10&to=12", "from"],
    ["edit=0:1", "edit"],
    ["edit=61:1", "edit"],
    ["edit=1:20.1", "edit"],
    ["edit=1:-1", "edit"],
    ["edit=1:1.2345", "edit"],
    ["edit=1:NaN", "edit"],
    ["edit=", "edit"],
    ["edit=1:1,,2:2", "edit"],
  ] as const
) {
  Deno.test(`${query} is refused, and the fault is named`, () => {
    const error = assertThrows(() => parseView(new URLSearchParams(query), LIMITS), RangeError);
    assert(error.message.includes(`“${parameter}”`), error.message);
  });
}

Deno.test("what a network or a sample does not have cannot be asked for", () => {
  const refused = (query: string, limits: Partial<ViewLimits>): void => {
    assertThrows(
      () => parseView(new URLSearchParams(query), { ...LIMITS, ...limits }),
      RangeError,
    );
  };
  refused("direction=backward", { backward: false });
  refused("layer=2", { layers: 1 });
  refused("edit=1:2", { loads: false });
});

Deno.test("zooming stays within the sample, keeps its width in bounds and the cursor in sight", () => {
  fc.assert(fc.property(states, fc.constantFrom(0.5, 2), (view, factor) => {
    const start = movedTo(view, view.cursor, 60);
    const { from, to, cursor } = zoomed(start, factor, 60);
    assert(from >= 0 && to <= 60 && to - from >= CLOSEST_ZOOM);
    assert(from <= cursor && cursor < to);
    const width = start.to - start.from;
    assertEquals(to - from, Math.max(CLOSEST_ZOOM, Math.min(60, Math.round(width * factor))));
  }));
});

Deno.test("the cursor is one of the steps that are shown, wherever they come from", () => {
  const plain = plainView(LIMITS);
  assertEquals(shownSteps(plain, { from: 40, to: 60 }), { ...plain, from: 40, to: 60, cursor: 40 });
  assertEquals(shownSteps(plain, { from: 0, to: 10 }).cursor, 9);
  assertEquals(shownSteps(plain, { from: 20, to: 40 }).cursor, plain.cursor);
  assertEquals(parseView(new URLSearchParams("from=41&to=60"), LIMITS).cursor, 40);
  assertThrows(
    () => parseView(new URLSearchParams("from=41&to=60&step=5"), LIMITS),
    RangeError,
    "“step” is one of those that “from” and “to” show: 41 to 60",
  );
});

Deno.test("a sample shorter than the closest zoom is shown whole", () => {
  const view = plainView({ ...LIMITS, steps: 3 });
  const { from, to } = zoomed(view, 0.5, 3);
  assertEquals([from, to], [0, 3]);
});

Deno.test("what is shown follows the cursor, and no further than needed", () => {
  const view: ViewState = { ...plainView(LIMITS), from: 20, to: 30, cursor: 25 };
  assertEquals(movedTo(view, 29, 60), { ...view, cursor: 29 });
  assertEquals(movedTo(view, 30, 60), { ...view, cursor: 30, from: 21, to: 31 });
  assertEquals(movedTo(view, 19, 60), { ...view, cursor: 19, from: 19, to: 29 });
  assertEquals(movedTo(view, 99, 60), { ...view, cursor: 59, from: 50, to: 60 });
  assertEquals(movedTo(view, -5, 60), { ...view, cursor: 0, from: 0, to: 10 });
});
