#!/usr/bin/env bash
# What has become of a Slurm job, in Snakemake's words: running, success or failed. Without it a job that Slurm itself ends, by a time
# limit, a lost node or scancel, would be waited for for ever.
state=$(sacct --allocations --noheader --parsable2 --jobs="$1" --format=State 2>/dev/null | head -n 1)
if [[ -z $state ]]; then
  # No accounting: the controller knows a job for some minutes after its end.
  answer=$(scontrol --oneliner show job "$1" 2>&1)
  state=$(grep -oE 'JobState=[A-Z_]+' <<<"$answer" | cut -d= -f2)
  [[ $answer == *"Invalid job id"* ]] && state=FORGOTTEN
fi
case $state in
  COMPLETED) echo success ;;
  # A forgotten job is run again, and finds in the store what it has done.
  BOOT_FAIL | CANCELLED* | DEADLINE | FAILED | FORGOTTEN | NODE_FAIL | OUT_OF_MEMORY | PREEMPTED | TIMEOUT) echo failed ;;
  # A controller that does not answer may come back.
  *) echo running ;;
esac
