import { type Claims, DECLARED, type JudgedClaim } from "./claim.ts";
import type { ClaimTest } from "./hypothesis.ts";
import { inWords, shown } from "./judge.ts";
import { ABSENT, anchor, link, table } from "./markdown.ts";

function verdictTable({ claims }: Claims): string {
  const rows = claims.map(({ id, text, verdict, label, rival }) => [
    link(id, anchor("claim", id)),
    text,
    `**${verdict}**`,
    rival === null ? ABSENT : rival.judgement,
    label ?? ABSENT,
  ]);
  return table(
    ["claim", "the study states", "verdict", "rival explanation", "data"],
    rows,
    ["l", "l", "l", "l", "l"],
  );
}

/** A row of evidence; the number leads to the first of its jobs. */
function evidenceRow(role: string, test: ClaimTest): string[] {
  const { kind, statistic, predicate, estimate, judgement, jobs } = test;
  const found = link(inWords(estimate), anchor("job", jobs[0]!));
  const seeds = estimate.bySeed.map(shown).join("; ") || ABSENT;
  return [role, kind, statistic, found, seeds, predicate, judgement];
}

function account({ id, text, sentence, tests, rival }: JudgedClaim): string[] {
  const heading = `### <a id="${anchor("claim", id)}"></a>${id} · ${text}`;
  if (tests.length === 0) return [heading, sentence];
  const rows = [
    ...tests.map((test) => evidenceRow("claim", test)),
    ...(rival?.tests ?? []).map((test) => evidenceRow("rival", test)),
  ];
  const jobs = [...new Set([...tests, ...(rival?.tests ?? [])].flatMap((test) => test.jobs))];
  return [
    heading,
    sentence,
    table(
      ["of", "kind", "statistic", "found", "by seed", "demanded", "ended"],
      rows,
      ["l", "l", "l", "r", "r", "l", "l"],
    ),
    `Jobs: ${jobs.map((job) => link(`\`${job}\``, anchor("job", job))).join(", ")}.`,
  ];
}

/** How the claims of one part ended, in a line that leads to their evidence; nothing for a part without claims. */
export function partVerdicts({ claims }: Claims, part: string): string[] {
  const own = claims.filter(({ id }) => id.startsWith(`${part}/`));
  if (own.length === 0) return [];
  const verdicts = own.map(({ id, verdict, rival }) => {
    const other = rival === null ? "" : ` (rival explanation ${rival.judgement})`;
    return `${link(id.slice(part.length + 1), anchor("claim", id))} **${verdict}**${other}`;
  });
  return [`Verdicts: ${verdicts.join(", ")}.`];
}

/** The section on claims: verdicts at a glance, then each with its evidence. */
export function claimsSection(claims: Claims): string {
  return [
    "## Claims",
    `Each claim of the study was turned into tests. ${DECLARED} A test is supported when the whole 95% interval lies on the ` +
    "claim's side of the threshold, refuted when all of it lies on the other side, and inconclusive otherwise; a claim is " +
    "supported when all of its tests are, and refuted when one is. With one seed there is no interval over seeds; with three, " +
    "Student's is wide, and may reach beyond what the statistic can be, so that each seed's value stands beside it. Intervals are " +
    "not adjusted for the number of claims.",
    verdictTable(claims),
    ...claims.claims.flatMap(account),
  ].join("\n\n");
}
