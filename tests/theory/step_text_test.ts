import { assertEquals } from "@std/assert";
import { P2_STEP } from "../../src/report/study.ts";
import { rnnStep } from "../../src/theory/rnn_step.ts";
import { decimalText, stepLines, vectorText } from "../../src/theory/step_text.ts";

Deno.test("decimalText rounds, drops trailing zeros, and writes a true minus but no minus zero", () => {
  assertEquals(
    [1.5, -0.56922, 0.1 + 0.2, 0, -0, -0.00001, 100].map((value) => decimalText(value)),
    [
      "1.5",
      "−0.5692",
      "0.3",
      "0",
      "0",
      "0",
      "100",
    ],
  );
  assertEquals(vectorText([1.19936, -0.56922], 3), "[1.199, −0.569]");
});

Deno.test("stepLines writes the study's step as one would by hand", () => {
  assertEquals(stepLines(rnnStep(P2_STEP.given)), [
    "W_hh·h[1] = 0.3·(−0.2) + 0.1·0.4 = −0.02",
    "W_hh·h[2] = (−0.4)·(−0.2) + 0.2·0.4 = 0.16",
    "W_xh·x[1] = 0.5·0.8 + (−0.2)·(−0.5) = 0.5",
    "W_xh·x[2] = (−1)·0.8 + 0.9·(−0.5) = −1.25",
    "z[1]      = (−0.02) + 0.5 + 0.1 = 0.58",
    "z[2]      = 0.16 + (−1.25) + (−0.1) = −1.19",
    "h[1]      = tanh 0.58 = 0.5227",
    "h[2]      = tanh (−1.19) = −0.8306",
    "W_hy·h[1] = 1.5·0.5227 + (−0.5)·(−0.8306) = 1.1993",
    "W_hy·h[2] = 0.5·0.5227 + 1·(−0.8306) = −0.5692",
    "ŷ[1]      = 1.1993 + 0 = 1.1993",
    "ŷ[2]      = (−0.5692) + 0 = −0.5692",
    "",
    "h = [0.5227, −0.8306]",
    "ŷ = [1.199, −0.569]",
  ]);
});
