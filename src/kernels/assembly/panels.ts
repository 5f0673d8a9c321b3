/*
 * Weights of one slot, PyTorch's [hidden][columns], packed into the panels that product.ts reads, and gradients unpacked from
 * them. The columns are `segments` runs of `width` features each (one per direction of the layer below); on the packed side every
 * run but the last is padded to whole blocks of eight, as the activations are.
 */

/** The column that packed position `at` stands for, or −1 for padding. */
// @ts-ignore: decorator
@inline
function columnAt(at: i32, width: i32, columns: i32): i32 {
  const padded = (width + 7) & ~7;
  const within = at % padded;
  const column = at / padded * width + within;
  return within < width && column < columns ? column : -1;
}

/** Forward panels: [groups], `panelStride` bytes apart, of [rows][8], row = packed column, lane = hidden unit. */
export function packPanels(
  weight: usize, hidden: i32, columns: i32, width: i32, rows: i32, target: usize, panelStride: usize,
): void {
  const groups = (hidden + 7) >> 3;
  for (let group = 0; group < groups; group++) {
    let at: usize = target + panelStride * group;
    for (let row = 0; row < rows; row++) {
      const column = columnAt(row, width, columns);
      for (let lane = 0; lane < 8; lane++) {
        const unit = (group << 3) + lane;
        const present = unit < hidden && column >= 0;
        store<f32>(at, present ? load<f32>(weight + ((unit * columns + column) << 2)) : 0);
        at += 4;
      }
    }
  }
}

/** The gradient of a weight, from panels laid out as `packPanels` lays them. */
export function unpackPanels(
  source: usize, panelStride: usize, hidden: i32, columns: i32, width: i32, rows: i32, target: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const column = columnAt(row, width, columns);
    if (column < 0) continue;
    for (let unit = 0; unit < hidden; unit++) {
      const at: usize = source + panelStride * (unit >> 3) + (<usize>row << 5) + ((unit & 7) << 2);
      store<f32>(target + ((unit * columns + column) << 2), load<f32>(at));
    }
  }
}

/**
 * Backward panels: [columnGroups], `panelStride` bytes apart, of [k][8], lane = packed column; this slot fills the k from
 * `target` on, one for each hidden unit and padded to whole groups.
 */
export function packTransposed(
  weight: usize, hidden: i32, columns: i32, width: i32, columnGroups: i32, target: usize, panelStride: usize,
): void {
  const padded = (hidden + 7) & ~7;
  for (let group = 0; group < columnGroups; group++) {
    let at: usize = target + panelStride * group;
    for (let unit = 0; unit < padded; unit++) {
      for (let lane = 0; lane < 8; lane++) {
        const column = columnAt((group << 3) + lane, width, columns);
        const present = unit < hidden && column >= 0;
        store<f32>(at, present ? load<f32>(weight + ((unit * columns + column) << 2)) : 0);
        at += 4;
      }
    }
  }
}

/** Bias of one slot into [groups][8]: first + second, either of which may be absent (0). */
export function packBias(first: usize, second: usize, hidden: i32, target: usize): void {
  const padded = (hidden + 7) & ~7;
  for (let unit = 0; unit < padded; unit++) {
    let sum: f32 = 0;
    if (unit < hidden) {
      if (first) sum = load<f32>(first + (unit << 2));
      if (second) sum += load<f32>(second + (unit << 2));
    }
    store<f32>(target + (unit << 2), sum);
  }
}
