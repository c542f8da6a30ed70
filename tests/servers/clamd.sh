#!/usr/bin/env bash
# ClamAV's daemon with one signature of our own, so that nothing is downloaded and nothing harmful lies in the sources.
# usage: clamd.sh up FOLDER     prints host:port for CLAMD_ADDRESS
#        clamd.sh down FOLDER
# A file with the words BRAINMESSENGER-HARMFUL-TEST is Test.Harmful.UNOFFICIAL; files above 30 MB are too large for it.
set -euo pipefail

verb=${1:?up or down}
mkdir -p "${2:?a work folder}"
folder=$(cd "$2" && pwd)

if [ "$verb" = down ]; then
  [ ! -e "$folder/clamd.pid" ] || kill -TERM "$(cat "$folder/clamd.pid")" 2>/dev/null || true
  exit 0
fi

mkdir -p "$folder/signatures"
printf 'Test.Harmful:0:*:%s\n' "$(printf BRAINMESSENGER-HARMFUL-TEST | od -An -tx1 | tr -d ' \n')" >"$folder/signatures/test.ndb"
for _ in 1 2 3 4 5; do
  # Below 32768: above it the kernel hands out ports of its own accord.
  port=$((20000 + RANDOM % 12000))
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then continue; fi
  cat >"$folder/clamd.conf" <<CONF
DatabaseDirectory $folder/signatures
TCPAddr 127.0.0.1
TCPSocket $port
LogFile $folder/clamd.log
PidFile $folder/clamd.pid
Foreground true
StreamMaxLength 30M
AlertExceedsMax yes
CONF
  PATH=$PATH:/usr/sbin setsid clamd --config-file="$folder/clamd.conf" >"$folder/clamd.out" 2>&1 &
  for _ in $(seq 150); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "127.0.0.1:$port"
      exit 0
    fi
    kill -0 $! 2>/dev/null || break
    sleep 0.1
  done
done
tail -n 20 "$folder/clamd.out" >&2 || true
exit 1
