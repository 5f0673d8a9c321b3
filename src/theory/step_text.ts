/** One RNN step as text, term by term, as one would write it by hand. */
import type { MatrixProduct, RnnStep } from "./rnn_step.ts";

/** At most four decimals, without trailing zeros, with a true minus sign: `−0.569`. */
export function decimalText(value: number, decimals = 4): string {
  // A sum such as −0.06 + 0.06 may leave a tiny negative number, which rounds to −0: adding 0 makes it 0.
  const rounded = Number(value.toFixed(decimals)) + 0;
  return String(rounded).replace("-", "−");
}

/** `[0.5227, −0.8306]` */
export function vectorText(values: readonly number[], decimals = 4): string {
  return `[${values.map((value) => decimalText(value, decimals)).join(", ")}]`;
}

/** A factor of a product, in brackets when it is negative. */
function factor(value: number): string {
  return value < 0 ? `(${decimalText(value)})` : decimalText(value);
}

/** `0.3·(−0.2) + 0.1·0.4 = −0.02`, one line for each row. */
function productLines(name: string, { terms, sums }: MatrixProduct): string[] {
  return sums.map((sum, i) => {
    const products = terms[i]!.map(({ weight, value }) => `${factor(weight)}·${factor(value)}`);
    return `${`${name}[${i + 1}]`.padEnd(9)} = ${products.join(" + ")} = ${decimalText(sum)}`;
  });
}

/** The whole step, one line for each unit and quantity, in the order of computation. */
export function stepLines(step: RnnStep): string[] {
  const { given, recurrent, fromInput, preactivation, hidden, readout, output } = step;
  const line = (name: string, i: number, formula: string): string =>
    `${`${name}[${i + 1}]`.padEnd(9)} = ${formula}`;
  return [
    ...productLines("W_hh·h", recurrent),
    ...productLines("W_xh·x", fromInput),
    ...preactivation.map((z, i) => {
      const parts = [recurrent.sums[i]!, fromInput.sums[i]!, given.hiddenBias[i]!].map(factor);
      return line("z", i, `${parts.join(" + ")} = ${decimalText(z)}`);
    }),
    ...hidden.map((h, i) => line("h", i, `tanh ${factor(preactivation[i]!)} = ${decimalText(h)}`)),
    ...productLines("W_hy·h", readout),
    ...output.map((y, i) =>
      line(
        "ŷ",
        i,
        `${factor(readout.sums[i]!)} + ${factor(given.outputBias[i]!)} = ${decimalText(y)}`,
      )
    ),
    "",
    `h = ${vectorText(hidden)}`,
    `ŷ = ${vectorText(output, 3)}`,
  ];
}
