#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs test programs against a real Directus:
#
#   run.sh [PROGRAM...]    by default the contract tests, those of signing in, the command line, publishing,
#                          paths between collections, the SDK, snippets, schemas, which leave
#                          nothing of what was there, and then the window
#
# Installs it if need be, starts it on loopback with an empty database, runs each program
# with RELATIONS_DIRECTUS_URL, RELATIONS_DIRECTUS_TOKEN and RELATIONS_DIRECTUS_DATABASE in
# the environment, and stops it. Fails if a program fails, if the server cannot be reached,
# and if it does not live to the end.
#
# BUILD (default _build) is the build folder, DIRECTUS_VERSION as in install.sh.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${BUILD:-$here/../../_build}" && pwd)
[ $# -gt 0 ] || set -- "$build/tests/directus/contract" "$build/tests/directus/sign-in" "$here/cli.sh" "$here/edits.sh" \
  "$here/publish.sh" "$here/paths.mjs" "$here/../sdk/test-operations.mjs" "$here/../sdk/test-snippets.mjs" "$here/schema.sh" \
  "$here/window.sh"

work=$(mktemp -d)
trap '"$here/server.sh" stop "$work/server"; rm -rf "$work"' EXIT

started=$("$here/server.sh" start "$work/server")
value() { sed -n "s/^$1=//p" <<<"$started"; }
RELATIONS_DIRECTUS_URL=$(value url)
RELATIONS_DIRECTUS_TOKEN=$(value token)
RELATIONS_DIRECTUS_DATABASE=$(value database)
export RELATIONS_DIRECTUS_URL RELATIONS_DIRECTUS_TOKEN RELATIONS_DIRECTUS_DATABASE
export BUILD=$build
export DIRECTUS_VERSION=${DIRECTUS_VERSION:-11.3.5}
export G_TEST_SRCDIR=$here/.. G_DEBUG=fatal-criticals

status=0
for program; do
  timeout -k 10 1200 "$program" || status=1
  if ! "$here/server.sh" check "$work/server"; then
    echo "run.sh: Directus ended during $program" >&2
    exit 1
  fi
done
exit $status
