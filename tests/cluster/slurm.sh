#!/usr/bin/env bash
# Starts a Slurm of one node on this machine, without systemd and in a folder of its own, and runs a command in it:
#
#     tests/cluster/slurm.sh snakemake --profile profiles/slurm
#
# Needs root and Debian's slurm-wlm and munge. Everything is stopped and removed at the end, however it ends.
set -euo pipefail

(($# > 0)) || { echo "usage: $0 COMMAND [ARGUMENT…]" >&2; exit 2; }
((EUID == 0)) || { echo "error: Cannot start Slurm's daemons: expected root, got user $EUID" >&2; exit 2; }
for program in munged slurmctld slurmd sbatch; do
  command -v "$program" >/dev/null || {
    echo "error: Cannot find $program" >&2
    echo "hint: apt-get install slurm-wlm munge" >&2
    exit 2
  }
done

folder=$(mktemp -d)
daemons=()
command=
stop() {
  [[ -z $command ]] || kill "$command" 2>/dev/null || true
  # The node first, so that the controller hears of it.
  for ((i = ${#daemons[@]} - 1; i >= 0; i--)); do kill "${daemons[i]}" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# munged insists on a key and a socket that nobody else may replace; root owns this folder.
chmod 755 "$folder"
mkdir "$folder/munge" "$folder/spool" "$folder/state"
chmod 700 "$folder/munge"
head -c 1024 /dev/urandom >"$folder/munge/key"
chmod 400 "$folder/munge/key"
mkdir "$folder/socket"
munged --foreground --key-file="$folder/munge/key" --socket="$folder/socket/munge" \
  --pid-file="$folder/munge/pid" --log-file="$folder/munge/log" --seed-file="$folder/munge/seed" 2>"$folder/munged.log" &
daemons+=($!)

host=$(hostname -s)
port=$((20000 + RANDOM % 20000))
cat >"$folder/slurm.conf" <<CONF
ClusterName=unroll
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/socket/munge
CryptoType=crypto/munge
SlurmctldPort=$port
SlurmdPort=$((port + 1))
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MpiDefault=none
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$(($(awk '/MemTotal/ {print $2}' /proc/meminfo) / 1024 - 512)) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$folder/slurm.conf

slurmctld -D -f "$SLURM_CONF" 2>"$folder/slurmctld.log" &
daemons+=($!)
slurmd -D -f "$SLURM_CONF" -N "$host" 2>"$folder/slurmd.log" &
daemons+=($!)

for ((second = 0; second < 60; second++)); do
  [[ $(sinfo -h -o %T 2>/dev/null) == idle ]] && break
  sleep 1
done
if [[ $(sinfo -h -o %T) != idle ]]; then
  echo "error: Slurm's node is not idle after a minute: $(sinfo -h -o '%T %E')" >&2
  tail -n 20 "$folder"/*.log >&2
  exit 1
fi

# In the background, since Bash would hear no signal while it waits for a command in the foreground.
"$@" &
command=$!
wait "$command"
