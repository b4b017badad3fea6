#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs the JavaScript tests against the embedded server:
#
#   run.sh [SCRIPT...]    by default all of them
#
# Each has a sample project of its own, served for it alone; its address and token are in
# RELATIONS_DIRECTUS_URL and RELATIONS_DIRECTUS_TOKEN, as tests/directus/run.sh gives those
# of a real Directus. Prints TAP. Fails if a script fails.
#
# BUILD (default _build) is the build folder.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
BUILD=$(cd "${BUILD:-$here/../../_build}" && pwd)
export BUILD
[ $# -gt 0 ] || set -- "$here"/test-*.mjs

RELATIONS_SDK=$("$here/install.sh")
export RELATIONS_SDK
work=$(mktemp -d)
server=
stop() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" 2>/dev/null || true
  server=
}
trap 'stop; rm -rf "$work"' EXIT

# Serves a new sample project, and waits until it says where.
serve() {
  local end=$((SECONDS + 30))
  : >"$work/said"
  XDG_DATA_HOME=$work/data XDG_CACHE_HOME=$work/cache XDG_CONFIG_HOME=$work/config \
    GSETTINGS_BACKEND=memory G_DEBUG=fatal-criticals \
    "$BUILD/src/relations-cli" serve sample >"$work/said" 2>&1 </dev/null &
  server=$!
  until grep -q '^token=' "$work/said"; do
    if [ "$SECONDS" -ge "$end" ] || ! kill -0 "$server" 2>/dev/null; then
      cat "$work/said" >&2
      return 1
    fi
    sleep 0.05
  done
  RELATIONS_DIRECTUS_URL=$(sed -n 's/^url=//p' "$work/said")
  RELATIONS_DIRECTUS_TOKEN=$(sed -n 's/^token=//p' "$work/said")
  export RELATIONS_DIRECTUS_URL RELATIONS_DIRECTUS_TOKEN
}

status=0
for script; do
  rm -rf "$work"/{data,cache,config}
  serve
  timeout -k 5 300 node "$script" || status=1
  if ! kill -0 "$server"; then
    echo "run.sh: the server ended during $script" >&2
    cat "$work/said" >&2
    status=1
  fi
  stop
done
exit $status
