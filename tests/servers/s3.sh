#!/usr/bin/env bash
# An S3 server of its own for tests: Ceph's RADOS gateway with one monitor and one store in memory, on the loopback.
# usage: s3.sh up FOLDER     prints its address with the keys in it: http://ACCESS_KEY:SECRET_KEY@127.0.0.1:PORT
#        s3.sh down FOLDER
# Debian's packages ceph-mon, ceph-osd and radosgw. Like R2 it refuses the SDK's default checksum trailers; unlike R2 it
# takes parts of unequal sizes.
set -euo pipefail

verb=${1:?up or down}
mkdir -p "${2:?a work folder}"
folder=$(cd "$2" && pwd)
ACCESS_KEY=bmaccess SECRET_KEY=bmsecretbmsecretbmsecret

# The store before the monitor: without one it does not stop.
down() {
  local part pid tries
  for part in gateway store monitor; do
    [ -e "$folder/$part.pid" ] || continue
    pid=$(cat "$folder/$part.pid")
    kill -TERM "$pid" 2>/dev/null || continue
    for tries in $(seq 50); do
      kill -0 "$pid" 2>/dev/null || continue 2
      sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
  done
}

if [ "$verb" = down ]; then
  down
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

# until_true SECONDS WHAT COMMAND…
until_true() {
  local seconds=$1 what=$2 ends=$((SECONDS + $1))
  shift 2
  until "$@" >/dev/null 2>&1; do
    if [ $SECONDS -ge $ends ]; then
      tail -n 20 "$folder"/log/*.out >&2 || true
      echo "The S3 server could not be started: $what took more than $seconds s." >&2
      exit 1
    fi
    sleep 0.2
  done
}

start() {
  local part=$1
  shift
  setsid "$@" </dev/null >"$folder/log/$part.out" 2>&1 &
  echo $! >"$folder/$part.pid"
}

cd "$folder"
mkdir -p monitor store gateway log run
monitor_port=$(free_port) port=$(free_port)
cat >ceph.conf <<CONF
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
mon_initial_members = a
mon_host = v2:127.0.0.1:$monitor_port
public_network = 127.0.0.0/8
keyring = $folder/keyring
auth_allow_insecure_global_id_reclaim = true
osd_pool_default_size = 1
osd_pool_default_min_size = 1
mon_allow_pool_size_one = true
osd_crush_chooseleaf_type = 0
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
mon_max_pg_per_osd = 1000
run_dir = $folder/run
admin_socket = $folder/run/\$name.\$pid.asok
log_file = $folder/log/\$name.log
pid_file =
[mon]
mon_data = $folder/monitor
mon_data_avail_crit = 1
[mon.a]
mon_addr = v2:127.0.0.1:$monitor_port
[osd]
osd_objectstore = memstore
memstore_device_bytes = 4294967296
osd_data = $folder/store
[client.rgw.a]
rgw_frontends = beast endpoint=127.0.0.1:$port
rgw_data = $folder/gateway
# What was deleted gives its room back at once, not after two hours.
rgw_gc_obj_min_wait = 1
rgw_gc_processor_period = 2
rgw_gc_processor_max_time = 2
CONF
fsid=$(sed -n 's/^fsid = //p' ceph.conf)
ceph-authtool -C keyring --gen-key -n mon. --cap mon 'allow *' >/dev/null
for name in client.admin osd.0 client.rgw.a; do
  ceph-authtool keyring --gen-key -n $name --cap mon 'allow *' --cap osd 'allow *' >/dev/null
done
monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$monitor_port]" monmap >/dev/null
ceph-mon -c ceph.conf --mkfs -i a --monmap monmap --keyring keyring >log/mkfs.out 2>&1
start monitor ceph-mon -c ceph.conf -i a --foreground
until_true 30 "the monitor" timeout 5 ceph -c ceph.conf -s
osd=$(cat /proc/sys/kernel/random/uuid)
timeout 20 ceph -c ceph.conf osd new "$osd" 0 >/dev/null
ceph-osd -c ceph.conf -i 0 --mkfs --osd-uuid "$osd" >>log/mkfs.out 2>&1
start store ceph-osd -c ceph.conf -i 0 --foreground
until_true 30 "the store" bash -c "timeout 5 ceph -c ceph.conf osd stat | grep -q '1 up'"
start gateway radosgw -c ceph.conf -n client.rgw.a --foreground
until_true 60 "the gateway" bash -c "exec 3<>/dev/tcp/127.0.0.1/$port"
radosgw-admin -c ceph.conf user create --uid=bm --display-name=bm --access-key=$ACCESS_KEY --secret-key=$SECRET_KEY >/dev/null 2>log/user.out
echo "http://$ACCESS_KEY:$SECRET_KEY@127.0.0.1:$port"
