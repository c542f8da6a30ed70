#!/usr/bin/env bash
# PgBouncer in transaction mode before a PostgreSQL of postgres.sh, as Neon's pooler stands before a compute.
# usage: pgbouncer.sh up FOLDER POSTGRES_URL     prints the URL of the same databases through the pooler
#        pgbouncer.sh down FOLDER
# Debian's 1.18 knows no prepared statements at all: stricter than Neon's. As root it runs as user postgres.
set -euo pipefail

verb=${1:?up or down}
mkdir -p "${2:?a work folder}"
folder=$(cd "$2" && pwd)

as_server() {
  if [ "$(id -u)" = 0 ]; then (cd / && su postgres -s /bin/bash -c "$1"); else bash -c "$1"; fi
}

if [ "$verb" = down ]; then
  [ ! -e "$folder/pgbouncer.pid" ] || kill -TERM "$(cat "$folder/pgbouncer.pid")" 2>/dev/null || true
  exit 0
fi

[[ ${3:?the URL of postgres.sh} =~ ^postgresql://([^:]+):([^@]+)@([^:/]+):([0-9]+)/ ]] || { echo "Not a URL of postgres.sh." >&2; exit 1; }
user=${BASH_REMATCH[1]} password=${BASH_REMATCH[2]} host=${BASH_REMATCH[3]} server_port=${BASH_REMATCH[4]}
echo "\"$user\" \"$password\"" >"$folder/users.txt"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
  -keyout "$folder/pooler.key" -out "$folder/pooler.crt" 2>/dev/null
if [ "$(id -u)" = 0 ]; then chmod 755 "$folder" && chown -R postgres "$folder"; fi

for _ in 1 2 3 4 5; do
  # Below 32768: above it the kernel hands out ports of its own accord.
  port=$((20000 + RANDOM % 12000))
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then continue; fi
  cat >"$folder/pgbouncer.ini" <<CONF
[databases]
* = host=$host port=$server_port
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $port
unix_socket_dir =
auth_type = scram-sha-256
auth_file = $folder/users.txt
pool_mode = transaction
max_client_conn = 1000
default_pool_size = 5
query_wait_timeout = 20
client_tls_sslmode = allow
client_tls_key_file = $folder/pooler.key
client_tls_cert_file = $folder/pooler.crt
pidfile = $folder/pgbouncer.pid
logfile = $folder/pgbouncer.log
CONF
  as_server "/usr/sbin/pgbouncer -d -q '$folder/pgbouncer.ini'" || continue
  for _ in $(seq 50); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "postgresql://$user:$password@127.0.0.1:$port/postgres?sslmode=require"
      exit 0
    fi
    sleep 0.1
  done
done
tail -n 20 "$folder/pgbouncer.log" >&2 || true
echo "PgBouncer could not be started." >&2
exit 1
