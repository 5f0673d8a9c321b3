#!/usr/bin/env bash
# The quick plan under Snakemake, from an empty store, in a clone of its own (it removes data/store and data/runs):
#
#     tests/cluster/trial.sh local       all cores of this machine
#     tests/cluster/trial.sh slurm       a Slurm of one node that slurm.sh starts
#
# A little after the start it kills one job with SIGKILL. Snakemake has to run it again, and every output has to have its published hash.
set -euo pipefail
cd "$(dirname "$0")/../.."

profile=${1:?usage: $0 local|slurm}
rm -rf data/store data/runs .snakemake
deno task data simulated-household simulated-household-events simulated-reviews >/dev/null

snakemake=(snakemake --profile "profiles/$profile" --quiet)
[[ $profile == slurm ]] && snakemake=(tests/cluster/slurm.sh "${snakemake[@]}")
"${snakemake[@]}" >"data/snakemake-$profile.log" 2>&1 &
run=$!

# The worker of a job is the program that has the job's partial folder open: the one whose arguments name the key.
victim=
for ((second = 0; second < 300; second++)); do
  sleep 1
  ((second < 15)) && continue
  victim=$(pgrep -f 'tasks/job.ts [0-9a-f]{64}' | head -n 1 || true)
  [[ -n $victim ]] && break
done
[[ -n $victim ]] || { echo "error: no job to kill was seen within five minutes" >&2; exit 1; }
key=$(tr '\0' ' ' <"/proc/$victim/cmdline" | grep -oE '[0-9a-f]{64}')
kill -9 "$victim"
echo "killed job $key"

wait "$run" || { tail -n 40 "data/snakemake-$profile.log" >&2; exit 1; }
[[ -d data/store/$key ]] || { echo "error: the killed job is not in the store" >&2; exit 1; }
deno task reproduce --json | python3 -c '
import json, sys
rows = json.load(sys.stdin)
equal = sum(row["equal"] for row in rows)
print(f"{equal} of {len(rows)} jobs have their published hashes")
sys.exit(equal != len(rows))'
