# Sourced by test and dev: the programs of the system that the tests need, and what they leave running.

# missing_packages: Debian's names for what is not here. Found by what they bring, so that other systems may pass as well.
missing_packages() {
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || echo postgresql
  [ -x /usr/sbin/pgbouncer ] || echo pgbouncer
  command -v openssl >/dev/null || echo openssl
  { command -v radosgw && command -v ceph-osd && command -v ceph-mon; } >/dev/null || echo ceph-mon ceph-osd radosgw
  command -v clamd >/dev/null || [ -x /usr/sbin/clamd ] || echo clamav-daemon
  command -v strace >/dev/null || echo strace
  find_chromium >/dev/null || echo chromium-headless-shell
  # Without these, emoji and other scripts are boxes on the screenshots.
  local fonts
  fonts=$(fc-list 2>/dev/null || true)
  case $fonts in *NotoColorEmoji*) ;; *) echo fonts-noto-color-emoji ;; esac
  case $fonts in *NotoSans-Regular*) ;; *) echo fonts-noto-core ;; esac
}

# The shell first: the same engine without windows, in two thirds of the time.
find_chromium() { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome; }

install_packages() {
  local missing as_root=
  missing=$(missing_packages | tr '\n' ' ')
  [ -n "$missing" ] || return 0
  if ! grep -qE '^ID=debian' /etc/os-release 2>/dev/null || ! command -v apt-get >/dev/null; then
    stop 26 "The tests need these programs, which only on Debian are installed by themselves: install ${missing% } (Debian's names) and start again."
  fi
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || stop 26 "The tests need packages and there is no sudo: run as root 'apt-get install --no-install-recommends ${missing% }' and start again."
    as_root=sudo
  fi
  # RUNLEVEL=1: the packages' own services are not started, the tests start servers of their own.
  # shellcheck disable=SC2086 # both are lists of words
  apt_install() {
    $as_root apt-get update -q && $as_root env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $missing
  }
  say "Installing ${missing% } …"
  apt_install >"$LOGS/apt.log" 2>&1 || {
    tail -n 15 "$LOGS/apt.log" >&2
    stop 26 "The packages could not be installed: run as root 'apt-get install --no-install-recommends ${missing% }' and start again."
  }
}

# marked MARK: the processes that inherited TEST_RUN_MARK=MARK, however far they moved from us.
marked() {
  local entry
  for entry in /proc/[0-9]*; do
    if grep -qzxF "TEST_RUN_MARK=$1" "$entry/environ" 2>/dev/null; then echo "${entry#/proc/}"; fi
  done
}

# end_marked MARK: gives them 5 s to end by themselves, prints how many did not and ends those.
end_marked() {
  local tries=0 pids
  while pids=$(marked "$1") && [ -n "$pids" ] && [ $tries -lt 25 ]; do
    sleep 0.2
    tries=$((tries + 1))
  done
  # shellcheck disable=SC2086 # a list of numbers
  [ -z "$pids" ] || kill -KILL $pids 2>/dev/null || true
  echo "$pids" | grep -c . || true
}

# free_port: one that nobody listens on.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}
