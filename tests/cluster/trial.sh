#!/usr/bin/env bash
# The quick plan under Snakemake, from an empty store, in a clone of its own (it removes data/store and data/runs):
#
#     tests/cluster/trial.sh local       all cores of this machine
#     tests/cluster/trial.sh slurm       a Slurm of one node that slurm.sh starts
#
# In the middle of a training it kills that job with SIGKILL. Snakemake has to run it again, every output has to have its published
# hash, and nothing may be left over. Needs Debian's snakemake, and for slurm what slurm.sh needs.
set -euo pipefail
cd "$(dirname "$0")/../.."

profile=${1:?usage: $0 local|slurm}
rm -rf data/store data/runs .snakemake
deno task --quiet data simulated-household simulated-household-events simulated-reviews >/dev/null

snakemake=(snakemake --profile "profiles/$profile" --quiet)
[[ $profile == slurm ]] && snakemake=(tests/cluster/slurm.sh "${snakemake[@]}")
mkdir -p .snakemake
log=.snakemake/trial-$profile.log
began=$SECONDS
"${snakemake[@]}" >"$log" 2>&1 &
run=$!
trap 'kill "$run" 2>/dev/null || true' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# A job of this clone that has written a checkpoint: it is in the middle of its training.
running() {
  local pid key
  for pid in $(pgrep -f 'tasks/job\.ts [0-9a-f]{64}'); do
    [[ $(readlink "/proc/$pid/cwd") == "$PWD" ]] || continue
    key=$(tr '\0' '\n' <"/proc/$pid/cmdline" | grep -xE '[0-9a-f]{64}') || continue
    compgen -G "data/store/$key.partial/checkpoint*" >/dev/null && echo "$pid $key"
  done
  return 0
}

killed=
while kill -0 "$run" 2>/dev/null; do
  read -r pid key < <(running) || true
  if [[ -n ${pid:-} ]] && kill -9 "$pid" 2>/dev/null; then
    killed=$key
    echo "killed job $killed after $((SECONDS - began)) s"
    break
  fi
  sleep 0.2
done
[[ -n $killed ]] || echo "error: no job was seen in the middle of its training" >&2

wait "$run" || { tail -n 40 "$log" >&2; exit 1; }
[[ -n $killed && -d data/store/$killed ]] || { echo "error: the killed job is not in the store" >&2; exit 1; }
echo "finished after $((SECONDS - began)) s"

# Reads what is done: every job is in the store.
deno task --quiet reproduce --json 2>/dev/null | python3 -c '
import json, sys
rows = json.load(sys.stdin)
equal = sum(row["equal"] for row in rows)
print(f"{equal} of {len(rows)} jobs have their published hashes")
sys.exit(equal != len(rows))'
left=$(find data/store -mindepth 1 -maxdepth 1 -name '*.*')
[[ -z $left ]] || { echo "error: left over: $left" >&2; exit 1; }
