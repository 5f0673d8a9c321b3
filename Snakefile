"""The jobs of a profile under Snakemake 7, on this machine or on a cluster with a shared folder.

    snakemake --profile profiles/local
    snakemake --profile profiles/slurm --config profile=paper mirror=/shared/mirror

Each job is `deno task job KEY`, which locks what it computes, goes on from its checkpoint, and finds in the store what is done.
Snakemake sees marks alone: the store's own files are never outputs of a rule, as Snakemake removes those of a failed job.
"""

import json
import os
import subprocess

PROFILE = config.get("profile", "quick")
MIRROR = f" --mirror {config['mirror']}" if "mirror" in config else ""
MARKS = f"data/runs/{PROFILE}/marks"
# Slurm fails a job whose log has no folder.
os.makedirs("data/runs", exist_ok=True)

PLAN = json.loads(
    subprocess.run(
        ["deno", "task", "--quiet", "plan", "--json", "--profile", PROFILE],
        check=True,
        stdout=subprocess.PIPE,
    ).stdout
)
JOBS = {job["key"]: job for job in PLAN["jobs"]}
DEAREST = max(job["cost"] for job in PLAN["jobs"])


localrules:
    reproduce,


# Compares every output with the published hashes, and makes the report.
rule reproduce:
    input:
        expand(MARKS + "/{key}", key=JOBS),
    shell:
        "deno task reproduce --quiet --profile {PROFILE}{MIRROR}"


rule job:
    input:
        lambda wildcards: [f"{MARKS}/{need}" for need in JOBS[wildcards.key]["needs"]],
    output:
        touch(MARKS + "/{key}"),
    wildcard_constraints:
        key="[0-9a-f]{64}",
    threads: 1
    resources:
        mem_mb=2000,
        runtime=lambda wildcards: 10 + round(110 * JOBS[wildcards.key]["cost"] / DEAREST),
    shell:
        "deno task job {wildcards.key} --quiet --profile {PROFILE}{MIRROR}"
