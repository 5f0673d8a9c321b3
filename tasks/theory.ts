/**
 * `deno task theory`: prints the study's worked problems P1 and P2, computed, and the tables that go with them.
 */
import { Command } from "commander";
import { P2_STEP } from "../src/report/study.ts";
import { discussionPage } from "../src/theory/discussion.ts";
import { theory } from "../src/theory/theory.ts";
import { theoryText } from "../src/theory/theory_text.ts";

const { json, discussion } = new Command("theory")
  .description("Count parameters, FLOPs and receptive fields, and work through one RNN step.")
  .option("--json", "print one JSON object")
  .option("--discussion", "print the answers to P3–P5 instead, as docs/discussion.md has them")
  .parse(["deno", "theory", ...Deno.args])
  .opts<{ json?: boolean; discussion?: boolean }>();

if (discussion) console.log(discussionPage().trimEnd());
else {
  const result = theory(P2_STEP.given);
  console.log(json ? JSON.stringify(result, null, 2) : theoryText(result).trimEnd());
}
