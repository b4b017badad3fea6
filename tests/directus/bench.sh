#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sets the embedded server beside a real Directus with the same project, in the same run:
#
#   bench.sh [N...]    GET /relations with so many relations, by default 10 1000 10000
#
# Run by hand, on a machine that does nothing else. BUILD (default _build) is the build
# folder, DIRECTUS_VERSION as in install.sh.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${BUILD:-$here/../../_build}" && pwd)
bench=$build/tests/directus/bench
[ $# -gt 0 ] || set -- 10 1000 10000

work=$(mktemp -d)
serve=
cleanup() {
  [ -z "$serve" ] || kill "$serve" 2>/dev/null || true
  "$here/server.sh" stop "$work/server"
  rm -rf "$work"
}
trap cleanup EXIT

value() { sed -n "s/^$1=//p" <<<"$2"; }

for count; do
  echo "$count relations:"
  directus=$("$here/server.sh" start "$work/server")
  url=$(value url "$directus")
  token=$(value token "$directus")
  "$bench" prepare "$(value database "$directus")" "$count"
  # What was changed past it, Directus sees after this.
  curl -sSf -X POST -H "Authorization: Bearer $token" "$url/utils/cache/clear?system"
  cp "$(value database "$directus")" "$work/copy.sqlite"
  "$bench" measure Directus "$url" "$token" "$(value pid "$directus")"
  "$here/server.sh" stop "$work/server"

  mkfifo "$work/said"
  "$build/src/relations-cli" serve "$work/copy.sqlite" >"$work/said" 2>/dev/null &
  serve=$!
  said=$(head -n 2 "$work/said")
  "$bench" measure embedded "$(value url "$said")" "$(value token "$said")" "$serve"
  kill "$serve"
  wait "$serve"
  serve=
  rm "$work/said"
done
