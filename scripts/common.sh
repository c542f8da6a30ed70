# Sourced by run, test and dev. Keeps to bash 3.2, so that the bash that comes with macOS is enough.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_CLI_UI_LANGUAGE=en
# Compilers that outlive the build would be processes that nobody asked for.
export DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

EXIT_NO_SDK=20 EXIT_OLD_SDK=21 EXIT_NO_NODE=22 EXIT_OLD_NODE=23 EXIT_NO_NETWORK=24 EXIT_BUILD_FAILED=25
LOGS=artifacts/logs
step_pid=

say() { printf '%s\n' "$*" >&2; }

# stop CODE SENTENCE: what is wrong and its cure in one sentence, and an exit code of its own.
stop() {
  local code=$1
  shift
  say "$*"
  exit "$code"
}

# end_step: ends the step under way, with everything that it started.
end_step() {
  [ -z "$step_pid" ] || kill -TERM -- "-$step_pid" 2>/dev/null
  step_pid=
}

# step LABEL LOG COMMAND…: runs it with its output in the log and shows that time passes.
step() {
  local label=$1 log=$2 started=$SECONDS shown=0 status=0 traps
  shift 2
  traps=$(trap -p INT TERM)
  mkdir -p "$(dirname "$log")"
  [ -t 2 ] || say "$label …"
  trap 'end_step; exit 130' INT
  trap 'end_step; exit 143' TERM
  # A process group of its own, so that ending the step ends its children too.
  set -m
  "$@" >"$log" 2>&1 </dev/null &
  step_pid=$!
  set +m
  while kill -0 "$step_pid" 2>/dev/null; do
    if [ -t 2 ]; then
      printf '\r%s … %s s' "$label" $((SECONDS - started)) >&2
    elif [ $((SECONDS - started - shown)) -ge 15 ]; then
      shown=$((SECONDS - started))
      say "$label … $shown s"
    fi
    sleep 0.2
  done
  wait "$step_pid" || status=$?
  step_pid=
  trap - INT TERM
  eval "$traps"
  if [ -t 2 ]; then printf '\r' >&2; fi
  if [ "$status" = 0 ]; then say "$label: done in $((SECONDS - started)) s   "; fi
  return "$status"
}

sha256() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi; }

# fingerprint PATH…: one hash over the names and the contents of everything below the paths that is not made by a build.
fingerprint() {
  local paths=() path
  for path in "$@"; do [ ! -e "$path" ] || paths+=("$path"); done
  find "${paths[@]}" \( -name node_modules -o -name dist -o -name bin -o -name obj -o -name coverage \) -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 cksum | sha256 | cut -c1-64
}

is_current() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }

# at_least HAVE WANTED: compares 20.19.1 with 20.19 number by number.
at_least() {
  local have_major have_minor _
  IFS=. read -r have_major have_minor _ <<<"$1"
  [ "$have_major" -gt "${2%%.*}" ] || { [ "$have_major" -eq "${2%%.*}" ] && [ "${have_minor:-0}" -ge "${2#*.}" ]; }
}

need_dotnet() {
  command -v dotnet >/dev/null ||
    stop $EXIT_NO_SDK "The .NET SDK is missing: install .NET SDK 10 from https://dotnet.microsoft.com/download and start again."
}

need_sdk() {
  local found
  need_dotnet
  dotnet --version >/dev/null 2>&1 && return
  found=$(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | tr '\n' ' ')
  [ -n "$found" ] ||
    stop $EXIT_NO_SDK "The .NET SDK is missing (only a runtime is here): install .NET SDK 10 from https://dotnet.microsoft.com/download and start again."
  stop $EXIT_OLD_SDK "The .NET SDK here (${found% }) does not fit: install .NET SDK 10 from https://dotnet.microsoft.com/download and start again."
}

need_node() {
  local version
  { command -v node && command -v npm; } >/dev/null ||
    stop $EXIT_NO_NODE "Node.js with npm is missing: install Node.js 20.19 or newer from https://nodejs.org and start again."
  version=$(node --version 2>/dev/null)
  at_least "${version#v}" 20.19 ||
    stop $EXIT_OLD_NODE "Node.js ${version:-of an unknown version} is too old: install Node.js 20.19 or newer from https://nodejs.org and start again."
}

# failed_step WHAT LOG: tells a missing network from a broken build by what npm and NuGet write.
failed_step() {
  if grep -qE 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|NU1301' "$2"; then
    stop $EXIT_NO_NETWORK "$1 needs the network the first time and could not reach it: connect to the internet (or set HTTPS_PROXY) and start again; details are in $2."
  fi
  tail -n 25 "$2" >&2
  stop $EXIT_BUILD_FAILED "$1 failed: read the lines above, or all of them in $2, mend what they name and start again."
}

install_web() {
  local stamp
  stamp=$(fingerprint web/package.json web/package-lock.json)
  is_current web/node_modules/.stamp "$stamp" && return
  need_node
  step "Installing the web client's packages" $LOGS/npm.log npm ci --prefix web --ignore-scripts --fetch-retries 2 \
    --fetch-retry-mintimeout 1000 --fetch-retry-maxtimeout 5000 || failed_step "Installing the web client's packages" $LOGS/npm.log
  printf '%s\n' "$stamp" >web/node_modules/.stamp
}

build_web() {
  local stamp
  stamp=$(fingerprint web)
  [ -e web/dist/index.html ] && is_current artifacts/web.stamp "$stamp" && return
  install_web
  step "Building the web client" $LOGS/web.log npm run build --prefix web || failed_step "Building the web client" $LOGS/web.log
  printf '%s\n' "$stamp" >artifacts/web.stamp
}

# build_server FOLDER: the release build with the web client in its wwwroot.
build_server() {
  local folder=$1 stamp
  need_dotnet
  build_web
  stamp=$(fingerprint src global.json Directory.Build.props Directory.Packages.props .editorconfig BannedSymbols.txt artifacts/web.stamp)
  [ -e "$folder/brainmessenger.dll" ] && is_current "$folder/.stamp" "$stamp" && return
  need_sdk
  # Made beside and then moved, so that what is half built is never started.
  rm -rf "$folder.new"
  step "Building the server" $LOGS/server.log dotnet publish src/BrainMessenger.Server -c Release -o "$folder.new" -m:1 ||
    failed_step "Building the server" $LOGS/server.log
  mkdir -p "$folder.new/wwwroot"
  cp -R web/dist/. "$folder.new/wwwroot/"
  printf '%s\n' "$stamp" >"$folder.new/.stamp"
  rm -rf "$folder"
  mv "$folder.new" "$folder"
}
