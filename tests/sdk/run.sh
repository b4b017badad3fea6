#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tries public JavaScript packages on the embedded server, which serves the sample:
#
#   run.sh [PROGRAM...]    by default all of this folder
#
# BUILD (default _build) is the build folder.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
BUILD=$(cd "${BUILD:-$here/../../_build}" && pwd)
export BUILD
[ $# -gt 0 ] || set -- "$here/record.mjs --check" "$here/operations.mjs" "$here/snippets.mjs"
"$here/install.sh" >/dev/null

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; wait; rm -rf "$work"' EXIT
mkfifo "$work/said"
XDG_DATA_HOME=$work XDG_STATE_HOME=$work "$BUILD/src/relations-cli" serve sample >"$work/said" 2>"$work/log" &
server=$!
while IFS='=' read -r -t 30 name value; do
  [ "$name" != url ] || RELATIONS_DIRECTUS_URL=$value
  [ "$name" != token ] || { RELATIONS_DIRECTUS_TOKEN=$value && break; }
done <"$work/said"
export RELATIONS_DIRECTUS_URL RELATIONS_DIRECTUS_TOKEN

status=0
for program; do
  # shellcheck disable=SC2086 # a program and its arguments
  timeout -k 10 300 $program || status=1
done
[ "$status" -eq 0 ] || tail -n 20 "$work/log" >&2
exit $status
