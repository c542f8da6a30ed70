#!/usr/bin/env bash
# A PostgreSQL of its own for tests: TLS on, on a free port of the loopback, in a folder that the caller gives and removes.
# usage: postgres.sh up FOLDER     prints a URL on which databases may be created
#        postgres.sh crash FOLDER  ends it without any goodbye and starts it again, which replays its log
#        postgres.sh down FOLDER
# The folder must be reachable for user postgres: as root the server runs as that user, else as the caller.
# DURABLE=on turns fsync on, for faults and benchmarks.
set -euo pipefail

verb=${1:?up, crash or down}
mkdir -p "${2:?a work folder}"
folder=$(cd "$2" && pwd)
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed below /usr/lib/postgresql." >&2; exit 1; }

as_server() {
  if [ "$(id -u)" = 0 ]; then (cd / && su postgres -s /bin/bash -c "$1"); else bash -c "$1"; fi
}

if [ "$verb" = down ]; then
  [ ! -e "$folder/data/postmaster.pid" ] || as_server "'$bin/pg_ctl' -D '$folder/data' -m immediate -w stop" >/dev/null
  exit 0
fi

if [ "$verb" = crash ]; then
  as_server "'$bin/pg_ctl' -D '$folder/data' -l '$folder/run/postgres.log' -m immediate -w restart" >/dev/null
  exit 0
fi

# Below 32768: above it the kernel hands out ports of its own accord, and a fixed one is taken now and then.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

mkdir -p "$folder/run"
echo pw >"$folder/password"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
  -keyout "$folder/run/server.key" -out "$folder/run/server.crt" 2>/dev/null
cp "$folder/run/server.crt" "$folder/ca.pem"
chmod 600 "$folder/run/server.key"
mkdir -p "$folder/data"
if [ "$(id -u)" = 0 ]; then
  chmod 755 "$folder"
  chown -R postgres "$folder/data" "$folder/run" "$folder/password"
fi

as_server "'$bin/initdb' -D '$folder/data' -U app --pwfile='$folder/password' -A scram-sha-256 -E UTF8 --locale=C.UTF-8 --no-sync" >/dev/null
cat >>"$folder/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
ssl = on
ssl_cert_file = '$folder/run/server.crt'
ssl_key_file = '$folder/run/server.key'
fsync = ${DURABLE:-off}
full_page_writes = ${DURABLE:-off}
synchronous_commit = on
max_connections = 200
CONF

for _ in 1 2 3 4 5; do
  port=$(free_port)
  if as_server "'$bin/pg_ctl' -D '$folder/data' -l '$folder/run/postgres.log' -o '-p $port' -w start" >/dev/null 2>&1; then
    echo "postgresql://app:pw@127.0.0.1:$port/postgres?sslmode=require"
    exit 0
  fi
done
tail -n 20 "$folder/run/postgres.log" >&2 || true
echo "PostgreSQL could not be started." >&2
exit 1
