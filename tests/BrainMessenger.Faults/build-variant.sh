#!/usr/bin/env bash
# Builds a server that differs from ours by one patch of Builds: with points at which it kills itself, or sabotaged.
# usage: build-variant.sh PATCH FOLDER     leaves the program in FOLDER/server
set -euo pipefail

patch=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
mkdir -p "$2"
folder=$(cd "$2" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
git ls-files -z -- src global.json nuget.config 'Directory.*' .editorconfig BannedSymbols.txt | xargs -0 cp --parents -t "$folder"
cd "$folder"
export GIT_CEILING_DIRECTORIES=$folder
git apply "$patch"
# The sources are checked elsewhere; a patch need not be beautiful.
dotnet publish src/BrainMessenger.Server -c Release -m:1 -o server -p:TreatWarningsAsErrors=false -p:EnforceCodeStyleInBuild=false -p:RunAnalyzers=false >build.log 2>&1 ||
  { tail -n 20 build.log >&2; exit 1; }
